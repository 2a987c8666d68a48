import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createHeadsFile, readHeadsFile } from '../../../app/audit-heads-file.ts'
import { readPlan } from '../../../app/database/read-plan.ts'
import { acceptPlan } from '../../../app/database/accept-plan.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { whyNotAccepted } from '../../../app/database/acceptances.ts'
import { readEnd } from '../../../app/database/audit-log.ts'
import { signHead } from '../../../app/enforcement/audit/signed-head.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Store } from '../../../app/database/store.ts'
import { digestOf } from '../../../app/enforcement/effects/shown-plan.ts'
import { noHeads } from '../../../app/enforcement/audit/vouched-heads.ts'
import { running } from '../end-to-end/running.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, actingCompany } from './acting-company.ts'

const databases = useDatabases()
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-restored-'))

/** What the App does each minute. */
async function keepHead(store: Store, organization: string): Promise<void> {
  const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
  const end = await readEnd(store.database, organization)
  await createHeadsFile(folder, { publicKey })([signHead(organization, end, new Date(), { key, publicKey })])
}

/** What a restore from a backup of that time leaves: nothing that was recorded later. */
async function restore(store: Store, organization: string, sequence: number): Promise<void> {
  await sql`alter table audit_events disable trigger all`.execute(store.database)
  await sql`alter table audit_heads disable trigger all`.execute(store.database)
  await sql`delete from audit_events where organization_id = ${organization} and sequence > ${sequence}`.execute(
    store.database,
  )
  await sql`delete from audit_heads where organization_id = ${organization} and sequence > ${sequence}`.execute(
    store.database,
  )
}

test('a restored database enforces nothing until somebody accepts what it would change', async () => {
  const company = await actingCompany({ repositories: { web: true, api: false } })
  const settings = { ...company.settings, DATA_FOLDER: folder }
  const created = await databases.create()
  const first = await acting({ create: async () => created }, { ...company, settings }, { isAccepted: false })
  const { store } = created
  const [acme] = await listOrganizations(store, 'everything')
  const by = await recordPerson(store, acme!.hostId, 1, 'ada')
  const accept = async (heads = noHeads) => {
    const plan = await readPlan(store, 'everything', { ...acme!, host: '' }, heads, new Date())
    const order = { by, unverified: undefined, digest: digestOf(plan), reason: 'it was looked at' }
    return acceptPlan(store, acme!, order, heads, new Date())
  }
  expect(await accept()).toEqual({ ok: true, effects: 0 })
  expect(await whyNotAccepted(store, acme!.id)).toBeUndefined()
  const { rows } = await sql<{ end: string }>`select max(sequence) as "end" from audit_events`.execute(
    store.database,
  )
  // After the backup something happens, and its end is signed and kept.
  company.claude.repositoryIds.add(company.repository('api').id)
  await first.swept()
  await first.settled()
  expect(company.connected()).toEqual(['web'])
  await keepHead(store, acme!.id)
  await first.stop()
  await restore(store, acme!.id, Number(rows[0]!.end))
  // Without what is kept beside it, it looks like one that is in order.
  expect(await whyNotAccepted(store, acme!.id)).toBeUndefined()
  company.claude.repositoryIds.add(company.repository('api').id)

  const second = await running(created, company, settings)
  // Everything is read anew without being asked for: else nobody could accept anything.
  await second.settled()
  await second.swept()
  expect(company.connected()).toEqual(['api', 'web'])
  expect(await second.kinds('acme')).toContain('enforcement.voided')
  expect(second.log.join('\n')).toContain('the database is older than what was kept of it')
  const ready = await fetch(`${second.address}/readyz`)
  expect(await ready.json()).toMatchObject({
    checks: { enforcement: expect.stringContaining('1 of 1 organizations') },
  })
  // Also who has other heads, or none, sees it now.
  expect(await whyNotAccepted(store, acme!.id)).toContain('restored')
  expect(await accept(await readHeadsFile(folder))).toEqual({ ok: true, effects: 1 })
  await expect.poll(company.connected).toEqual(['web'])
})
