/** What came of one try. */
export type Outcome =
  | { readonly kind: 'sent' }
  /** It was not taken, or nobody knows whether. `isFinal`: the same again would be refused again. */
  | { readonly kind: 'failed'; readonly why: string; readonly isFinal?: boolean; readonly notBefore?: Date }

export const sent: Outcome = { kind: 'sent' }
export const failed = (why: string): Outcome => ({ kind: 'failed', why })

/** About two days: the pauses double from half a minute to four hours. */
export const mostTries = 20
const firstPauseMs = 30_000
const longestPauseMs = 4 * 60 * 60 * 1000
/** A receiver's wish is followed up to here: longer, and it is tried. */
const longestWishMs = 60 * 60 * 1000
/** Who asks to be asked later is not failing; but not for ever. */
const oldestMs = 7 * 24 * 60 * 60 * 1000

export interface Tried {
  /** Failed ones before this. */
  readonly attempts: number
  readonly createdAt: Date
}

/** What becomes of a delivery that failed. */
export type AfterFailure =
  | { readonly state: 'waiting'; readonly attempts: number; readonly at: Date }
  | { readonly state: 'dead'; readonly attempts: number }

/** Pure. @param random 0 … 1 */
export function afterFailure(
  { attempts, createdAt }: Tried,
  { isFinal = false, notBefore }: Extract<Outcome, { readonly kind: 'failed' }>,
  now: Date,
  random: number,
): AfterFailure {
  const isWish = notBefore !== undefined
  const counted = isWish ? attempts : attempts + 1
  const isOld = now.getTime() - createdAt.getTime() > oldestMs
  if (isFinal || counted >= mostTries || isOld) return { state: 'dead', attempts: attempts + 1 }
  const pause = isWish
    ? Math.min(Math.max(notBefore.getTime() - now.getTime(), 1000), longestWishMs)
    : Math.min(firstPauseMs * 2 ** attempts, longestPauseMs) * (0.9 + 0.2 * random)
  return { state: 'waiting', attempts: counted, at: new Date(now.getTime() + pause) }
}
