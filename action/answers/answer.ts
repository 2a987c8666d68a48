import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { count } from '../../report/wording.ts'
import { readStandards, type Standards } from '../gather/read-standards.ts'
import { type Octokit, statusOf } from '../github.ts'
import type { Inputs } from '../inputs.ts'
import type { RunInput } from '../run.ts'
import type { Change } from '../subject.ts'
import { answerPull } from './answer-pull.ts'
import type { AnswerSubject } from './answer-subject.ts'
import { isWorkflow } from './write-entries.ts'
import { findPulls } from './find-pulls.ts'

export interface AnswerOptions {
  readonly inputs: Inputs
  readonly octokit: Octokit
  readonly findingsOf: (change: Change, standards: Standards) => Promise<readonly AssessedFinding[]>
}

/** One run of the workflow that carries comments: reads them as they are now, and answers what is not answered yet. */
export async function answer(
  { runner, place, now }: Pick<RunInput, 'runner' | 'place' | 'now'>,
  subject: AnswerSubject,
  { inputs, octokit, findingsOf }: AnswerOptions,
): Promise<void> {
  if (subject.kind === 'nothing') return runner.info(`Nothing to answer: ${subject.why}`)
  const login = await readLogin(octokit)
  const pulls = subject.kind === 'pull' ? [subject.number] : await findPulls(octokit, place, subject.since)
  const commenters = new Set([login, inputs['comment-author']])
  let [replies, entries] = [0, 0]
  for (const number of pulls)
    try {
      const done = await answerPull(
        {
          octokit,
          place,
          login,
          now,
          findingsOf,
          isOurs: (one) => commenters.has(one),
          policyFile: inputs.policy,
          readStandards: (ref) => readStandards(octokit, place, { ref, file: inputs.policy }),
        },
        number,
      )
      replies += done.replies
      entries += done.entries
    } catch (error) {
      if (statusOf(error) !== 403) throw error
      runner.annotate('warning', mayNotWrite(isWorkflow(login)), { title: `Answers on #${number}` })
    }
  runner.output('answers', replies)
  runner.output('entries', entries)
  runner.info(`${count(replies, 'answer')} given, ${count(entries, 'entry', 'entries')} asked for.`)
}

const mayNotWrite = (isByWorkflow: boolean): string =>
  `The token may not do what is needed (\`contents: write\` and \`pull-requests: write\`), so nothing is answered here.${
    isByWorkflow
      ? ' For a change from a fork GitHub gives this event a token that only reads: carry comments by `workflow_run`, as the page on answers shows.'
      : ''
  }`

/** In whose name the token writes. */
async function readLogin(octokit: Octokit): Promise<string> {
  const { viewer } = await octokit.graphql<{ readonly viewer: { readonly login: string } }>(
    'query { viewer { login } }',
  )
  return viewer.login
}
