import { allowlistPath } from '../gather/read-standards.ts'
import { resolveCommit } from '../gather/resolve-commit.ts'
import type { Octokit } from '../github.ts'
import { BadInput } from '../inputs.ts'
import { answerAll, type AnsweringAll } from './answer-all.ts'
import type { AboutPull, Answering } from './answering.ts'
import { keepLabels } from './keep-labels.ts'
import { readAuthors } from './read-authors.ts'
import { readCodeownersOf } from './read-codeowners.ts'
import { readComments } from './read-comments.ts'
import { dueReminders } from './remind.ts'
import { conversationOf, openRequests, type Pending, unanswered } from './threads.ts'
import { writeNote } from './note-marker.ts'
import { writeEntries } from './write-entries.ts'

/** What was done on one pull request. */
export interface Answered {
  readonly replies: number
  readonly entries: number
  readonly pull: number | undefined
  /** What nobody has decided yet, oldest first. */
  readonly open: readonly Pending[]
}

/**
 * Answers what people wrote about findings on a pull request, as it stands there now, and reminds of what nobody decided. What was
 * answered already is left alone, so that it can be run again and again.
 */
export async function answerPull(answering: Answering, number: number): Promise<Answered> {
  const { octokit, place, isOurs, now } = answering
  const conversation = conversationOf(await readComments(octokit, place, number), isOurs)
  if (conversation.asked.length === 0 && conversation.notes.size === 0) return nothing
  const { owner, repo } = place
  const { data: pull } = await octokit.rest.pulls.get({ owner, repo, pull_number: number })
  const wanted = unanswered(conversation)
  // Whoever closed it without merging it wants nothing to pass any more.
  const open = pull.state === 'closed' && !pull.merged ? [] : openRequests(conversation)
  const isQuiet = wanted.length === 0 && !open.some((one) => dueReminders(one, now()) !== undefined)
  const answered = isQuiet
    ? { ...nothing, open }
    : await answer(answering, pull, { number, conversation, wanted, open })
  const labels = pull.labels.map(({ name }) => name)
  await keepLabels(octokit, place, { number, labels }, answered.open, now())
  return answered
}

const nothing: Answered = { replies: 0, entries: 0, pull: undefined, open: [] }

type ReadPull = Awaited<ReturnType<Octokit['rest']['pulls']['get']>>['data']

async function answer(
  answering: Answering,
  read: ReadPull,
  asked: Pick<AnsweringAll, 'number' | 'conversation' | 'wanted' | 'open'>,
): Promise<Answered> {
  const { octokit, place } = answering
  const { number } = asked
  const about = await aboutPull(answering, read)
  const found = await answering.findingsOf(about.change, about.standards)
  const settling = await answerAll({ ...answering, ...about, ...asked, ...found })
  const { owner, repo } = place
  const written =
    settling.entries.length === 0
      ? undefined
      : await writeEntries(
          {
            octokit,
            place,
            base: about.base,
            defaultBranch: about.defaultBranch,
            file: allowlistPath(answering.policyFile, about.standards.policy),
            login: answering.login,
          },
          settling.entries,
        )
  const where = written?.pull ?? written?.problem ?? 'The base has it already: run the check again.'
  let replies = 0
  for (const { to, text, notes } of settling.replies(where)) {
    const body = [
      ...(to.where === 'pull' ? [`In answer to ${to.url}`] : []),
      text,
      notes.map(writeNote).join('\n'),
    ].join('\n\n')
    if (to.thread === undefined)
      await octokit.rest.issues.createComment({ owner, repo, issue_number: number, body })
    else
      await octokit.rest.pulls.createReplyForReviewComment({
        owner,
        repo,
        pull_number: number,
        comment_id: to.thread,
        body,
      })
    replies += 1
  }
  return { replies, entries: settling.entries.length, pull: written?.pull, open: settling.open }
}

async function aboutPull({ octokit, place, readStandards }: Answering, pull: ReadPull): Promise<AboutPull> {
  const { ref, repo: repository } = pull.base
  const standards = await resolveCommit(octokit, place, `heads/${ref}`)
  if (standards === undefined)
    throw new BadInput(
      `There is no branch ${ref} any more, where the policy of #${pull.number} would be read.`,
    )
  const change = {
    kind: 'change',
    what: 'pull-request',
    // Once it is merged, the branch has all of it.
    base: pull.merged ? pull.base.sha : standards,
    otherwise: pull.base.sha,
    head: pull.head.sha,
    standards,
    pull: null,
    isPrivileged: true,
  } as const
  return {
    change,
    base: ref,
    defaultBranch: repository.default_branch,
    authors: await readAuthors(octokit, place, { ...change, opener: pull.user?.login }),
    standards: await readStandards(standards),
    codeowners: await readCodeownersOf(octokit, place, standards),
  }
}
