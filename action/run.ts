import { type Examined, examineCommit, examineRange, type Examining } from './examine.ts'
import { openCommit } from './gather/open-commit.ts'
import { openRange, type RangeOptions } from './gather/open-range.ts'
import { readStandards } from './gather/read-standards.ts'
import type { Octokit, Place } from './github.ts'
import { readInputs } from './inputs.ts'
import type { Runner } from './runner.ts'
import { type Change, type RunEvent, subjectOf, type Whole } from './subject.ts'
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
  readonly wait: (milliseconds: number) => Promise<void>
  /** The job's own folder, which is gone when it ends. */
  readonly folder: string
  /** The branch or tag that the run is about, as the runner says it: `refs/heads/main`. */
  readonly ref: string
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
  const octokit = input.openGitHub(inputs.token)
  const { base: ref, head, pull } = subject.kind === 'whole' ? wholeOf(subject) : subject
  const standards = await readStandards(octokit, place, { ref, file: inputs.policy })
  const target = `${place.owner}/${place.repo}${pull ? `#${pull.number}` : ''}`
  const { workspace, signal, version, now } = input
  const access = { octokit, place, token: inputs.token, workspace, signal }
  const looked = await lookAt(subject, access, { standards, target, version, now })
  if ('problem' in looked) return notScanned(runner, looked.problem)
  const isOfEverything = subject.kind === 'whole'
  await tell(input, { inputs, head, pull, isOfEverything, octokit, examined: looked })
}

/** @returns why not, for people, where it cannot be had */
async function lookAt(
  subject: Change | Whole,
  access: RangeOptions,
  by: Examining,
): Promise<Examined | { readonly problem: string }> {
  if (subject.kind === 'whole') {
    const opened = await openCommit(subject.head, access)
    if ('problem' in opened) return opened
    return examineCommit(opened.repository, subject.head, by).finally(opened.close)
  }
  const opened = await openRange(subject, access)
  if ('problem' in opened) return opened
  return examineRange(opened, by).finally(opened.close)
}

/** Everything of a commit is judged by what the commit itself says. */
const wholeOf = ({ head }: Whole) => ({ base: head, head, pull: null }) as const
