import { shownName } from '../documents/shown-name.ts'
import type { Sighting } from '../documents/sighting.ts'
import type { ClaudeRun, ClaudeWorkflow, WorkflowRule } from './claude-workflow.ts'
import { expressionSightings, type JudgeExpression, scriptIn } from './expression-sightings.ts'
import { freeTextIn, secretIn } from './expressions.ts'
import { graveRights } from './job-rights.ts'
import type { Job } from './workflow.ts'
import { actionStep, baseAction, memberGuard, onSchedule, workflowSample } from './workflow-sample.ts'

export const textInScript: WorkflowRule = {
  id: 'claude-job-script-injection',
  kind: 'workflow',
  title: 'Text from outside becomes part of a script',
  severity: 'high',
  confidence: 'high',
  why: 'GitHub puts the text into the script before the shell reads it, so a title like `"; curl … | sh; "` runs as a command in the job that holds Claude’s credentials.',
  fix: 'Hand the value over in `env:` and write `"$TITLE"` in the script.',
  source: {
    url: 'https://docs.github.com/en/actions/concepts/security/script-injections',
    checked: 'read',
  },
  look: (claude) =>
    claude.jobs.flatMap(({ job }) =>
      job.steps.flatMap((step) => {
        const script = scriptIn(step)
        if (script === null) return []
        return expressionSightings(claude.workflow, job, script, (inside) => {
          const name = freeTextIn(inside)
          if (name === null) return null
          // Without an event from outside nobody fills these values.
          const severity = claude.isOwn ? 'low' : 'high'
          return { severity, note: `${shownName(name)} is chosen by whoever causes the event.` }
        })
      }),
    ),
  matches: [
    workflowSample({ steps: ['- run: echo "${{ github.event.comment.body }}"', ...actionStep()] }),
    workflowSample({
      on: ['issues:'],
      steps: ['- run: |', '    claude -p "Sort: ${{ github.event.issue.title }}"'],
    }),
    workflowSample({
      steps: [
        '- uses: actions/github-script@v8',
        '  with:',
        '    script: |',
        '      const name = `${{ github.head_ref }}`',
        ...actionStep(),
      ],
    }),
  ],
  misses: [
    workflowSample({
      steps: ['- run: echo "$BODY"', '  env:', '    BODY: ${{ github.event.comment.body }}', ...actionStep()],
    }),
    workflowSample({ steps: ['- run: echo "${{ github.event.issue.number }}"', ...actionStep()] }),
    workflowSample({
      steps: ["- run: echo ${{ contains(github.event.comment.body, 'x') }}", ...actionStep()],
    }),
  ],
}

/** Instructions to Claude that are part of a script are looked at by the rules about scripts. */
function eachPrompt(
  claude: ClaudeWorkflow,
  judge: (inside: string, run: ClaudeRun, job: Job) => ReturnType<JudgeExpression>,
): readonly Sighting[] {
  return claude.jobs.flatMap(({ job, runs }) =>
    runs.flatMap((run) =>
      run.options.prompts.flatMap((prompt) =>
        expressionSightings(claude.workflow, job, prompt, (inside) => judge(inside, run, job)),
      ),
    ),
  )
}

export const textInPrompt: WorkflowRule = {
  id: 'claude-prompt-injection',
  kind: 'workflow',
  title: 'Text from outside becomes part of Claude’s instructions',
  severity: 'medium',
  confidence: 'high',
  why: 'Claude can’t tell the instructions apart from a title or description pasted into them, so whoever writes that text instructs Claude.',
  fix: 'Give Claude the number of the issue or pull request and let it read the text with a tool; give such a run few rights.',
  source: {
    url: 'https://github.com/anthropics/claude-code-action/blob/main/docs/security.md#prompt-injection-risks',
    checked: 'read',
  },
  look: (claude) =>
    eachPrompt(claude, (inside, run, job) => {
      const name = freeTextIn(inside)
      if (name === null) return null
      // A run that may only write issues can be talked into little.
      const isGrave = run.outsiders === 'yes' && (graveRights(job, claude.workflow)?.length ?? 1) > 0
      const severity = isGrave ? 'high' : run.reach === 'no' ? 'low' : 'medium'
      return { severity, note: `${shownName(name)} is chosen by whoever causes the event.` }
    }),
  matches: [
    workflowSample({ steps: actionStep(['prompt: |', '  Answer this: ${{ github.event.comment.body }}']) }),
    workflowSample({
      on: ['issues:'],
      steps: actionStep(['direct_prompt: ${{ toJSON(github.event.issue) }}'], baseAction),
    }),
  ],
  misses: [
    workflowSample({
      steps: actionStep([
        'prompt: Look at pull request ${{ github.event.issue.number }} of ${{ github.repository }}',
      ]),
    }),
    workflowSample({ steps: actionStep(['trigger_phrase: ${{ github.event.comment.body }}']) }),
  ],
}

export const secretInPrompt: WorkflowRule = {
  id: 'claude-secret-in-prompt',
  kind: 'workflow',
  title: 'A secret is part of Claude’s instructions',
  severity: 'high',
  confidence: 'high',
  why: 'The secret is sent to the model with the instructions, and Claude can repeat it in a comment, a commit or the log.',
  fix: 'Take it out of the instructions. Give the step that needs it the secret in `env:`, in a job without Claude.',
  source: {
    url: 'https://docs.github.com/en/actions/reference/security/secure-use#use-secrets-for-sensitive-information',
    checked: 'read',
  },
  look: (claude) => [
    ...eachPrompt(claude, (inside) => aboutSecret(inside)),
    ...claude.jobs.flatMap(({ job, runs }) => runs.flatMap((run) => inCommand(claude, job, run))),
  ],
  matches: [
    workflowSample({ steps: actionStep(['prompt: Use the key ${{ secrets.DEPLOY_KEY }} to log in.']) }),
    workflowSample({ on: onSchedule, steps: ['- run: claude -p "Log in with ${{ secrets.DEPLOY_KEY }}"'] }),
  ],
  misses: [
    workflowSample({ steps: actionStep(['prompt: Never print a secret.']) }),
    workflowSample({
      job: [memberGuard],
      steps: ['- run: claude -p "Log in"', '  env:', '    DEPLOY_KEY: ${{ secrets.DEPLOY_KEY }}'],
    }),
  ],
}

function aboutSecret(inside: string): ReturnType<JudgeExpression> {
  const name = secretIn(inside)
  return name === null ? null : { note: `The secret ${shownName(name)}.` }
}

/** Arguments of the command, except those that are JSON: a server's environment in `--mcp-config` is not an instruction. */
function inCommand(claude: ClaudeWorkflow, job: Job, run: ClaudeRun): readonly Sighting[] {
  const node = run.use.step?.run
  if (!run.use.command || !node) return []
  const texts = run.use.command.words
    .filter(({ text }) => !text.trimStart().startsWith('{'))
    .map(({ text }) => text)
  return expressionSightings(claude.workflow, job, node, (inside) =>
    texts.some((text) => text.includes(inside)) ? aboutSecret(inside) : null,
  )
}
