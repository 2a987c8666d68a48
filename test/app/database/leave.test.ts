import { expect, test } from 'vitest'
import { recordAttempt, recordPlan, readOpenEffects } from '../../../app/database/effects.ts'
import { leave, recordLeftOver } from '../../../app/database/leave.ts'
import { recordMade } from '../../../app/database/made-things.ts'
import { recordPerson } from '../../../app/database/people.ts'
import type { EffectAction } from '../../../app/enforcement/effects/effect-action.ts'
import type { Planner } from '../../../app/enforcement/effects/effect.ts'
import { addOrganization } from './add-organization.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()

const ruleset: EffectAction = {
  kind: 'keep-ruleset',
  template: 'environment-files',
  enforcement: 'active',
  coverage: 'all',
  ownerBypass: 'always',
}

test('to leave ends what is open at once, and what was under way then is made whole and taken back', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const now = new Date()
  const { host_id: host } = await store.database
    .selectFrom('organizations')
    .select('host_id')
    .executeTakeFirstOrThrow()
  const order = { by: await recordPerson(store, host, 1, 'ada'), unverified: undefined }
  const plan = (planner: Planner, action: EffectAction) =>
    store.transact((unit) =>
      recordPlan(
        unit,
        { planner, organization: acme, repository: null },
        [{ action, reason: 'It is wanted.', policy: null }],
        now,
      ),
    )
  const open = async () =>
    (await readOpenEffects(store, 'everything', acme)).map(({ action }) =>
      action.kind === 'undo' ? `undo ${action.made} ${action.reference} ${action.how}` : action.kind,
    )
  await plan('organization', { kind: 'define-property' })
  await plan('requests', { kind: 'comment', issue: 1, about: 'comment:1', text: 'Yes.' })
  const { planned } = await plan('kept', ruleset)
  // A process asks GitHub for it just now.
  await store.transact((unit) => recordAttempt(unit, planned[0]!.id))
  await leave(store, acme, 'remove', order, now)
  expect(await open()).toEqual(['comment', 'keep-ruleset'])

  // Who planned before it knew has planned in vain, and what was made by then is taken back as was ordered.
  expect((await plan('organization', { kind: 'define-property' })).planned).toEqual([])
  expect((await plan('kept', ruleset)).withdrawn).toEqual([])
  const made = { organization: acme, repository: null } as const
  await store.transact(async (unit) => {
    await recordMade(unit, { ...made, kind: 'ruleset', reference: '7' }, now)
    await recordMade(unit, { ...made, kind: 'status', reference: 'gatehouse' }, now)
  })
  const again = () => store.transact((unit) => recordLeftOver(unit, acme, now))
  expect((await again()).planned).toHaveLength(1)
  expect((await again()).planned).toEqual([])
  expect(await open()).toEqual(['comment', 'keep-ruleset', 'undo ruleset 7 remove'])

  await leave(store, acme, 'stay', order, now)
  expect(await again()).toEqual({ planned: [], withdrawn: [] })
  expect((await plan('organization', { kind: 'define-property' })).planned).toHaveLength(1)
})
