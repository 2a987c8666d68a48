import { z } from 'zod'
import type { RunEvent } from '../subject.ts'

/** Where comments are to be answered. */
export type AnswerSubject =
  | { readonly kind: 'pull'; readonly number: number }
  /** Wherever something was written since then. */
  | { readonly kind: 'since'; readonly since: Date }
  | { readonly kind: 'nothing'; readonly why: string }

const number = z.int().positive()
const lineComment = z.object({ action: z.string(), pull_request: z.object({ number }) })
const comment = z.object({
  action: z.string(),
  issue: z.object({ number, pull_request: z.object({}).nullish() }),
})
const workflowRun = z.object({
  workflow_run: z.object({ created_at: z.iso.datetime({ offset: true }), conclusion: z.string().nullish() }),
})

const hour = 60 * 60 * 1000
/** A request that is older nobody waits for any more. */
const longestWait = 100 * 24 * hour

/**
 * Whether an event is about comments. Only a hint: what stands on the pull request is read anew. Pure.
 * @param task what the workflow asks for: `answers` on a timer, where the event says nothing of comments
 * @returns undefined: it is about a change, or a commit
 * @throws ZodError where it is not what GitHub documents
 */
export function answerSubject(
  { name, payload }: RunEvent,
  task: 'auto' | 'answers',
  now: Date,
): AnswerSubject | undefined {
  switch (name) {
    case 'pull_request_review_comment': {
      const { action, pull_request: pull } = lineComment.parse(payload)
      return action === 'created' ? { kind: 'pull', number: pull.number } : notNew
    }
    case 'issue_comment': {
      const { action, issue } = comment.parse(payload)
      if (!issue.pull_request) return { kind: 'nothing', why: 'The comment is on an issue.' }
      return action === 'created' ? { kind: 'pull', number: issue.number } : notNew
    }
    case 'workflow_run': {
      const { workflow_run: run } = workflowRun.parse(payload)
      if (run.conclusion === 'skipped')
        return { kind: 'nothing', why: 'The other workflow had nothing to do.' }
      // Where the change comes from a fork, GitHub does not say here which pull request it was.
      return { kind: 'since', since: new Date(Date.parse(run.created_at) - hour) }
    }
    default:
      return task === 'answers' ? { kind: 'since', since: new Date(now.getTime() - longestWait) } : undefined
  }
}

const notNew = { kind: 'nothing', why: 'Only new comments count.' } as const
