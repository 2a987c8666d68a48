import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { severities } from '../../scanner/engine/rule.ts'
import type { Voice } from '../judge.ts'
import { fixedText, removedText, settledText } from './comment-text.ts'
import type { KnownThread } from './known-thread.ts'
import { isDone } from './marker.ts'
import type { CommentPlanning } from './plan-comments.ts'

/** What to change about threads that are there. */
export interface ThreadUpdates {
  /** By the id of the first comment. */
  readonly edit: readonly { readonly id: number; readonly body: string }[]
  /** Ids of threads, for GraphQL. */
  readonly resolve: readonly string[]
  readonly reopen: readonly string[]
}

export const emptyUpdates: ThreadUpdates = { edit: [], resolve: [], reopen: [] }

export const joinUpdates = (one: ThreadUpdates, other: ThreadUpdates): ThreadUpdates => ({
  edit: [...one.edit, ...other.edit],
  resolve: [...one.resolve, ...other.resolve],
  reopen: [...one.reopen, ...other.reopen],
})

/** A finding that a thread is about, as it is now. */
export interface ThreadSubject {
  readonly finding: AssessedFinding
  readonly voice: Voice
  /** What its comment is to say while it is open. */
  readonly text: string
}

/**
 * What a thread is to say of its finding. Whoever resolved it has the last word, unless the finding is graver than it was, or had gone
 * and came back. Pure.
 */
export function updateThread(known: KnownThread, { finding, voice, text }: ThreadSubject): ThreadUpdates {
  const { marker, thread } = known
  if (voice === 'settled') return ended(known, settledText(finding))
  const isBack = isDone(marker)
  // Too quiet to be said anew.
  if (isBack && voice === 'note') return emptyUpdates
  if (finding.commit !== null) return edited(known, removedText(finding, { isBlocking: voice === 'blocks' }))
  const isWorse = severities.indexOf(finding.severity) > severities.indexOf(marker.severity)
  if (isBack || isWorse)
    return joinUpdates(edited(known, text), {
      ...emptyUpdates,
      reopen: thread?.isResolved === true ? [thread.id] : [],
    })
  return thread?.isResolvedByOthers === true ? emptyUpdates : edited(known, text)
}

/** What threads are to say whose findings were not seen: that they are gone, where their file was looked at. Pure. */
export function updateUnseen(
  threads: readonly KnownThread[],
  { rules, head, isUnseen }: Pick<CommentPlanning, 'rules' | 'head' | 'isUnseen'>,
): ThreadUpdates {
  const gone = threads.filter(({ marker, path }) => !isDone(marker) && !isUnseen(path))
  return gone
    .map((known) => {
      const { marker } = known
      const text = fixedText({ ...marker, title: rules.get(marker.rule)?.title ?? marker.rule, head })
      // Where people talk below it, they end the thread themselves.
      return known.isAnswered ? edited(known, text) : ended(known, text)
    })
    .reduce(joinUpdates, emptyUpdates)
}

const edited = ({ id, body: before }: KnownThread, body: string): ThreadUpdates => ({
  ...emptyUpdates,
  edit: before === body ? [] : [{ id, body }],
})

const ended = (known: KnownThread, body: string): ThreadUpdates => ({
  ...edited(known, body),
  // Once: whoever opens it again wants it open.
  resolve: known.thread && !known.thread.isResolved && !isDone(known.marker) ? [known.thread.id] : [],
})
