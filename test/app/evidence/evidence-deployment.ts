import { randomBytes, randomUUID } from 'node:crypto'
import { appendAudit } from '../../../app/database/audit-log.ts'
import { createSealer, createSealKey } from '../../../app/database/sealed.ts'
import { signHeads } from '../../../app/database/sign-heads.ts'
import { makeSigningKey, openSigningKey, type SigningKey } from '../../../app/database/signing-key.ts'
import type { Store } from '../../../app/database/store.ts'
import type { NewAuditEvent } from '../../../app/enforcement/audit/event.ts'
import { addOrganization } from '../database/add-organization.ts'

/** An organization with two repositories and a history of a few days. @returns what is needed to make packs of it */
export async function fillDeployment(store: Store, sealText = randomBytes(32).toString('base64')) {
  const sealer = createSealer([createSealKey(Buffer.from(sealText, 'base64'))])
  const begun = new Date('2026-06-01T00:00:00Z')
  await makeSigningKey(store, sealer, begun)
  const key = await openSigningKey(store, sealer)
  const organization = await addOrganization(store, 'acme')
  const { host_id: hostId } = await store.database
    .selectFrom('organizations')
    .select('host_id')
    .where('id', '=', organization)
    .executeTakeFirstOrThrow()
  const ada = randomUUID()
  await store.database.insertInto('people').values({ id: ada, host_id: hostId, github_id: '7' }).execute()
  await store.database
    .insertInto('person_names')
    .values({ person_id: ada, login: 'ada', name: null })
    .execute()
  const [web, api] = await addRepositories(store, organization, begun)
  await fillHistory(store, key, { organization, ada, web: web!, api: api! })
  return { key, sealText, organization, ada, web: web!, api: api! }
}

async function addRepositories(store: Store, organization: string, at: Date): Promise<readonly string[]> {
  const rows = await store.database
    .insertInto('repositories')
    .values(
      ['web', 'api'].map((name, index) => ({
        organization_id: organization,
        github_id: String(index + 100),
        name,
        visibility: 'private',
        is_archived: false,
        is_fork: false,
        default_branch: 'main',
        first_seen_at: at,
        last_seen_at: at,
        gone_at: null,
        snapshot: null,
        properties: null,
        workflow_evidence: null,
        reconciled_at: null,
      })),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

interface Those {
  readonly organization: string
  readonly ada: string
  readonly web: string
  readonly api: string
}

async function fillHistory(
  store: Store,
  key: SigningKey,
  { organization, ada, web, api }: Those,
): Promise<void> {
  const told = async (at: string, ...events: readonly NewAuditEvent[]): Promise<void> => {
    await store.transact(async (unit) => void (await appendAudit(unit, organization, new Date(at), events)))
    await signHeads(store, key, new Date(at))
  }
  const of = (id: string) => ({ actor: null, subject: `repository:${id}` })
  const found = { assistant: 'claude', path: 'app-installation', state: 'connected', control: 'enforceable' }
  const decided = (outcome: string) => ({
    outcome,
    group: 'all',
    mode: 'enforce',
    policy: '1',
    reasons: [{ check: 'approval', state: outcome === 'allowed' ? 'met' : 'not-met' }],
  })
  await told('2026-06-10T08:00:00Z', { ...of(web), kind: 'connection.found', data: found })
  await told('2026-06-10T08:01:00Z', { ...of(web), kind: 'decision.made', data: decided('needs-approval') })
  await told('2026-06-20T08:00:00Z', {
    kind: 'request.opened',
    actor: ada,
    subject: `repository:${web}`,
    data: { request: '1', repository: 100, source: 'issue', days: 90, issue: 3 },
  })
  const given = { repository: 100, requestedBy: ada, actsFor: [], ticket: null, kind: 'approval' }
  await told(
    '2026-07-02T08:00:00Z',
    {
      kind: 'approval.given',
      actor: ada,
      subject: `repository:${web}`,
      data: { ...given, approval: '1', request: '1', expiresAt: '2026-09-30T08:00:00.000Z' },
    },
    {
      kind: 'request.closed',
      actor: ada,
      subject: `repository:${web}`,
      data: { request: '1', state: 'approved' },
    },
    { ...of(web), kind: 'decision.made', data: decided('allowed') },
  )
  await told('2026-07-03T08:00:00Z', {
    kind: 'approval.given',
    actor: ada,
    subject: `repository:${api}`,
    data: {
      ...given,
      approval: '2',
      request: null,
      kind: 'emergency',
      expiresAt: '2026-07-04T08:00:00.000Z',
    },
  })
  await told('2026-07-05T08:00:00Z', {
    ...of(api),
    kind: 'effect.planned',
    data: {
      effect: '9',
      action: { kind: 'remove-repository' },
      reason: '=1+1',
      policy: '1',
      mode: 'enforce',
    },
  })
  await told('2026-07-05T08:05:00Z', {
    ...of(api),
    kind: 'effect.applied',
    data: { effect: '9', kind: 'remove-repository', why: null },
  })
  // After the period.
  await told('2026-08-02T08:00:00Z', {
    kind: 'approval.ended',
    actor: ada,
    subject: `repository:${web}`,
    data: { approval: '1', why: 'revoked' },
  })
  const coverage = (failed: readonly object[]) =>
    JSON.stringify({
      repositories: 2,
      read: 2,
      scanned: 1,
      notWanted: 0,
      failed,
      failedCount: failed.length,
      unknown: [],
    })
  const looks = [
    ['2026-06-30T00:00:00Z', []],
    ['2026-07-01T00:00:00Z', [{ repository: 'api', what: 'scan', why: 'too large' }]],
    ['2026-07-04T00:00:00Z', [{ repository: 'api', what: 'scan', why: 'too large' }]],
  ] as const
  for (const [at, failed] of looks)
    await store.database
      .insertInto('sweeps')
      .values({
        organization_id: organization,
        started_at: new Date(at),
        finished_at: new Date(Date.parse(at) + 600_000),
        coverage: coverage(failed),
      })
      .execute()
}
