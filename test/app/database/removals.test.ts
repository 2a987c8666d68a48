import { expect, test } from 'vitest'
import { readRemovals } from '../../../app/database/effect-history.ts'
import { recordAttempt, recordEffectStep, recordPlan } from '../../../app/database/effects.ts'
import { recordSnapshots } from '../../../app/database/repositories.ts'
import type { EffectState } from '../../../app/enforcement/effects/effect.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()

test('a removal counts where it may have been made, also when nobody saw its end', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const now = new Date()
  const ended: readonly (readonly [EffectState, number])[] = [
    ['applied', 1],
    ['already-so', 0],
    ['already-so', 1],
    ['withdrawn', 0],
    ['withdrawn', 1],
    ['failed', 1],
    ['failed', 0],
    // Nobody has heard what became of it.
    ['planned', 1],
    ['planned', 0],
    // GitHub has refused it.
    ['manual', 1],
  ]
  const opened: string[] = []
  const snapshots = ended.map((_, index) => ({ snapshot: listedRepository(20 + index, `old-${index}`) }))
  const ids = await store.transact((unit) => recordSnapshots(unit, acme, snapshots, now))
  for (const [index, [state, attempts]] of ended.entries())
    await store.transact(async (unit) => {
      const action = {
        kind: 'disconnect',
        assistant: 'claude',
        installation: 7,
        githubId: 20 + index,
      } as const
      const subject = { planner: 'decision', organization: acme, repository: ids[index]! } as const
      const wanted = { action, reason: 'It is denied.', policy: null }
      const { planned } = await recordPlan(unit, subject, [wanted], now)
      for (let tried = 0; tried < attempts; tried += 1) await recordAttempt(unit, planned[0]!.id)
      if (state === 'planned') opened.push(planned[0]!.id)
      else await recordEffectStep(unit, planned[0]!.id, { state, problem: null }, now)
    })
  const since = new Date(now.getTime() - 1000)
  const { recent, byPolicy } = await readRemovals(store, acme, since, [])
  expect(recent).toBe(5)
  expect(byPolicy.get(null)).toBe(5)
  // Whoever plans it counts it as a part of the plan.
  expect((await readRemovals(store, acme, since, opened)).recent).toBe(4)
})
