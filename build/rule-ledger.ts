import path from 'node:path'
import { allRules } from '../scanner/rules/index.ts'
import { type Release, ruleReleases } from '../scanner/rules/since.ts'

export const ruleLedgerFile = path.join(import.meta.dirname, '../scanner/rules/releases.json')

/** The list of which release brought which rule, with the rules there are now. */
export const ruleLedger = (): string =>
  ledgerText(
    withRules(
      ruleReleases,
      allRules.map(({ id }) => id),
    ),
  )

export const ledgerText = (releases: readonly Release[]): string => `${JSON.stringify(releases, null, 2)}\n`

/**
 * Notes in the release under way which rules are new and which are gone. What no release had is as if it had never been. Pure.
 * @throws where an id is used again
 */
export function withRules(releases: readonly Release[], ids: readonly string[]): readonly Release[] {
  const out = releases.filter(({ day }) => day !== null)
  const underWay = releases.find(({ day }) => day === null)
  const retired = new Set(out.flatMap((one) => one.retired))
  const reused = ids.filter((id) => retired.has(id))
  if (reused.length > 0)
    throw new Error(`An id is never given again, and these rules were retired: ${reused.join(', ')}.`)
  const released = new Set(out.flatMap(({ added }) => added))
  const now = new Set(ids)
  const added = ids.filter((id) => !released.has(id)).toSorted()
  const gone = [...released].filter((id) => !now.has(id) && !retired.has(id)).toSorted()
  if (!underWay && added.length === 0 && gone.length === 0) return releases
  return [...out, { version: underWay?.version ?? null, day: null, added, retired: gone }]
}

/**
 * Gives the release under way its number and its day. Pure.
 * @throws where the number or the day is no later than the last one
 */
export function released(
  releases: readonly Release[],
  { version, day }: { readonly version: string; readonly day: string },
): readonly Release[] {
  const out = releases.filter((one) => one.day !== null)
  const last = out.at(-1)
  if (last && (compareVersions(version, last.version ?? '') <= 0 || day < (last.day ?? '')))
    throw new Error(`${version} of ${day} does not come after ${last.version} of ${last.day}.`)
  const { added, retired } = releases.find((one) => one.day === null) ?? { added: [], retired: [] }
  return [...out, { version, day, added, retired }]
}

/** Below 0: the first is older. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number))
  const at = a!.findIndex((part, index) => part !== b![index])
  return at < 0 ? 0 : a![at]! - (b![at] ?? -1)
}
