import { expect, test } from 'vitest'
import { readAttestations, recordAttestation } from '../../../app/database/attestations.ts'
import { readAudit } from '../../../app/database/audit-log.ts'
import type { Store } from '../../../app/database/store.ts'
import type { AuditEvent } from '../../../app/enforcement/audit/event.ts'
import { attestation } from '../enforcement/attestations/samples.ts'
import { addOrganization } from './add-organization.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()

async function addPerson({ database }: Store, organization: string): Promise<string> {
  const { id } = await database
    .insertInto('people')
    .values((insert) => ({
      host_id: insert.selectFrom('organizations').select('host_id').where('id', '=', organization),
      github_id: '5',
    }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function auditOf(store: Store, organization: string): Promise<readonly AuditEvent[]> {
  const events: AuditEvent[] = []
  for await (const event of readAudit(store, 'everything', organization)) events.push(event)
  return events
}

test('what an owner states is kept and recorded, and its last word counts', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const by = await addPerson(store, acme)
  const first = attestation({ by })
  const second = attestation({ by, at: '2026-11-26T08:00:00.000Z', value: { kind: 'choice', answer: 'on' } })
  const list = attestation({
    by,
    setting: 'installation-repositories',
    subject: '7',
    value: { kind: 'repositories', ids: [17, 18] },
  })
  for (const one of [second, first, list]) await store.transact((unit) => recordAttestation(unit, acme, one))
  expect(await readAttestations(store, 'everything', acme)).toEqual([second, list])
  expect(await readAttestations(store, { organizations: ['999'] }, acme)).toEqual([])
  const events = await auditOf(store, acme)
  const { setting, subject: about, at, until, evidence } = list
  expect(events.map(({ data }) => data['stated'])).toEqual(['on', 'off', [17, 18]])
  expect(events.at(-1)).toMatchObject({
    kind: 'setting.attested',
    actor: by,
    subject: `organization:${acme}`,
    data: { setting, about, at, until, evidence },
  })
})

test('a person who is nobody here states nothing', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  await expect(store.transact((unit) => recordAttestation(unit, acme, attestation()))).rejects.toThrow(
    /attestations_stated_by_fkey/,
  )
  expect(await auditOf(store, acme)).toEqual([])
})
