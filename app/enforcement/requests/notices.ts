const day = 24 * 60 * 60 * 1000

export interface Term {
  readonly grantedAt: Date
  readonly endsAt: Date
  /** Days before the end of which was told already. */
  readonly told: readonly number[]
}

/**
 * The notices of an approval's end that are due and were not given. Where several are, because nobody looked for a while, only
 * the nearest is worth saying; the others count as given. Pure.
 * @param noticeDays days before the end at which it is spoken of
 * @returns the days of all that are due, the nearest first
 */
export const dueNotices = (
  { grantedAt, endsAt, told }: Term,
  noticeDays: readonly number[],
  now: Date,
): readonly number[] =>
  endsAt <= now
    ? []
    : noticeDays
        .filter((days) => !told.includes(days))
        .filter((days) => {
          const at = endsAt.getTime() - days * day
          // What was given for less than that has just been spoken of.
          return at <= now.getTime() && at > grantedAt.getTime()
        })
        .toSorted((one, other) => one - other)
