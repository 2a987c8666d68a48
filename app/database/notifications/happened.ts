import { sql } from 'kysely'
import { graveSeverities } from '../../notifications/event-kinds.ts'
import type { Notice } from '../../notifications/notice.ts'
import type { Happened } from '../../notifications/records.ts'
import type { Store } from '../store.ts'

type Reading = Pick<Store, 'database'>

/** What is told of something, before it is known what is recorded of its subject. */
export type Told = Pick<Happened, 'kind' | 'key' | 'at' | 'subject' | 'data'> & {
  /** Our id of a request whose issue is meant; the issue itself, where it is known. */
  readonly request?: string | undefined
  readonly issue?: number | null
}

/** Who is meant by an organization's id. */
export async function readOrganization({ database }: Reading, id: string): Promise<Notice['organization']> {
  const row = await database
    .selectFrom('organizations')
    .innerJoin('hosts', 'hosts.id', 'organizations.host_id')
    .select(['hosts.name as host', 'login'])
    .where('organizations.id', '=', id)
    .executeTakeFirstOrThrow()
  return { id, ...row }
}

interface Known {
  readonly repository: NonNullable<Notice['repository']>
  readonly isReached: boolean
  readonly graveOpen: number
}

/** Adds what is recorded of the repositories and requests that it is about, as it is now. */
export async function withSubjects(store: Reading, told: readonly Told[]): Promise<readonly Happened[]> {
  const repositories = await readRepositories(store, [
    ...new Set(told.flatMap(({ subject }) => idIn(subject))),
  ])
  const issues = await readIssues(store, [
    ...new Set(told.flatMap((one) => one.request ?? requestIn(one.data))),
  ])
  return told.map(({ request, issue, ...rest }) => {
    const known = repositories.get(idIn(rest.subject)[0] ?? '')
    return {
      ...rest,
      repository: known?.repository ?? null,
      isReached: known?.isReached ?? false,
      graveOpen: known?.graveOpen ?? 0,
      issue: issue ?? issues.get(request ?? requestIn(rest.data)[0] ?? '') ?? null,
    }
  })
}

const idIn = (subject: string): readonly string[] => {
  const id = /^repository:(\d+)$/.exec(subject)?.[1]
  return id === undefined ? [] : [id]
}

const requestIn = ({ request }: Told['data']): readonly string[] =>
  typeof request === 'string' && /^\d+$/.test(request) ? [request] : []

async function readRepositories(
  { database }: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Known>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    id: string
    name: string
    owners: readonly string[]
    isReached: boolean
    graveOpen: number
  }>`
    select repositories.id, name, coalesce(decisions.owners -> 'owners', '[]') as owners,
      exists (select from reaches where repository_id = repositories.id and state = 'connected') as "isReached",
      (select count(*)::int from findings where repository_id = repositories.id and state = 'open'
        and places -> 0 ->> 'severity' = any(${sql.val([...graveSeverities])}::text[])) as "graveOpen"
    from repositories left join decisions on decisions.repository_id = repositories.id
    where repositories.id = any(${sql.val([...ids])}::bigint[])`.execute(database)
  return new Map(
    rows.map(({ id, name, owners, isReached, graveOpen }) => [
      id,
      { repository: { id, name, owners }, isReached, graveOpen },
    ]),
  )
}

async function readIssues(
  { database }: Reading,
  requests: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (requests.length === 0) return new Map()
  const rows = await database
    .selectFrom('access_requests')
    .select(['id', 'issue'])
    .where(sql<boolean>`id = any(${sql.val([...requests])}::bigint[])`)
    .execute()
  return new Map(rows.flatMap(({ id, issue }) => (issue === null ? [] : [[id, issue] as const])))
}
