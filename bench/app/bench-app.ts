import { availableParallelism, cpus } from 'node:os'
import { printAims, type Aim } from '../speed/aims.ts'
import { measureActs } from './act.ts'
import { measureFollowing } from './follow.ts'
import { measureIntake } from './intake.ts'
import { measureQueries } from './queries.ts'
import { measureScans } from './scan.ts'
import { measureSweeps } from './sweep.ts'

/** Every part, in the order in which they run. */
const parts: readonly {
  readonly name: string
  readonly measure: (sizes: readonly number[], isLarge: boolean) => Promise<readonly Aim[]>
}[] = [
  { name: 'act', measure: (_, isLarge) => measureActs(isLarge) },
  { name: 'follow', measure: () => measureFollowing() },
  { name: 'intake', measure: () => measureIntake() },
  { name: 'queries', measure: measureQueries },
  { name: 'scan', measure: () => measureScans() },
  { name: 'sweep', measure: measureSweeps },
]

/**
 * Measures the App.
 * @param only names of parts, with commas between them; undefined: all
 * @param sizes numbers of repositories to sweep
 * @param isLarge whether to measure also what takes long
 */
export async function benchApp(
  only: string | undefined,
  sizes: readonly number[],
  isLarge: boolean,
): Promise<void> {
  const wanted = only?.split(',')
  const unknown = wanted?.filter((name) => !parts.some((part) => part.name === name)) ?? []
  if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(', ')}`)
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores`)
  const aims: Aim[] = []
  for (const { name, measure } of parts)
    if (wanted?.includes(name) ?? true) aims.push(...(await measure(sizes, isLarge)))
  printAims(aims)
}
