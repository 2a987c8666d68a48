import { type Found, textOf } from './found.ts'
import { overlapping } from './resolve-overlaps.ts'

/**
 * Joins what was found in a notebook as it stands in its file with what was found in the text of its cells. The same finding
 * is kept once. Of others at the same place the cells' is right: the file's has JSON's escapes in it, unless it is of a more
 * telling kind.
 * @param plain sorted by place
 */
export function joinReadings(plain: readonly Found[], inCells: readonly Found[]): readonly Found[] {
  const alike = groupAlike(plain)
  const settled = new Set<Found>()
  const replaced = new Set<Found>()
  const others = inCells.filter((one) => {
    const [twin] = alike(one)
    if (twin === undefined) return true
    settled.add(twin)
    // Found by an escape of JSON, it stands for a whole word; in the cell it is known to the byte.
    const isCloser = isDirect(one) && twin.reachedBy.length > 0
    if (isCloser) for (const coarse of alike(one)) replaced.add(coarse)
    return isCloser
  })
  const direct = overlapping(plain.filter((one) => one.reachedBy.length === 0 && !settled.has(one)))
  const kept = others.filter((one) => {
    if (!isDirect(one)) return true
    const around = [...direct(one.start, one.end)]
    if (around.some(({ candidate }) => candidate.rank > one.candidate.rank)) return false
    for (const weaker of around) replaced.add(weaker)
    return true
  })
  return [...plain.filter((one) => !replaced.has(one)), ...kept]
}

/** Whether it stands in a cell as it is. */
const isDirect = ({ reachedBy }: Found): boolean => reachedBy.length === 1

/** Finds what is the same finding at the same place. */
function groupAlike(plain: readonly Found[]): (one: Found) => Iterable<Found> {
  const groups = new Map<string, Found[]>()
  for (const one of plain.filter(({ placed }) => placed)) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  const finders = new Map([...groups].map(([key, group]) => [key, overlapping(group)]))
  return (one) => finders.get(keyOf(one))?.(one.start, one.end) ?? []
}

function keyOf({ candidate }: Found): string {
  const { rule, severity, confidence, onlyInConfiguration, note } = candidate
  return JSON.stringify([rule.id, severity, confidence, onlyInConfiguration, note, textOf(candidate)])
}
