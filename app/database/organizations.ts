import { sql } from 'kysely'
import type { OrganizationFacts, OurInstallation } from '../enforcement/github.ts'
import { known } from '../../policies/facts.ts'
import type { InstallationFact } from '../enforcement/inventory/facts.ts'
import type { KnownOrganization, OrganizationChanges } from '../enforcement/records.ts'
import { factsFromJson, factsToJson } from './facts-json.ts'
import { inScope, type Scope } from './scope.ts'
import { recordTeams } from './teams.ts'
import type { Store, Unit } from './store.ts'

type Reading = Pick<Store, 'database'>

/** Makes a host known. @returns our id */
export async function recordHost({ database }: Reading, name: string): Promise<string> {
  const { id } = await database
    .insertInto('hosts')
    .values({ name })
    // Without an update nothing would be returned for a host that is there.
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ name }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const readHost = ({ database }: Reading, id: string): Promise<{ name: string } | undefined> =>
  database.selectFrom('hosts').select('name').where('id', '=', id).executeTakeFirst()

/** Records which organizations of a host our App is installed on, by their numeric ids: logins change. */
export async function recordOrganizations(
  { database }: Unit,
  host: string,
  found: readonly OurInstallation[],
  at: Date,
): Promise<OrganizationChanges> {
  const before = await database
    .selectFrom('organizations')
    .select(['id', 'github_id', 'removed_at', 'installation'])
    .where('host_id', '=', host)
    .where('github_id', 'is not', null)
    .forNoKeyUpdate()
    .execute()
  const present = new Set(before.filter((one) => one.removed_at === null).map(({ id }) => id))
  const ids: string[] = []
  for (const installation of found) ids.push(await recordOne(database, host, installation))
  const removed = [...present].filter((id) => !ids.includes(id))
  if (removed.length > 0) {
    await database
      .updateTable('organizations')
      .set({ removed_at: at, installation_id: null })
      .where('id', 'in', removed)
      .execute()
  }
  const turned = (isSuspended: boolean): readonly string[] =>
    ids.filter((id, index) => {
      const old = before.find((one) => one.id === id && one.removed_at === null)
      const wasSuspended = old?.installation?.isSuspended ?? false
      return found[index]!.isSuspended === isSuspended && wasSuspended !== isSuspended
    })
  return {
    all: ids,
    added: ids.filter((id) => !present.has(id)),
    removed,
    suspended: turned(true),
    resumed: turned(false),
  }
}

async function recordOne(
  database: Unit['database'],
  host: string,
  installation: OurInstallation,
): Promise<string> {
  const values = {
    login: installation.login,
    installation_id: String(installation.installationId),
    installation: JSON.stringify(installation),
    removed_at: null,
  }
  const { id } = await database
    .insertInto('organizations')
    .values({ host_id: host, github_id: String(installation.githubId), ...values })
    .onConflict((conflict) => conflict.columns(['host_id', 'github_id']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const columns = ['id', 'host_id', 'login', 'installation'] as const

interface OrganizationRow {
  readonly id: string
  readonly host_id: string
  readonly login: string
  readonly installation: OurInstallation | null
}

const toKnown = ({ id, host_id: hostId, login, installation }: OrganizationRow): KnownOrganization[] =>
  installation ? [{ id, hostId, login, installation }] : []

/** An organization that our App is on, by our id. */
export async function readOrganization(
  { database }: Reading,
  scope: Scope,
  id: string,
): Promise<KnownOrganization | undefined> {
  const row = await database
    .selectFrom('organizations')
    .select(columns)
    .where('id', '=', id)
    .where(inScope(scope, 'id'))
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row && toKnown(row)[0]
}

/** An organization by its login, in any letter case, as GitHub compares it. */
export async function readOrganizationNamed(
  { database }: Reading,
  scope: Scope,
  host: string,
  login: string,
): Promise<KnownOrganization | undefined> {
  const row = await database
    .selectFrom('organizations')
    .select(columns)
    .where('host_id', '=', host)
    .where(sql<boolean>`lower(login) = ${login.toLowerCase()}`)
    .where(inScope(scope, 'id'))
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row && toKnown(row)[0]
}

/** Our id of an organization that our App is on. */
export async function readOrganizationByGitHubId(
  { database }: Reading,
  scope: Scope,
  host: string,
  githubId: number,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('organizations')
    .select('id')
    .where('host_id', '=', host)
    .where('github_id', '=', String(githubId))
    .where(inScope(scope, 'id'))
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

/** Every organization that our App is on. */
export async function listOrganizations(
  { database }: Reading,
  scope: Scope,
): Promise<readonly KnownOrganization[]> {
  const rows = await database
    .selectFrom('organizations')
    .select(columns)
    .where('removed_at', 'is', null)
    .where('installation_id', 'is not', null)
    .where(inScope(scope, 'id'))
    .orderBy('login')
    .execute()
  return rows.flatMap(toKnown)
}

/**
 * Organizations by what a person calls them, `acme` or `git.acme.example/acme`, in any letter case; all of them where nothing is
 * given. Two hosts may have one of the same name.
 */
export async function findOrganizations(
  store: Reading,
  scope: Scope,
  given: string | undefined,
): Promise<readonly (KnownOrganization & { readonly host: string })[]> {
  const hosts = await store.database.selectFrom('hosts').select(['id', 'name']).execute()
  const names = new Map(hosts.map(({ id, name }) => [id, name]))
  const all = await listOrganizations(store, scope)
  const wanted = given?.toLowerCase()
  return all
    .map((one) => ({ ...one, host: names.get(one.hostId) ?? '' }))
    .filter(
      ({ host, login }) =>
        wanted === undefined || login.toLowerCase() === wanted || `${host}/${login}`.toLowerCase() === wanted,
    )
}

export async function recordOrganizationFacts(
  { database }: Unit,
  organization: string,
  facts: OrganizationFacts,
  at: Date,
): Promise<void> {
  if (facts.teams?.known === true) await recordTeams({ database }, organization, facts.teams.value, at)
  // Values of properties lie with their repositories: here they would make up nearly all of it.
  const { reach, basePermission } = facts
  await database
    .updateTable('organizations')
    .set({ facts: factsToJson({ reach, basePermission }), facts_at: at })
    .where('id', '=', organization)
    .execute()
}

/**
 * What an installation of another App reaches, as GitHub has just told, in the place of what was known of it.
 * @returns which repositories have another answer than before, by GitHub's numeric ids; `others`: all but those
 */
export async function recordInstallation(
  { database }: Unit,
  organization: string,
  installation: number,
  read: Pick<InstallationFact, 'selection'> & { readonly repositories: ReadonlySet<number> },
): Promise<{ readonly isOthers: boolean; readonly githubIds: readonly number[] }> {
  const row = await database
    .selectFrom('organizations')
    .select('facts')
    .where('id', '=', organization)
    // Who writes of a repository refers to this row, and need not wait for it.
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by recordOrganizationFacts
  const facts = factsFromJson(row.facts) as StoredFacts | null
  const { installations } = facts?.reach ?? {}
  if (!facts || installations?.known !== true) return { isOthers: false, githubIds: [] }
  const before = installations.value.find((one) => one.id === installation)
  const value = installations.value.map((one) =>
    one.id === installation
      ? { ...one, selection: read.selection, repositories: known(read.repositories) }
      : one,
  )
  await database
    .updateTable('organizations')
    .set({
      facts: factsToJson({ ...facts, reach: { ...facts.reach, installations: known(value) } }),
      // Another instant, by which whoever remembers the facts sees that they are others.
      facts_at: sql<Date>`greatest(clock_timestamp(), facts_at + interval '1 millisecond')`,
    })
    .where('id', '=', organization)
    .execute()
  return differing(before, read)
}

function differing(
  before: Pick<InstallationFact, 'selection' | 'repositories'> | undefined,
  {
    selection,
    repositories,
  }: Pick<InstallationFact, 'selection'> & { readonly repositories: ReadonlySet<number> },
): { readonly isOthers: boolean; readonly githubIds: readonly number[] } {
  const old: ReadonlySet<number> = before?.repositories.known === true ? before.repositories.value : new Set()
  // On all repositories it is on those too that nobody listed.
  if (before && before.selection !== selection)
    return { isOthers: true, githubIds: [...(selection === 'all' ? old : repositories)] }
  const changed = [...new Set([...old, ...repositories])].filter((id) => old.has(id) !== repositories.has(id))
  return { isOthers: false, githubIds: changed }
}

type StoredFacts = Pick<OrganizationFacts, 'reach' | 'basePermission'>

/**
 * Reads what concerns all repositories of an organization, for each of them: what has not changed since is not read again.
 * Memory of one process; `facts_at` tells whether it is old.
 */
export function createFactsReader({
  database,
}: Reading): (organization: string) => Promise<StoredFacts | undefined> {
  const remembered = new Map<string, { readonly at: number; readonly facts: StoredFacts }>()
  return async (organization) => {
    const head = await database
      .selectFrom('organizations')
      .select('facts_at')
      .where('id', '=', organization)
      .executeTakeFirst()
    if (!head?.facts_at) return undefined
    const last = remembered.get(organization)
    if (last?.at === head.facts_at.getTime()) return last.facts
    const row = await database
      .selectFrom('organizations')
      .select(['facts', 'facts_at'])
      .where('id', '=', organization)
      .executeTakeFirstOrThrow()
    // oxlint-disable-next-line no-unsafe-type-assertion -- written by recordOrganizationFacts
    const facts = factsFromJson(row.facts) as StoredFacts
    remembered.set(organization, { at: row.facts_at!.getTime(), facts })
    return facts
  }
}
