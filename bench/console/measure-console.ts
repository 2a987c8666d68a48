import type { Aim } from '../speed/aims.ts'
import { withStore } from '../with-store.ts'
import { fillConsole, type Sizes } from './fill-tables.ts'
import { measureQueries } from './measure-queries.ts'
import { measureServed } from './measure-served.ts'

/** What the console is made for. */
const largest: Sizes = { repositories: 50_000, findings: 200_000, events: 1_000_000 }

/** What the console costs at the size of the largest deployment: its questions to the database, its API and its pages. */
export const measureConsole = (sizes: Partial<Sizes> = {}): Promise<readonly Aim[]> =>
  withStore(
    async (store, connection) => {
      const wanted = { ...largest, ...sizes }
      console.log(`filling the tables: ${JSON.stringify(wanted)}`)
      await fillConsole(store, wanted)
      return [...(await measureQueries(store)), ...(await measureServed(store, connection))]
    },
    // What the statements of one connection read is counted for itself.
    { max: 1 },
  )
