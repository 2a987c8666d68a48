import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { appendAudit } from '../../../app/database/audit-log.ts'
import { readRecord } from '../../../app/database/read-record.ts'
import { signHeads } from '../../../app/database/sign-heads.ts'
import { makeSigningKey, openSigningKey } from '../../../app/database/signing-key.ts'
import { createSealer, createSealKey } from '../../../app/database/sealed.ts'
import type { RecordLine } from '../../../app/enforcement/audit/record-line.ts'
import { verdictOf, verifyRecord } from '../../../app/enforcement/audit/verify-record.ts'
import { addOrganization } from './add-organization.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const now = new Date('2026-11-26T08:00:00Z')

test('a record that is read while it goes on and is signed is whole', async () => {
  const { store } = await databases.create()
  const organizations = [await addOrganization(store, 'acme'), await addOrganization(store, 'globex')]
  const sealer = createSealer([createSealKey(randomBytes(32))])
  await makeSigningKey(store, sealer, now)
  const key = await openSigningKey(store, sealer)
  const goOn = async (): Promise<void> => {
    for (const id of organizations)
      await store.transact((unit) =>
        appendAudit(unit, id, now, [
          { kind: 'repository.gone', actor: null, subject: 'repository:1', data: {} },
        ]),
      )
    await signHeads(store, key, now)
  }
  await goOn()
  const all = { publicKeys: [], heads: [], isSelection: false }
  async function* disturbed(): AsyncGenerator<RecordLine> {
    for await (const line of readRecord(store, 'everything', {}, now)) {
      yield line
      // Whoever reads takes the time that others use.
      await goOn()
    }
  }
  const check = await verifyRecord(disturbed(), all)
  expect({ verdict: verdictOf(check), organizations: check.organizations.length }).toEqual({
    verdict: 'whole',
    organizations: 2,
  })
})
