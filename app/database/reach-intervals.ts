import { intervalChanges, type ReachInterval } from '../enforcement/exposure/reach-intervals.ts'
import type { ReachChange } from '../enforcement/inventory/reach-changes.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Records since when, and until when, paths into a repository are there. Part of recording what was read of them. */
export async function recordIntervals(
  { database }: Pick<Unit, 'database'>,
  repository: string,
  changes: readonly ReachChange[],
  at: Date,
): Promise<void> {
  if (changes.length === 0) return
  const rows = await database
    .selectFrom('reach_intervals')
    .select(['assistant', 'path', 'state'])
    .where('repository_id', '=', repository)
    .where('until_at', 'is', null)
    .execute()
  const open = new Map(rows.map(({ assistant, path, state }) => [`${assistant} ${path}`, state]))
  for (const { assistant, path, ends, begins } of intervalChanges(changes, open)) {
    if (ends && open.has(`${assistant} ${path}`))
      await database
        .updateTable('reach_intervals')
        .set({ until_at: at })
        .where('repository_id', '=', repository)
        .where('assistant', '=', assistant)
        .where('path', '=', path)
        .where('until_at', 'is', null)
        .execute()
    if (begins)
      await database
        .insertInto('reach_intervals')
        .values({
          repository_id: repository,
          assistant,
          path,
          state: begins.state,
          from_at: at,
          begin_is_known: begins.beginIsKnown,
          until_at: null,
        })
        .execute()
  }
}

/** Every time in which an assistant reached a repository, or possibly did, oldest first. */
export async function readIntervals(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  repository: string,
): Promise<readonly ReachInterval[]> {
  const rows = await database
    .selectFrom('reach_intervals')
    .innerJoin('repositories', 'repositories.id', 'reach_intervals.repository_id')
    .select(['assistant', 'path', 'state', 'from_at', 'begin_is_known', 'until_at'])
    .where('repository_id', '=', repository)
    .where(inScopeOfRepository(scope, 'repositories.organization_id', 'repositories.id'))
    .orderBy('reach_intervals.id')
    .execute()
  return rows.map(({ from_at: from, begin_is_known: beginIsKnown, until_at: until, ...row }) => ({
    ...row,
    from,
    beginIsKnown,
    until,
  }))
}

/** When a connection through an App was first seen that was there before anybody looked; undefined: there is none. */
export async function readInheritedSince(
  { database }: Pick<Store, 'database'>,
  repository: string,
): Promise<Date | undefined> {
  const row = await database
    .selectFrom('reach_intervals')
    .select('from_at')
    .where('repository_id', '=', repository)
    .where('path', '=', 'app-installation')
    .where('state', '=', 'connected')
    .where('begin_is_known', '=', false)
    .where('until_at', 'is', null)
    .orderBy('from_at')
    .limit(1)
    .executeTakeFirst()
  return row?.from_at
}
