import { examineRange } from './examine.ts'
import { openRange } from './gather/open-range.ts'
import { readStandards } from './gather/read-standards.ts'
import type { Octokit, Place } from './github.ts'
import { readInputs } from './inputs.ts'
import type { Runner } from './runner.ts'
import { type RunEvent, subjectOf } from './subject.ts'
import { notScanned, tell } from './tell.ts'

export interface RunInput {
  readonly runner: Runner
  readonly event: RunEvent
  readonly place: Place
  /** The folder that the job works in. */
  readonly workspace: string
  readonly openGitHub: (token: string) => Octokit
  readonly version: string
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** One run of the Action. What goes wrong is thrown; `main.ts` says it. */
export async function run(input: RunInput): Promise<void> {
  const { runner, event, place } = input
  const inputs = readInputs(runner.input)
  runner.hide(inputs.token)
  const subject = subjectOf(event)
  if (subject.kind === 'refused') return runner.fail(subject.why)
  if (subject.kind === 'nothing') return runner.info(`Nothing to look at: ${subject.why}`)
  if (subject.kind === 'whole') return runner.fail('Looking at a whole repository is not built yet.')
  const octokit = input.openGitHub(inputs.token)
  const standards = await readStandards(octokit, place, { ref: subject.base, file: inputs.policy })
  const { workspace, signal } = input
  const range = await openRange(subject, { octokit, place, token: inputs.token, workspace, signal })
  if ('problem' in range) return notScanned(runner, range.problem)
  try {
    const target = `${place.owner}/${place.repo}${subject.pull ? `#${subject.pull.number}` : ''}`
    const examined = await examineRange({ range, standards, target, version: input.version, now: input.now })
    await tell(input, { inputs, subject, octokit, examined })
  } finally {
    range.close()
  }
}
