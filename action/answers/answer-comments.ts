import { count } from '../../report/wording.ts'
import { readStandards } from '../gather/read-standards.ts'
import { statusOf } from '../github.ts'
import type { Inputs } from '../inputs.ts'
import type { RunInput } from '../run.ts'
import { readIdentity } from '../post/identity.ts'
import { retryRequests } from '../retry.ts'
import { answerPull } from './answer-pull.ts'
import type { AnswerSubject } from './answer-subject.ts'
import { type PendingOn, requestsText } from './requests-text.ts'
import { isWorkflow } from './write-entries.ts'
import { findingsOf } from './findings-of.ts'
import { findPulls } from './find-pulls.ts'

/** One run of the workflow that carries comments: reads them as they are now, and answers what is not answered yet. */
export async function answerComments(input: RunInput, inputs: Inputs, subject: AnswerSubject): Promise<void> {
  const { runner, place, now, signal, sleep } = input
  if (subject.kind === 'nothing') return runner.info(`Nothing to answer: ${subject.why}`)
  const octokit = input.openGitHub(inputs.token)
  retryRequests(octokit, { sleep, now: () => now().getTime(), signal })
  const { login } = await readIdentity(octokit)
  const pulls = subject.kind === 'pull' ? [subject.number] : await findPulls(octokit, place, subject.since)
  const commenters = new Set([login, inputs['comment-author']])
  let [replies, entries] = [0, 0]
  const open: PendingOn[] = []
  for (const number of pulls)
    try {
      const done = await answerPull(
        {
          octokit,
          place,
          login,
          now,
          findingsOf: (change, standards) =>
            findingsOf(input, { octokit, change, standards, token: inputs.token }),
          isOurs: (one) => commenters.has(one),
          policyFile: inputs.policy,
          readStandards: (ref) =>
            readStandards(octokit, place, { ref, file: inputs.policy, baseline: inputs.baseline }),
        },
        number,
      )
      replies += done.replies
      entries += done.entries
      open.push(...done.open.map((one) => ({ ...one, number })))
    } catch (error) {
      if (statusOf(error) !== 403) throw error
      runner.annotate('warning', mayNotWrite(isWorkflow(login)), { title: `Answers on #${number}` })
    }
  await runner.summarize(requestsText(open, now()))
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
