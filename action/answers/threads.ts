import { readMarker } from '../comments/marker.ts'
import { type Note, readNotes } from './note-marker.ts'
import { type ReadAnswer, readAnswer } from './read-answer.ts'

/** A comment on a pull request, as it stands there now. */
export interface Said {
  readonly id: number
  /** In the thread of a line, or below the pull request. */
  readonly where: 'line' | 'pull'
  /** Of a line's thread: the id of its first comment; else undefined. */
  readonly thread: number | undefined
  readonly by: { readonly login: string; readonly isBot: boolean }
  readonly body: string
  readonly isEdited: boolean
  /** An App wrote it in somebody's name. */
  readonly isByApp: boolean
  readonly at: Date
  readonly url: string
}

/** A command about a finding that can be identified. */
export interface Asked {
  readonly said: Said
  readonly read: ReadAnswer
  /** undefined: neither a thread nor the command says which finding is meant. */
  readonly fingerprint: string | undefined
  /** Of the comment that it answers, where it answers one. */
  readonly rule: string | undefined
}

export interface Conversation {
  /** Oldest first. Bots ask for nothing. */
  readonly asked: readonly Asked[]
  /** What was answered so far, by the id of the comment it is about, oldest first. */
  readonly notes: ReadonlyMap<number, readonly Note[]>
}

/**
 * What people ask for on a pull request, and what we said to it. Pure.
 * @param isOurs whether comments of this login are made by Gatehouse
 */
export function conversationOf(comments: readonly Said[], isOurs: (login: string) => boolean): Conversation {
  const sorted = comments.toSorted((one, other) => one.at.getTime() - other.at.getTime() || one.id - other.id)
  const byId = new Map(sorted.map((one) => [one.id, one]))
  const notes = new Map<number, Note[]>()
  for (const { by, body } of sorted) {
    if (!by.isBot || !isOurs(by.login)) continue
    for (const note of readNotes(body)) notes.set(note.about, [...(notes.get(note.about) ?? []), note])
  }
  const asked = sorted.flatMap((said): readonly Asked[] => {
    if (said.by.isBot || isOurs(said.by.login)) return []
    const read = readAnswer(said.body)
    if (read === undefined) return []
    const root = said.thread === undefined ? undefined : byId.get(said.thread)
    const marker = root?.by.isBot && isOurs(root.by.login) ? readMarker(root.body) : undefined
    const named = read.ok ? read.fingerprint : undefined
    // In other threads people speak of other things, and below the pull request only who names a finding speaks of one.
    if (said.where === 'line' && !marker) return []
    if (said.where === 'pull' && !isAboutFindings(read)) return []
    return [{ said, read, fingerprint: marker?.fingerprint ?? named, rule: marker?.rule }]
  })
  return { asked, notes }
}

/** `approve` and `deny` are said of other things as well. */
const isAboutFindings = (read: ReadAnswer): boolean =>
  read.ok &&
  (read.fingerprint !== undefined || (read.answer.kind !== 'approve' && read.answer.kind !== 'deny'))

/** A request that nobody has decided. */
export interface Pending {
  readonly asked: Asked
  /** Until when somebody is to decide. */
  readonly due: Date
}

export interface OpenRequest extends Pending {
  readonly isReminded: boolean
  readonly isEscalated: boolean
}

/** The requests that nobody has decided, oldest first. Of those for one finding the last counts. Pure. */
export function openRequests({ asked, notes }: Conversation): readonly OpenRequest[] {
  const open = new Map<string, OpenRequest>()
  for (const one of asked) {
    const all = notes.get(one.said.id) ?? []
    const due = all.findLast((note) => note.due !== undefined)?.due
    if (due === undefined || one.fingerprint === undefined || all.some(isFinal)) continue
    // It is not what people were asked about any more.
    if (one.said.isEdited) continue
    const has = (outcome: Note['outcome']): boolean => all.some((note) => note.outcome === outcome)
    open.set(one.fingerprint, {
      asked: one,
      due,
      isReminded: has('reminded'),
      isEscalated: has('escalated'),
    })
  }
  return [...open.values()]
}

/** Whether nothing more is said about a comment. */
export const isFinal = ({ outcome }: Note): boolean => outcome === 'recorded' || outcome === 'refused'

/** What is still to be answered: what we have not spoken of, and what waits for something that could not be read. Pure. */
export const unanswered = ({ asked, notes }: Conversation): readonly Asked[] =>
  asked.filter(({ said }) => {
    const all = (notes.get(said.id) ?? []).filter(
      ({ outcome }) => outcome !== 'reminded' && outcome !== 'escalated',
    )
    return all.every(({ outcome }) => outcome === 'waiting')
  })
