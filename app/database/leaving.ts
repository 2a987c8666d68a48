import type { Store } from './store.ts'

/** Whether Gatehouse leaves an organization, so that nothing new is made there. */
export async function isLeaving(
  { database }: Pick<Store, 'database'>,
  organization: string,
): Promise<boolean> {
  const row = await database
    .selectFrom('organizations')
    .select('leaving_since')
    .where('id', '=', organization)
    .executeTakeFirst()
  return (row?.leaving_since ?? null) !== null
}
