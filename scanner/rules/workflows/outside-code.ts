import type { Confidence, Severity } from '../../engine/rule.ts'
import { identityOf, type Sighting } from '../documents/sighting.ts'
import type { ClaudeJob, ClaudeRun, ClaudeWorkflow, WorkflowRule } from './claude-workflow.ts'
import { outsideCodeInScripts } from './outside-code-in-scripts.ts'
import { type OutsideCheckout, outsideCheckout, refusedNote } from './outside-checkout.ts'
import type { OutsideCode } from './outside-references.ts'
import type { Step } from './workflow.ts'
import { actionStep, baseAction, commitId, memberGuard, onTarget, workflowSample } from './workflow-sample.ts'

/** Events on which the code of a pull request is not there by itself and the run has secrets. */
const withSecrets = new Set([
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion_comment',
])

export const outsideCodeCheckedOut: WorkflowRule = {
  id: 'claude-untrusted-checkout',
  kind: 'workflow',
  title: 'Claude runs on code from outside, with secrets',
  severity: 'high',
  confidence: 'high',
  why: 'The event runs with the secrets of the repository, and the working directory is filled from a pull request that anybody can open: its files steer Claude and the tools it calls.',
  fix: 'Check out the base branch (no `ref:`). Where the files are needed, check them out with `path: pr-head` after that and pass `--add-dir pr-head`.',
  source: {
    url: 'https://github.com/anthropics/claude-code-action/blob/main/docs/security.md#using-this-action-with-pull_request_target-or-workflow_run',
    checked: 'read',
  },
  look: (claude) => claude.jobs.flatMap((job) => inJob(claude, job)),
  matches: [
    workflowSample({
      on: onTarget,
      steps: [
        '- uses: actions/checkout@v6',
        '  with:',
        '    ref: ${{ github.event.pull_request.head.sha }}',
        ...actionStep(),
      ],
    }),
    workflowSample({
      on: ['workflow_run:', '  workflows: [CI]', '  types: [completed]'],
      steps: [
        '- run: git fetch origin && git checkout ${{ github.event.workflow_run.head_sha }}',
        ...actionStep(),
      ],
    }),
    workflowSample({
      job: [memberGuard],
      steps: ['- run: gh pr checkout ${{ github.event.issue.number }}', ...actionStep([], baseAction)],
    }),
    workflowSample({
      on: onTarget,
      steps: [
        '- run: git fetch origin refs/pull/${{ github.event.number }}/head && git checkout FETCH_HEAD',
        '- run: npx @anthropic-ai/claude-code@2.0.0 -p "Review"',
      ],
    }),
    workflowSample({
      on: onTarget,
      steps: [
        '- run: git fetch origin pull/${{ github.event.number }}/head',
        '- run: git checkout FETCH_HEAD',
        ...actionStep([], baseAction),
      ],
    }),
    workflowSample({
      on: onTarget,
      steps: [
        '- run: |',
        '    git fetch origin "pull/$NUMBER/head:pr"',
        '    git checkout pr',
        ...actionStep([], baseAction),
      ],
    }),
  ],
  misses: [
    workflowSample({ on: onTarget, steps: [`- uses: actions/checkout@${commitId(2)}`, ...actionStep()] }),
    workflowSample({
      on: onTarget,
      steps: [
        '- uses: actions/checkout@v6',
        '- uses: actions/checkout@v6',
        '  with:',
        '    ref: ${{ github.event.pull_request.head.sha }}',
        '    path: pr-head',
        ...actionStep(['claude_args: --add-dir pr-head']),
      ],
    }),
    // Fetched to compare with: the working directory stays as it was.
    workflowSample({
      on: onTarget,
      steps: [
        '- run: git fetch origin pull/${{ github.event.number }}/head:pr && git diff origin/main...pr',
        '- run: git checkout main',
        ...actionStep(),
      ],
    }),
    workflowSample({
      on: ['pull_request:'],
      steps: [
        '- uses: actions/checkout@v6',
        '  with:',
        '    ref: ${{ github.event.pull_request.head.sha }}',
        ...actionStep(),
      ],
    }),
  ],
}

function inJob({ workflow, events }: ClaudeWorkflow, { job, runs }: ClaudeJob): readonly Sighting[] {
  const dangerous = events.filter((event) => withSecrets.has(event))
  const run = runs.find(({ use }) => use.form !== 'install')
  if (dangerous.length === 0 || !run) return []
  const before = run.use.step ? job.steps.slice(0, job.steps.indexOf(run.use.step)) : []
  const scripts = outsideCodeInScripts(workflow, before)
  return before.flatMap((step) => {
    // One finding a step says enough.
    const code = step.run
      ? scripts.find(({ step: own }) => own === step)?.code
      : fromCheckout(step, workflow.document.text)
    if (!code) return []
    return [
      {
        place: workflow.document.place(code.range),
        ...gravity(code, run, dangerous),
        identity: identityOf(workflow.name, job.id, run.use.what, code.text),
      },
    ]
  })
}

/** How bad it is depends on whose code it can be and on what Claude's form does about it. */
function gravity(
  code: OutsideCode & Partial<Pick<OutsideCheckout, 'refusedOn'>>,
  run: ClaudeRun,
  events: readonly string[],
): { severity: Severity; confidence?: Confidence; note: string } {
  const restores = run.use.form === 'action'
  const remark = restores
    ? 'The action takes `.claude/`, `.mcp.json` and `CLAUDE.md` from the base branch, but everything else is the pull request’s.'
    : 'This way of running Claude also reads `.claude/`, `.mcp.json` and hooks out of the pull request.'
  if (run.reach === 'no')
    return {
      severity: restores ? 'low' : 'medium',
      note: `Only trusted people can start it, but the code may still be somebody else’s. ${remark}`,
    }
  if (code.byBranchName)
    return {
      severity: 'medium',
      note: `The branch is looked up by its name in this repository, so the code is from people who can push here. ${remark}`,
    }
  if (events.every((event) => code.refusedOn?.has(event) === true))
    return { severity: 'low', confidence: 'low', note: `${refusedNote} ${remark}` }
  if (run.reach === 'perhaps')
    return {
      severity: 'medium',
      note: `Something that this file does not show may keep strangers out. ${remark}`,
    }
  const commentOnly = events.every((event) => event === 'issue_comment' || event === 'issues')
  return { severity: commentOnly && restores ? 'medium' : restores ? 'high' : 'critical', note: remark }
}

/** What a checkout action puts into the root of the workspace; null: nothing from outside. */
function fromCheckout(step: Step, text: string): OutsideCheckout | null {
  const checkout = outsideCheckout(step, text)
  // In a folder of its own, as the action's documentation advises, it is data and not the project.
  return checkout !== null && checkout.folder === '' ? checkout : null
}
