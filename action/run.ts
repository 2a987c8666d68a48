import { answerComments } from './answers/answer-comments.ts'
import { answerSubject } from './answers/answer-subject.ts'
import type { Access } from './gather/open-range.ts'
import { refusePrivileged } from './gather/refuse-privileged.ts'
import type { Octokit, Place } from './github.ts'
import { type Inputs, readInputs } from './inputs.ts'
import type { Threads } from './open-pool.ts'
import { type Patience, retryRequests } from './retry.ts'
import type { Runner } from './runner.ts'
import { scanSubject } from './scan-subject.ts'
import { type RunEvent, subjectOf } from './subject.ts'

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
  /** undefined: the run starts none. */
  readonly threads?: Threads
  readonly signal: AbortSignal
}

/** One run of the Action. What goes wrong is thrown; `main.ts` says it. */
export async function run(input: RunInput): Promise<void> {
  const { runner, event, workspace } = input
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
  return scanSubject(input, inputs, subject, accessOf(input, inputs))
}

function accessOf(input: RunInput, { token }: Inputs): Access {
  const { place, workspace, sleep, signal, now } = input
  const octokit = input.openGitHub(token)
  retryRequests(octokit, { sleep, now: () => now().getTime(), signal })
  return { octokit, place, token, workspace, sleep, signal }
}
