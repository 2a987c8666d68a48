import type { Ending } from '../enforcement/leaving/made-thing.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** Whether Gatehouse leaves an organization, so that nothing new is made there. */
export const isLeaving = async (reading: Reading, organization: string): Promise<boolean> =>
  (await readLeaving(reading, organization)) !== undefined

/** How Gatehouse leaves an organization. @returns null: nobody knows any more; undefined: it stays */
export async function readLeaving(
  { database }: Reading,
  organization: string,
): Promise<Ending | null | undefined> {
  const row = await database
    .selectFrom('organizations')
    .select(['leaving_since', 'leaving_how'])
    .where('id', '=', organization)
    .executeTakeFirst()
  return row && row.leaving_since !== null ? row.leaving_how : undefined
}
