import { type Examined, examine, type Examining } from './examine.ts'
import { openCommit } from './gather/open-commit.ts'
import { type Access, openRange, type Unreadable } from './gather/open-range.ts'
import { readStandards } from './gather/read-standards.ts'
import { refusePrivileged } from './gather/refuse-privileged.ts'
import { resolveCommit } from './gather/resolve-commit.ts'
import type { Octokit, Place } from './github.ts'
import { readInputs } from './inputs.ts'
import { type Patience, retryRequests } from './retry.ts'
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
  /** The job's own folder, which is gone when it ends. */
  readonly folder: string
  /** The branch or tag that the run is about, as the runner says it: `refs/heads/main`. */
  readonly ref: string
  readonly sleep: Patience['sleep']
  readonly signal: AbortSignal
}

/** One run of the Action. What goes wrong is thrown; `main.ts` says it. */
export async function run(input: RunInput): Promise<void> {
  const { runner, event, place, workspace, signal, version, now, sleep } = input
  const inputs = readInputs(runner.input)
  runner.hide(inputs.token)
  const subject = subjectOf(event)
  if (subject.kind === 'refused') return runner.fail(subject.why)
  if (subject.kind === 'nothing') return runner.info(`Nothing to look at: ${subject.why}`)
  const isPrivileged = subject.kind === 'change' && subject.isPrivileged
  const refused = isPrivileged ? await refusePrivileged(workspace, event.sha) : undefined
  if (refused !== undefined) return runner.fail(refused)
  const octokit = input.openGitHub(inputs.token)
  retryRequests(octokit, { sleep, now: () => now().getTime(), signal })
  const access = { octokit, place, token: inputs.token, workspace, sleep, signal }
  const ref = await resolveCommit(octokit, place, subject.standards)
  if (ref === undefined) return notScanned(runner, noStandards(subject.standards))
  const standards = await readStandards(octokit, place, { ref, file: inputs.policy })
  const pull = subject.kind === 'change' ? subject.pull : null
  const target = `${place.owner}/${place.repo}${pull ? `#${pull.number}` : ''}`
  const looked = await lookAt(atCommits(subject, ref), access, { standards, target, version, now })
  if ('problem' in looked) return notScanned(runner, looked.problem)
  await tell(input, { inputs, what: subject.kind, head: subject.head, pull, octokit, examined: looked })
}

const noStandards = (ref: string): string =>
  `There is no ${ref} in this repository any more, where the policy would be read.`

/** Compared with the commit that the policy was read from, where that is of the same branch. */
const atCommits = (subject: Change | Whole, standards: string): Change | Whole =>
  subject.kind === 'change' && subject.base === subject.standards ? { ...subject, base: standards } : subject

/** @returns why not, for people, where it cannot be had */
async function lookAt(
  subject: Change | Whole,
  access: Access,
  by: Examining,
): Promise<Examined | Unreadable> {
  const opened =
    subject.kind === 'whole' ? await openCommit(subject.head, access) : await openRange(subject, access)
  if ('problem' in opened) return opened
  try {
    return await examine(opened, by)
  } finally {
    opened.close()
  }
}
