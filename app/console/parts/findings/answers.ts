import { api, read, type Schema } from '../../api.ts'

/** What is answered: one finding wherever it is, or some of its places by their ids. */
export type Which =
  | { readonly rule: string; readonly fingerprint: string }
  | { readonly ids: readonly string[] }

export interface Answer {
  readonly verdict: Schema<'Verdict'>['verdict']
  readonly reason: string
  readonly evidence?: string
  readonly rotatedOn?: string
  /** The last day on which it counts: `2027-05-26`. */
  readonly expiresOn: string
}

/** How many repositories' findings were answered, how many wait for somebody whom the policy names, and what was refused. */
export interface Answered {
  readonly given: number
  readonly asked: number
  readonly refused: readonly string[]
}

/** Gives one answer to many, one after the other. @throws ApiProblem at the first that is refused as a whole */
export async function giveAnswer(all: readonly Which[], answer: Answer): Promise<Answered> {
  const outcomes: { readonly outcome: string; readonly why: string | null }[] = []
  for (const which of all) {
    const findings = 'ids' in which ? { ids: [...which.ids] } : which
    const { items } = await read(api.POST('/api/v1/findings/verdicts', { body: { ...answer, findings } }))
    outcomes.push(...items)
  }
  return countOf(outcomes)
}

/** Pure. */
export function countOf(
  outcomes: readonly { readonly outcome: string; readonly why: string | null }[],
): Answered {
  const number = (wanted: string): number => outcomes.filter(({ outcome }) => outcome === wanted).length
  const refused = outcomes.filter(({ outcome }) => outcome === 'refused').map(({ why }) => why ?? 'Refused.')
  return { given: number('given'), asked: number('asked'), refused: [...new Set(refused)] }
}

/** A day so many days on, as the API writes days. Pure. */
export const dayAfter = (now: Date, days: number): string =>
  new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
