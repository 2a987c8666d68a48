import { answerComments } from './answers/answer-comments.ts'
import { answerSubject } from './answers/answer-subject.ts'
import { type Examined, examine, type Examining } from './examine.ts'
import { openCommit } from './gather/open-commit.ts'
import { type Access, openRange, type Unreadable } from './gather/open-range.ts'
import { readStandards } from './gather/read-standards.ts'
import { refusePrivileged } from './gather/refuse-privileged.ts'
import { resolveCommit } from './gather/resolve-commit.ts'
import type { Octokit, Place } from './github.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { type Patience, retryRequests } from './retry.ts'
import type { Runner } from './runner.ts'
import type { Opinion } from './second-opinion/opinion.ts'
import { opinionOn } from './second-opinion/second-opinion.ts'
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
  for (const secret of [inputs.token, inputs['anthropic-api-key']]) if (secret !== '') runner.hide(secret)
  const asked = answerSubject(event, inputs.task, input.now())
  if (asked) return answerComments(input, inputs, asked)
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
  const looked = await lookAt(atCommits(subject, ref), access, inputs, { standards, target, version, now })
  if ('problem' in looked) return notScanned(runner, looked.problem)
  await tell(input, { inputs, what: subject.kind, head: subject.head, pull, octokit, ...looked })
}

const noStandards = (ref: string): string =>
  `There is no ${ref} in this repository any more, where the policy would be read.`

/** Compared with the commit that the policy was read from, where that is of the same branch. */
const atCommits = (subject: Change | Whole, standards: string): Change | Whole =>
  subject.kind === 'change' && subject.base === subject.standards ? { ...subject, base: standards } : subject

interface Looked {
  readonly examined: Examined
  /** undefined: nobody asked for one. */
  readonly opinion: Opinion | undefined
}

/** @returns why not, for people, where it cannot be had */
async function lookAt(
  subject: Change | Whole,
  access: Access,
  inputs: Inputs,
  by: Examining,
): Promise<Looked | Unreadable> {
  const opened =
    subject.kind === 'whole' ? await openCommit(subject.head, access) : await openRange(subject, access)
  if ('problem' in opened) return opened
  try {
    const examined = await examine(opened, by)
    if (subject.kind === 'whole') return { examined, opinion: undefined }
    const range = 'inGit' in opened ? opened.inGit : undefined
    const { standards } = by
    const { findings } = examined.report
    return { examined, opinion: await opinionOn({ ...access, inputs, standards, range, findings }) }
  } finally {
    opened.close()
  }
}
