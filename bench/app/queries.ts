import { readDueDecisions } from '../../app/database/decisions.ts'
import { readFigures } from '../../app/database/figures.ts'
import { countReaches } from '../../app/database/inventory.ts'
import type { Store } from '../../app/database/store.ts'
import { endSweep, readOpenSweep, readSweepsToClose } from '../../app/database/sweeps.ts'
import { readWorkFigures } from '../../app/database/work-figures.ts'
import type { Aim } from '../speed/aims.ts'
import { withStore } from '../with-store.ts'
import { fillTables } from './large-tables.ts'

/** The one with half of all repositories. */
const largest = '1'
const runs = 5

interface Asked {
  readonly what: string
  /** Milliseconds it may take; undefined: it is asked once a sweep, or by people. */
  readonly limit?: number
  readonly ask: (store: Store) => Promise<unknown>
}

/** What is asked again and again whatever is going on, and what is asked of a whole organization at once. */
const questions: readonly Asked[] = [
  { what: 'sweeps to close, every 2 s', limit: 20, ask: readSweepsToClose },
  { what: 'whether a sweep is open', limit: 20, ask: (store) => readOpenSweep(store, largest) },
  {
    what: 'decisions that are due, every minute',
    limit: 20,
    ask: (store) => readDueDecisions(store, new Date(), 1000),
  },
  { what: 'figures of the work, at each scrape', ask: readWorkFigures },
  { what: 'figures of decisions, at each scrape', ask: (store) => readFigures(store, new Date()) },
  { what: 'how far assistants reach, of one organization', ask: (store) => countReaches(store, largest) },
  {
    what: 'coverage of a sweep',
    ask: async (store) => {
      const sweep = await readOpenSweep(store, largest)
      if (sweep)
        await store
          .transact((unit) => endSweep(unit, largest, sweep, new Date()).then(takenBack))
          .catch(isTakenBack)
    },
  },
]

/** Ends a transaction so that the next run finds what this one did. */
class TakenBack extends Error {}
const takenBack = (): never => {
  throw new TakenBack()
}
const isTakenBack = (error: unknown): void => {
  if (!(error instanceof TakenBack)) throw error
}

/** How long the database takes for what is asked of tables with so many repositories. */
export async function measureQueries(sizes: readonly number[]): Promise<readonly Aim[]> {
  const aims: Aim[] = []
  for (const size of sizes) aims.push(...(await measureSize(size)))
  return aims
}

const measureSize = (repositories: number): Promise<readonly Aim[]> =>
  withStore(async (store) => {
    await fillTables(store, repositories)
    console.log(`\n${repositories.toLocaleString('en-US')} repositories`)
    const aims: Aim[] = []
    for (const asked of questions) aims.push(...(await measureOne(store, asked, repositories)))
    return aims
  })

async function measureOne(
  store: Store,
  { what, limit, ask }: Asked,
  repositories: number,
): Promise<readonly Aim[]> {
  const took: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now()
    await ask(store)
    took.push(performance.now() - begun)
  }
  const median = took.toSorted((one, other) => one - other)[Math.floor(runs / 2)] ?? Number.NaN
  console.log(`  ${what.padEnd(48)} ${median.toFixed(1)} ms`)
  if (limit === undefined) return []
  const name = `${repositories.toLocaleString('en-US')} repositories, ${what}: at most ${limit} ms`
  return [{ what: name, reached: median <= limit, found: `${median.toFixed(1)} ms` }]
}
