import { commandLines } from '../../policies/command-lines.ts'
import { reasonOf } from '../../policies/reason-of.ts'
import type { Said } from '../answers/threads.ts'

/** Somebody's word that a commit may pass although not all of it could be looked at. */
export interface AskedOverride {
  readonly said: Said
  readonly reason: string
}

/** What an approver writes on the pull request. @param head in hex */
export const overrideForm = (head: string): string => `/gatehouse not-scanned-ok ${head} why that is in order`

/** Shorter is no reason that somebody else could check. */
const shortest = 15

/**
 * Comments that ask for a commit to pass although not all of it could be looked at, newest first. They name the whole commit, so that what
 * is pushed next is not meant. Pure.
 * @param head in hex
 */
export function overridesFor(comments: readonly Said[], head: string): readonly AskedOverride[] {
  return comments
    .flatMap((said): readonly AskedOverride[] => {
      const reason = reasonIn(said.body, head)
      return reason === undefined ? [] : [{ said, reason }]
    })
    .toSorted((one, other) => other.said.at.getTime() - one.said.at.getTime() || other.said.id - one.said.id)
}

function reasonIn(body: string, head: string): string | undefined {
  const [line, ...others] = commandLines(body)
  const [word, id, ...rest] = line?.split(/[ \t]+/) ?? []
  if (others.length > 0 || word?.toLowerCase() !== 'not-scanned-ok' || id !== head) return undefined
  return reasonOf(rest.join(' '))
}

/**
 * Why such a comment does not count, whoever wrote it; undefined: it may. Pure.
 * @param authors everybody who wrote a part of the change, as far as that is known
 * @param ownChange whether authors may decide about their own changes
 */
export function refusalOf(
  { said, reason }: AskedOverride,
  { authors, ownChange }: { readonly authors: readonly string[]; readonly ownChange: boolean },
): string | undefined {
  if (said.by.isBot || said.isByApp) return 'only people can say so'
  // Whoever may write in the repository can change what others wrote.
  if (said.isEdited) return 'it was edited; write it anew'
  if (reason.length < shortest) return `it needs a reason of at least ${shortest} characters`
  const isOwn = authors.some((author) => said.by.login.toLowerCase() === author.toLowerCase())
  return isOwn && !ownChange ? 'nobody decides about their own change' : undefined
}
