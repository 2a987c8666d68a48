import type { TxtAnswer } from './read-txt.ts'

/** A TXT record that has to be there. */
export interface WantedTxt {
  /** Whose record it is, as people know it: `example.com`. */
  readonly domain: string
  /** Where it has to stand; mostly the domain itself. */
  readonly name: string
  /** What it begins with: `anthropic-domain-verification-`. Records that begin so and are others are told of. */
  readonly prefix: string
  /** The whole record; undefined where nobody has said or seen it yet: then any with the prefix counts. */
  readonly value: string | undefined
}

/** What one resolver has of the wanted record. */
export interface TxtView {
  readonly resolver: string
  /**
   * `other`: one that begins alike and is another. `nothing`: other records or none. `no-name`: the name itself is not there.
   * `failed`: it could not be asked, which says nothing of the record.
   */
  readonly state: 'found' | 'other' | 'nothing' | 'no-name' | 'failed'
  /** The records that begin alike; of public DNS, so no secrets. */
  readonly records: readonly string[]
  /** Of `failed`; completes "it …". */
  readonly why?: string
  /** ISO 8601: since when this resolver says the same. */
  readonly since: string
}

/** What is known of a wanted record, and what it was compared with at the next look. */
export interface TxtStanding {
  /**
   * `found`: all who answered have it. `partly`: some have it. `other`: nobody has it, somebody has one that begins alike.
   * `missing`: nobody has it. `unknown`: nobody answered.
   */
  readonly state: 'found' | 'partly' | 'other' | 'missing' | 'unknown'
  /** ISO 8601: since when it is so, as far as we looked. */
  readonly since: string
  /** ISO 8601: when it was last seen by anybody; missing where it never was. */
  readonly lastFoundAt?: string
  readonly views: readonly TxtView[]
}

const mostRecords = 10
const longestRecord = 500

/**
 * Judges what resolvers answered. Pure.
 * @param before what was known at the last look, which the times are taken from where nothing has changed
 */
export function judgeTxt(
  wanted: WantedTxt,
  answers: readonly TxtAnswer[],
  { before, now }: { readonly before: TxtStanding | undefined; readonly now: Date },
): TxtStanding {
  const at = now.toISOString()
  const views = answers.map((answer) => viewOf(wanted, answer, before, at))
  const state = stateOf(views)
  const isSeen = state === 'found' || state === 'partly'
  const lastFoundAt = isSeen ? at : before?.lastFoundAt
  return {
    state,
    since: before?.state === state ? before.since : at,
    ...(lastFoundAt !== undefined && { lastFoundAt }),
    views,
  }
}

function stateOf(views: readonly TxtView[]): TxtStanding['state'] {
  const answered = views.filter(({ state }) => state !== 'failed')
  if (answered.length === 0) return 'unknown'
  const having = answered.filter(({ state }) => state === 'found').length
  if (having === answered.length) return 'found'
  if (having > 0) return 'partly'
  return answered.some(({ state }) => state === 'other') ? 'other' : 'missing'
}

function viewOf(wanted: WantedTxt, answer: TxtAnswer, before: TxtStanding | undefined, at: string): TxtView {
  const { resolver } = answer
  const seen = sightOf(wanted, answer)
  const last = before?.views.find((view) => view.resolver === resolver)
  const isSame = last?.state === seen.state && last.records.join('\n') === seen.records.join('\n')
  return { resolver, ...seen, since: isSame ? last.since : at }
}

function sightOf(
  { prefix, value }: WantedTxt,
  answer: TxtAnswer,
): Pick<TxtView, 'state' | 'records' | 'why'> {
  if (answer.state === 'failed') return { state: 'failed', records: [], why: answer.why }
  if (answer.state === 'no-name') return { state: 'no-name', records: [] }
  if (answer.state === 'no-records') return { state: 'nothing', records: [] }
  // In quotes, spaces or capitals it is not the record, and is what people should be told of.
  const alike = answer.records.filter((record) => bare(record).startsWith(prefix.toLowerCase()))
  const records = alike.slice(0, mostRecords).map((record) => record.slice(0, longestRecord))
  const isThere = alike.some((record) => (value === undefined ? record.startsWith(prefix) : record === value))
  return { state: isThere ? 'found' : alike.length > 0 ? 'other' : 'nothing', records }
}

/** A record without what people put around it by mistake. */
export const bare = (record: string): string =>
  record
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .trim()
    .toLowerCase()

/**
 * The record to expect from now on, where nobody has said it: the only one that begins so and that everybody who answered has.
 * undefined: there is none, or more than one, and then it is not for us to guess which.
 */
export function learntValue({ prefix }: WantedTxt, { state, views }: TxtStanding): string | undefined {
  if (state !== 'found') return undefined
  const found = views.filter((view) => view.state === 'found')
  const [first, ...others] = new Set(
    found.flatMap(({ records }) => records.filter((record) => record.startsWith(prefix))),
  )
  return others.length === 0 ? first : undefined
}
