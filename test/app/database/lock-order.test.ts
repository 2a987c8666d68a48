import { expect, test } from 'vitest'
import { appendAudit } from '../../../app/database/audit-log.ts'
import { recordWork } from '../../../app/database/ask-for-work.ts'
import { addOrganization } from './add-organization.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()

test('whoever asks for work after the audit log was written in the same transaction fails, and nothing is kept', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const tell = (unit: Parameters<typeof appendAudit>[0]) =>
    appendAudit(unit, acme, new Date(), [
      { kind: 'sweep.started', actor: null, subject: `organization:${acme}`, data: {} },
    ])
  const wrong = store.transact(async (unit) => {
    await tell(unit)
    await recordWork(unit, ['changes:1'])
  })
  await expect(wrong).rejects.toThrow('after the audit log')
  await store.transact(async (unit) => {
    await recordWork(unit, ['changes:1'])
    await tell(unit)
  })
  await store.transact((unit) => recordWork(unit, ['changes:2']))
  const kept = await store.database.selectFrom('audit_events').select('sequence').execute()
  expect(kept).toEqual([{ sequence: '1' }])
})
