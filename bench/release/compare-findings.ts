import type { Reported } from '../gatehouse.ts'
import { groupBy } from '../group-by.ts'

/** What one rule says of the same files in two versions. */
export interface RuleChange {
  readonly rule: string
  readonly before: number
  readonly after: number
  /** Where there was none. */
  readonly appeared: readonly Reported[]
  /** What was there, as it was. */
  readonly vanished: readonly Reported[]
  /** At the same place, as it is now; with another severity or confidence. */
  readonly judgedAnew: readonly { readonly was: Reported; readonly is: Reported }[]
}

/** Rules that do not say the same in both versions, those with the most changes first. Pure. */
export function compareFindings(
  before: readonly Reported[],
  after: readonly Reported[],
): readonly RuleChange[] {
  const [old, now] = [groupBy(before, ({ rule }) => rule), groupBy(after, ({ rule }) => rule)]
  const rules = [...new Set([...old.keys(), ...now.keys()])]
  return rules
    .map((rule) => compareRule(rule, old.get(rule) ?? [], now.get(rule) ?? []))
    .filter((one) => changesIn(one) > 0)
    .toSorted((one, other) => changesIn(other) - changesIn(one) || (one.rule < other.rule ? -1 : 1))
}

export const changesIn = ({ appeared, vanished, judgedAnew }: RuleChange): number =>
  appeared.length + vanished.length + judgedAnew.length

function compareRule(rule: string, before: readonly Reported[], after: readonly Reported[]): RuleChange {
  // Two on one line are told apart by what is shown of them.
  const placeOf = ({ path, line, excerpt }: Reported): string => JSON.stringify([path, line, excerpt])
  const [old, now] = [groupBy(before, placeOf), groupBy(after, placeOf)]
  const appeared: Reported[] = []
  const vanished: Reported[] = []
  const judgedAnew: { was: Reported; is: Reported }[] = []
  for (const place of new Set([...old.keys(), ...now.keys()])) {
    const [were, are] = [old.get(place) ?? [], now.get(place) ?? []]
    const both = Math.min(were.length, are.length)
    appeared.push(...are.slice(both))
    vanished.push(...were.slice(both))
    for (let at = 0; at < both; at += 1) {
      const [was, is] = [were[at]!, are[at]!]
      if (was.severity !== is.severity || was.confidence !== is.confidence) judgedAnew.push({ was, is })
    }
  }
  return { rule, before: before.length, after: after.length, appeared, vanished, judgedAnew }
}
