/** What became of a comment that asks for something, as it is written into our answer to it. */
export type NoteOutcome =
  /** It is an entry now, or is there already. */
  | 'recorded'
  /** Nothing comes of it. */
  | 'refused'
  /** Somebody else has to agree. */
  | 'requested'
  /** The same, and whether who wrote it may decide alone could not be read. */
  | 'waiting'
  /** Somebody was reminded of it. */
  | 'reminded'
  /** The time for an answer is over, and others were told. */
  | 'escalated'

export interface Note {
  /** Id of the comment that it is about. */
  readonly about: number
  readonly outcome: NoteOutcome
  /** Until when an answer is wanted; only of `requested` and `waiting`. */
  readonly due: Date | undefined
}

const form =
  /^<!-- gatehouse:answer (\d{1,16}) (recorded|refused|requested|waiting|reminded|escalated)(?: due=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z))? -->$/

/** Stands at the end of an answer of ours, where nobody sees it: a comment that has one is not answered again. */
export const writeNote = ({ about, outcome, due }: Note): string =>
  `<!-- gatehouse:answer ${about} ${outcome}${due === undefined ? '' : ` due=${due.toISOString()}`} -->`

/** The notes that a comment ends with: what it quotes before them must make none. Whether it is ours, only its author tells. */
export function readNotes(body: string): readonly Note[] {
  const lines = body.trimEnd().split(/\r?\n/)
  const last = lines.findLastIndex((line) => !form.test(line))
  return lines.slice(last + 1).flatMap((line) => {
    const [, about, word, due] = form.exec(line) ?? []
    const outcome = outcomes.find((one) => one === word)
    if (about === undefined || outcome === undefined) return []
    return [{ about: Number(about), outcome, due: due === undefined ? undefined : new Date(due) }]
  })
}

const outcomes: readonly NoteOutcome[] = [
  'recorded',
  'refused',
  'requested',
  'waiting',
  'reminded',
  'escalated',
]
