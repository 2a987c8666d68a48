import { sql } from 'kysely'
import type { PolicyReading, PolicyVersion } from '../enforcement/reading/policy-reading.ts'
import { createGovernanceReader, readPolicies, type StoredPolicy } from './policies.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** What governs an organization, for whoever may read its policy. */
export async function readPolicyState(store: Reading, organization: string): Promise<PolicyReading> {
  const [{ inForce }, { last, valid }] = await Promise.all([
    createGovernanceReader(store)(organization),
    readPolicies(store, organization),
  ])
  return {
    name: inForce.name,
    inForce: valid ? toVersion(valid) : null,
    text: valid?.source?.file.text ?? null,
    found: last ? toVersion(last) : null,
  }
}

function toVersion({ id, at, state, source, problems }: StoredPolicy): PolicyVersion {
  const { repository, path, commit } = source?.file ?? {}
  const isThere = repository !== undefined && path !== undefined && commit !== undefined
  return { id, state, foundAt: at, problems, file: isThere ? { repository, path, commit } : null }
}

/** Versions of an organization's policy, the newest first, without their texts. */
export async function listPolicyVersions(
  { database }: Reading,
  { organization, limit, after }: { organization: string; limit: number; after?: string | undefined },
): Promise<{ readonly rows: readonly PolicyVersion[]; readonly next: string | undefined }> {
  const { rows } = await sql<PolicyVersion>`
    select id, state, found_at as "foundAt", problems,
      case when source -> 'file' is not null then jsonb_build_object('repository', source #> '{file,repository}',
        'path', source #> '{file,path}', 'commit', source #> '{file,commit}') end as file
    from policies where organization_id = ${organization} and ${after === undefined ? sql`true` : sql`id < ${after}`}
    order by id desc limit ${limit + 1}`.execute(database)
  const shown = rows.slice(0, limit)
  return { rows: shown, next: rows.length > limit ? shown.at(-1)?.id : undefined }
}
