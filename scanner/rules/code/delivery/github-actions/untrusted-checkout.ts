import type { Confidence, Severity } from '../../../../engine/rule.ts'
import { get, textOf } from '../../../documents/document.ts'
import { identityOf, type Sighting } from '../../../documents/sighting.ts'
import { baseName, withoutLeading } from '../../../workflows/command-words.ts'
import type { Reach } from '../../../workflows/outsiders.ts'
import { outsideCheckout, type OutsideCheckout, refusedNote } from '../../../workflows/outside-checkout.ts'
import { outsideCodeInScripts } from '../../../workflows/outside-code-in-scripts.ts'
import { shellCommands } from '../../../workflows/shell-commands.ts'
import type { Job, Step } from '../../../workflows/workflow.ts'
import {
  actionStep,
  commitId,
  memberGuard,
  onTarget,
  workflowSample,
} from '../../../workflows/workflow-sample.ts'
import { papersFor } from '../../papers.ts'
import type { WorkflowCodeRule, WorkflowSubject } from '../delivery-rule.ts'

/** Events on which the code of a pull request is not there by itself and the run has secrets. */
const withSecrets: ReadonlySet<string> = new Set(['pull_request_target', 'workflow_run', 'issue_comment'])

const checkout = (...more: readonly string[]): readonly string[] => [
  `- uses: actions/checkout@${commitId()} # v6.0.2`,
  '  with:',
  '    ref: ${{ github.event.pull_request.head.sha }}',
  ...more,
]

export const untrustedCheckout: WorkflowCodeRule = {
  ...papersFor(
    'github-actions',
    'untrusted-checkout',
    'https://docs.github.com/en/actions/reference/security/secure-use#mitigating-the-risks-of-untrusted-code-checkout',
    'read',
  ),
  yieldsTo: 'claude-untrusted-checkout',
  look: (subject) => subject.workflow.jobs.flatMap((job) => inJob(subject, job)),
  matches: [
    workflowSample({ on: onTarget, steps: [...checkout(), '- run: npm ci'] }),
    workflowSample({ on: onTarget, steps: [...checkout('    path: pr'), '- run: cd pr && make test'] }),
    workflowSample({ on: onTarget, steps: [...checkout(), '- uses: ./.github/actions/build'] }),
    workflowSample({
      steps: ['- run: gh pr checkout ${{ github.event.issue.number }}', '- run: ./build.sh'],
    }),
    workflowSample({
      on: ['workflow_run:', '  workflows: [CI]', '  types: [completed]'],
      steps: [
        '- uses: actions/checkout@v6',
        '  with:',
        '    ref: ${{ github.event.workflow_run.head_sha }}',
        '- run: pip install .',
      ],
    }),
  ],
  misses: [
    workflowSample({ on: ['pull_request:'], steps: [...checkout(), '- run: npm ci'] }),
    workflowSample({ on: onTarget, steps: ['- uses: actions/checkout@v6', '- run: npm ci'] }),
    // In a folder of its own and never run, it is data.
    workflowSample({ on: onTarget, steps: [...checkout('    path: pr'), '- run: npm ci'] }),
    // The rule about Claude says it.
    workflowSample({ on: onTarget, job: [memberGuard], steps: [...checkout(), ...actionStep()] }),
  ],
}

/** After so many in one job, more of them say nothing new. */
const mostSaid = 50

function inJob({ workflow, events, reach }: WorkflowSubject, job: Job): readonly Sighting[] {
  if (!events.some((event) => withSecrets.has(event))) return []
  const scripts = outsideCodeInScripts(workflow, job.steps)
  const runsCode = new Set(
    job.steps.filter((step) => step.uses?.text.startsWith('./') === true || runsProject(step)),
  )
  const checkouts = job.steps.flatMap((step, index) => {
    const code: OutsideCheckout | null = step.run
      ? codeOf(scripts, step)
      : outsideCheckout(step, workflow.document.text)
    return code === null ? [] : [{ step, index, code }]
  })
  return checkouts.slice(0, mostSaid).flatMap(({ step, index, code }): readonly Sighting[] => {
    const runs = whatRuns(code.folder, step, job.steps.slice(index + 1), runsCode)
    if (runs === 'nothing' && code.folder !== '') return []
    return [
      {
        place: workflow.document.place(code.range),
        ...gravityOf(code, runs, reach(job, step), events),
        excerpt: workflow.document.text.slice(code.range.start, code.range.end).slice(0, 160),
        identity: identityOf(workflow.name, job.id, code.text),
      },
    ]
  })
}

function codeOf(scripts: ReturnType<typeof outsideCodeInScripts>, step: Step): OutsideCheckout | null {
  const found = scripts.find((one) => one.step === step)
  return found ? { ...found.code, folder: '', refusedOn: new Set() } : null
}

type Runs = 'code' | 'something' | 'nothing'

/** Tools that run what a project says: its scripts, tests, plugins and settings. */
const builders: ReadonlySet<string> = new Set(
  `npm npx yarn pnpm bun deno make cmake ninja pip pip3 python python3 poetry uv tox nox pytest pre-commit bundle rake gem
  cargo go gradle gradlew mvn mvnw ant dotnet msbuild sbt mix composer php phpunit node ruby docker docker-compose bazel
  terraform ansible-playbook helm just task nix earthly`.split(/\s+/),
)

/** Whether steps after a checkout run what was checked out. */
function whatRuns(folder: string, own: Step, after: readonly Step[], runsCode: ReadonlySet<Step>): Runs {
  const steps = [own, ...after].filter((step) => folder === '' || touches(step, folder))
  if (steps.some((step) => runsCode.has(step))) return 'code'
  return steps.some((step) => step !== own) ? 'something' : 'nothing'
}

function touches(step: Step, folder: string): boolean {
  const name = folder.replace(/^\.\//, '').replace(/\/$/, '')
  const inFolder = [textOf(get(step.node, 'working-directory')), step.uses?.text ?? ''].some((one) =>
    one.replace(/^\.\//, '').startsWith(name),
  )
  return (
    inFolder ||
    (step.run !== null && new RegExp(`\\bcd\\s+["']?(?:\\./)?${escaped(name)}\\b`).test(step.run.text))
  )
}

const escaped = (text: string): string => text.replaceAll(/[^\w]/g, '\\$&')

function runsProject({ run }: Step): boolean {
  if (run === null) return false
  return shellCommands(run.text).some(({ words }) => {
    const command = withoutLeading(words)[0]?.text ?? ''
    return (
      builders.has(baseName(command)) ||
      /^\.{1,2}\//.test(command) ||
      isScript(withoutLeading(words)[1]?.text, command)
    )
  })
}

const isScript = (argument: string | undefined, command: string): boolean =>
  /^(?:bash|sh|zsh|source|\.)$/.test(command) && argument !== undefined && /^[\w./-]+\.\w+$/.test(argument)

function gravityOf(
  { byBranchName, refusedOn }: OutsideCheckout,
  runs: Runs,
  reach: Reach,
  events: readonly string[],
): { severity: Severity; confidence: Confidence; note: string } {
  const then =
    runs === 'code'
      ? 'Steps after it run what was checked out.'
      : 'Whether steps after it run any of it is not to be seen.'
  if (reach === 'no')
    return {
      severity: 'low',
      confidence: 'low',
      note: `Only trusted people start it, but the code is somebody else’s, and may have changed since they looked. ${then}`,
    }
  if (byBranchName)
    return {
      severity: 'medium',
      confidence: 'medium',
      note: `The branch is looked up by its name in this repository, so the code is from people who can push here. ${then}`,
    }
  if (events.every((event) => !withSecrets.has(event) || refusedOn.has(event)))
    return { severity: 'low', confidence: 'low', note: `${refusedNote} ${then}` }
  if (reach === 'perhaps')
    return {
      severity: 'medium',
      confidence: 'medium',
      note: `Something that this file does not show may keep strangers out. ${then}`,
    }
  return runs === 'code'
    ? { severity: 'high', confidence: 'high', note: then }
    : { severity: 'medium', confidence: 'medium', note: then }
}
