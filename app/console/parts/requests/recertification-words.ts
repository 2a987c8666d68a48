import type { Schema } from '../../api.ts'

type Recertification = Schema<'Recertification'>
type Review = Recertification['reviews'][number]
type Counts = Readonly<Record<Schema<'RecertificationItem'>['state'], number>>

const day = 24 * 60 * 60_000

/** How many approvals stand how in all of its reviews. Pure. */
export function countsOf({ reviews }: Pick<Recertification, 'reviews'>): Counts {
  const of = (state: keyof Counts): number =>
    reviews.reduce((sum, { counts }) => sum + (counts[state] ?? 0), 0)
  return {
    open: of('open'),
    kept: of('kept'),
    dropped: of('dropped'),
    renewed: of('renewed'),
    over: of('over'),
    lapsed: of('lapsed'),
  }
}

/** `3 to confirm, 12 kept, 1 dropped`. Pure. */
export function countsInWords(counts: Counts): string {
  const { open, kept, dropped, renewed, over, lapsed } = counts
  const said = [
    [open, 'to confirm'],
    [kept, 'kept'],
    [dropped, 'dropped'],
    [renewed, 'renewed'],
    [over, 'over'],
    [lapsed, 'lapsed'],
  ] as const
  const parts = said
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count.toLocaleString('en')} ${word}`)
  return parts.length === 0 ? 'nothing that you see' : parts.join(', ')
}

/** When the first of those who still have to answer has to have; undefined: nobody is asked. Pure. */
export function dueAt({ dueDays, reviews }: Pick<Recertification, 'dueDays' | 'reviews'>): Date | undefined {
  const all = reviews.flatMap(({ askedAt, counts }) =>
    askedAt === null || (counts.open ?? 0) === 0 ? [] : [new Date(askedAt).getTime() + dueDays * day],
  )
  return all.length === 0 ? undefined : new Date(Math.min(...all))
}

/** Who is asked, as people read it. Pure. */
export const reviewersOf = ({ reviewers }: Pick<Review, 'reviewers'>): string =>
  reviewers.length === 0 ? 'the Gatehouse owners' : reviewers.join(', ')
