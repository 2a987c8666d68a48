import { expect, test } from 'vitest'
import { askForWork } from '../../../app/database/ask-for-work.ts'
import { readAudit } from '../../../app/database/audit-log.ts'
import { recordEffectStep, recordPlan } from '../../../app/database/effects.ts'
import { createRecords } from '../../../app/database/records.ts'
import { recordSnapshots } from '../../../app/database/repositories.ts'
import { holdBack } from '../../../app/enforcement/effects/hold-back.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()

test('what ends while a plan that is too large is kept back waits for nobody', async () => {
  const { store } = await databases.create()
  const organization = await addOrganization(store, 'acme')
  const now = new Date()
  const github = Array.from({ length: 8 }, (_, index) => 20 + index)
  const snapshots = github.map((id) => ({ snapshot: listedRepository(id, `old-${id}`) }))
  const ids = await store.transact((unit) => recordSnapshots(unit, organization, snapshots, now))
  for (const [index, githubId] of github.entries())
    await store.transact((unit) => {
      const action = { kind: 'disconnect', assistant: 'claude', installation: 7, githubId } as const
      const subject = { planner: 'decision', organization, repository: ids[index]! } as const
      return recordPlan(unit, subject, [{ action, reason: 'It is denied.', policy: null }], now)
    })
  const records = createRecords(store, askForWork)
  const open = await records.openEffects(organization)
  const [ended, ...others] = open.map(({ id }) => id)
  // Somebody else decides anew between the look at what is open and its being kept back.
  const removals: typeof records.removals = async (...asked) => {
    await store.transact((unit) => recordEffectStep(unit, ended!, { state: 'withdrawn', problem: null }, now))
    return records.removals(...asked)
  }
  const input = { organization: { id: organization }, records: { ...records, removals }, now: () => now }
  await holdBack(input, open, [], new Set())
  const told = []
  for await (const event of readAudit(store, 'everything', organization))
    if (event.kind === 'effect.waiting' || event.kind === 'hold.opened') told.push(event)
  expect(told.map(({ data }) => data['effect'] ?? data['effects'])).toEqual([7, ...others])
})
