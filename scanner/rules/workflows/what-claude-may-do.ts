import type { Severity } from '../../engine/rule.ts'
import { type Breadth, breadthOf, parsePermissionRule } from '../assistants/permission-rule.ts'
import { identityOf, type Sighting } from '../documents/sighting.ts'
import { inputOf, type ClaudeRun, type ClaudeWorkflow, type WorkflowRule } from './claude-workflow.ts'
import type { Told } from './claude-options.ts'
import { actionStep, baseAction, memberGuard, onSchedule, workflowSample } from './workflow-sample.ts'
import type { Job } from './workflow.ts'

/** Whether what Claude reads in the run can have been written by people without rights in the repository. */
function readsOutsideText(claude: ClaudeWorkflow): boolean {
  return !claude.isOwn
}

/** After so many findings of one rule in one run, more of them say nothing new. */
const mostSaid = 100

type Judgement = { readonly severity: Severity; readonly note: string } | null

function eachTold(
  claude: ClaudeWorkflow,
  told: (run: ClaudeRun) => readonly Told[],
  judge: (thing: Told, run: ClaudeRun, job: Job) => Judgement,
): readonly Sighting[] {
  return claude.jobs.flatMap(({ job, runs }) =>
    runs.flatMap((run) => {
      const judged = distinct(told(run)).flatMap((thing) => {
        const judgement = judge(thing, run, job)
        return judgement ? [{ thing, judgement }] : []
      })
      return judged.slice(0, mostSaid).map(({ thing, judgement }) => ({
        place: claude.workflow.document.place(thing.range()),
        ...judgement,
        identity: identityOf(claude.workflow.name, job.id, run.use.what, thing.text),
      }))
    }),
  )
}

/** The same thing told twice is one finding, at its first place. */
const distinct = (things: readonly Told[]): readonly Told[] =>
  [...new Map(things.toReversed().map((thing) => [thing.text, thing])).values()].toReversed()

export const permissionsSkipped: WorkflowRule = {
  id: 'claude-permissions-skipped',
  kind: 'workflow',
  title: 'Claude runs without permission checks',
  severity: 'high',
  confidence: 'high',
  why: 'Claude runs every command and edits every file without asking, so a sentence in an issue or a pull request can steer it to anything the job may do.',
  fix: 'Take the flag out and name what Claude needs with `--allowedTools`.',
  source: {
    url: 'https://code.claude.com/docs/en/permission-modes#skip-all-checks-with-bypasspermissions-mode',
    checked: 'read',
  },
  look: (claude) =>
    eachTold(
      claude,
      ({ options }) => options.skipsPermissions,
      (_, run) => {
        if (run.use.command?.contained) {
          return {
            severity: 'low',
            note: 'It runs inside the container of gh-aw’s firewall, which limits what it can reach.',
          }
        }
        if (!readsOutsideText(claude)) {
          return {
            severity: 'medium',
            note: 'Only people with write access start this workflow, but Claude still reads what it finds.',
          }
        }
        return run.outsiders === 'yes'
          ? { severity: 'critical', note: 'Anybody can start this workflow.' }
          : { severity: 'high', note: 'What Claude reads here can be written by people from outside.' }
      },
    ),
  matches: [
    workflowSample({ steps: actionStep(['claude_args: --max-turns 5 --dangerously-skip-permissions']) }),
    workflowSample({
      steps: actionStep(['claude_args: |', '  --model opus', '  --permission-mode bypassPermissions']),
    }),
    workflowSample({
      job: [memberGuard],
      steps: ['- run: claude -p "Fix it" --permission-mode=bypassPermissions'],
    }),
    workflowSample({
      steps: actionStep(['settings: \'{"permissions": {"defaultMode": "bypassPermissions"}}\'']),
    }),
    workflowSample({ steps: actionStep(["dangerously_skip_permissions: 'true'"]) }),
  ],
  misses: [
    workflowSample({ steps: actionStep(['claude_args: --permission-mode acceptEdits']) }),
    workflowSample({
      steps: actionStep(['claude_args: |', '  # --dangerously-skip-permissions', '  --max-turns 5']),
    }),
    workflowSample({ steps: actionStep(['prompt: Never use --dangerously-skip-permissions.']) }),
  ],
}

const breadthText: Readonly<Record<Breadth, string>> = {
  'any-command': 'This allows every shell command.',
  'any-code': 'The program runs whatever code it is given, so this allows as much as every command.',
  'any-file': 'This allows every file of the machine.',
  'credential-files': 'This allows files that hold credentials.',
}

export const broadTools: WorkflowRule = {
  id: 'claude-broad-tools',
  kind: 'workflow',
  title: 'Claude may run any command in a workflow',
  severity: 'medium',
  confidence: 'high',
  why: 'With any command at hand, a sentence hidden in an issue or a pull request can make Claude read the secrets of the job and send them away.',
  fix: 'Name the commands it needs, for example `Bash(npm run test:*)` and `Bash(gh pr comment:*)`.',
  source: { url: 'https://code.claude.com/docs/en/permissions#bash', checked: 'read' },
  look: (claude) =>
    eachTold(
      claude,
      ({ options }) => options.allowedTools,
      (thing, run) => {
        const rule = parsePermissionRule(thing.text)
        const breadth = rule && breadthOf(rule)
        if (!breadth) return null
        const open = run.outsiders === 'yes'
        const severity = open
          ? 'high'
          : breadth === 'any-command' && readsOutsideText(claude)
            ? 'medium'
            : 'low'
        return { severity, note: `${breadthText[breadth]}${open ? ' Anybody can start this workflow.' : ''}` }
      },
    ),
  matches: [
    workflowSample({ steps: actionStep(['claude_args: --allowedTools Edit,Read,Bash']) }),
    workflowSample({ steps: actionStep(['claude_args: |', '  --allowed-tools "Read" "Bash(*)"']) }),
    workflowSample({ steps: actionStep(['allowed_tools: "Bash(git diff:*),Bash(:*)"']) }),
    workflowSample({
      steps: actionStep(['settings: |', '  {"permissions": {"allow": ["Bash(python3:*)"]}}']),
    }),
    workflowSample({ job: [memberGuard], steps: ['- run: claude -p "Fix it" --allowedTools "Bash"'] }),
    workflowSample({ steps: actionStep(["claude_args: --allowedTools 'Read(//**)'"]) }),
  ],
  misses: [
    workflowSample({
      steps: actionStep(['claude_args: --allowedTools "Read,Bash(npm run test:*),Bash(gh pr view:*)"']),
    }),
    workflowSample({ steps: actionStep(['claude_args: --disallowedTools Bash']) }),
    workflowSample({ steps: actionStep(['prompt: You may use Bash(*).']) }),
  ],
}

export const writesForOutsiders: WorkflowRule = {
  id: 'claude-writes-for-outsiders',
  kind: 'workflow',
  title: 'Anybody can make Claude change files',
  severity: 'medium',
  confidence: 'high',
  why: 'Claude may edit files in a run that anybody can start, so a stranger decides what it writes before later steps use or push it.',
  fix: 'Give runs that strangers can start only tools that read, or let a person start them.',
  source: {
    url: 'https://github.com/anthropics/claude-code-action/blob/main/docs/security.md',
    checked: 'read',
  },
  look: (claude) =>
    eachTold(
      claude,
      ({ options }) => options.allowedTools,
      (thing, run) =>
        run.outsiders === 'yes' && /^(?:Write|Edit|MultiEdit|NotebookEdit)$/.test(thing.text)
          ? { severity: 'medium', note: `\`${thing.text}\` without a path.` }
          : null,
    ),
  matches: [workflowSample({ steps: actionStep(['claude_args: --allowedTools "Read,Write"'], baseAction) })],
  misses: [
    workflowSample({ steps: actionStep(['claude_args: --allowedTools "Read,Write"']) }),
    workflowSample({
      on: onSchedule,
      steps: actionStep(['claude_args: --allowedTools "Write"'], baseAction),
    }),
    workflowSample({ steps: actionStep(['claude_args: --allowedTools "Edit(/docs/**)"'], baseAction) }),
  ],
}

export const fullOutputShown: WorkflowRule = {
  id: 'claude-full-output-shown',
  kind: 'workflow',
  title: 'Everything Claude sees goes to the log',
  severity: 'medium',
  confidence: 'high',
  why: 'The log then holds every file and command output that Claude read, with whatever secrets were in them; on a public repository everybody can read it.',
  fix: 'Leave `show_full_output` out; switch it on only for the one run that is being looked into.',
  source: {
    url: 'https://github.com/anthropics/claude-code-action/blob/main/docs/security.md#full-output-security-warning',
    checked: 'read',
  },
  look: ({ workflow, jobs }) =>
    jobs.flatMap(({ job, runs }) =>
      runs.flatMap(({ use }) => {
        const entry = use.step?.with?.entries.findLast(({ key }) => key.toLowerCase() === 'show_full_output')
        if (!use.action || !entry || inputOf(use, 'show_full_output').trim() !== 'true') return []
        const place = workflow.document.place({ start: entry.keyRange.start, end: entry.value.end })
        return [{ place, identity: identityOf(workflow.name, job.id, use.what) }]
      }),
    ),
  matches: [
    workflowSample({ steps: actionStep(['show_full_output: true']) }),
    workflowSample({ steps: actionStep(["show_full_output: 'true'"], baseAction) }),
  ],
  misses: [
    workflowSample({ steps: actionStep(['show_full_output: false']) }),
    workflowSample({ steps: actionStep(['show_full_output: yes']) }),
  ],
}
