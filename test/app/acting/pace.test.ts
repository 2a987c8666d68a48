import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { recordAcceptance } from '../../../app/database/acceptances.ts'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

test('what a token may not change within a minute is put off, recorded as far as it went, and made in the next', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `old-${index}`)
  const company = await actingCompany({
    policy: `${enforcingPolicy}safety: { removals: 1000 }\n`,
    repositories: { web: true, ...Object.fromEntries(names.map((name) => [name, true])) },
    // One request for each repository.
    means: 'classic-token',
  })
  const settings = { ...company.settings, WRITES_PER_MINUTE: '8' }
  const program = await acting(databases, { ...company, settings }, { isAccepted: false })
  const [acme] = await listOrganizations(program.store, 'everything')
  await program.store.transact((unit) => recordAcceptance(unit, acme!.id, 1, new Date()))
  await program.want([`changes:${acme!.id}`])
  const open = () => readOpenEffects(program.store, 'everything', acme!.id)
  const waiting = async () => (await open()).filter(({ notBefore }) => notBefore > new Date()).length
  await expect.poll(waiting, { timeout: 60_000 }).toBe(4)
  expect(company.connected()).toHaveLength(5)
  expect((await open()).map(({ state }) => state)).toEqual(['planned', 'planned', 'planned', 'planned'])

  await sql`update sent_writes set at = at - interval '1 minute'`.execute(program.store.database)
  await program.store.database
    .updateTable('effects')
    .set({ not_before: new Date(0) })
    .where('finished_at', 'is', null)
    .execute()
  await program.want([`changes:${acme!.id}`])
  await expect.poll(async () => (await open()).length, { timeout: 60_000 }).toBe(0)
  expect(company.connected()).toEqual(['web'])
  const kinds = await program.kinds('acme')
  expect(kinds.filter((kind) => kind === 'effect.applied')).toHaveLength(12)
  expect(kinds).not.toContain('effect.failed')
}, 180_000)
