import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { recordAcceptance } from '../../../app/database/acceptances.ts'
import { insertEffects, readOpenEffects } from '../../../app/database/effects.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { WantedEffect } from '../../../app/enforcement/effects/effect.ts'
import { run } from '../../cli/run.ts'
import { withToken } from '../../github/simulated.ts'
import { readDetails } from '../../github/world/details.ts'
import { addressOf } from '../database/address-of.ts'
import { useDatabases } from '../database/test-database.ts'
import type { Running } from '../end-to-end/running.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

/** As if so much time had passed for what waits and for what was sent. */
async function pass({ store, want }: Running, interval: string): Promise<void> {
  await sql`update sent_writes set at = at - ${interval}::interval`.execute(store.database)
  await sql`update effects set not_before = now() where finished_at is null`.execute(store.database)
  const [acme] = await listOrganizations(store, 'everything')
  await want([`changes:${acme!.id}`])
}

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
  await expect.poll(waiting).toBe(4)
  expect(company.connected()).toHaveLength(5)
  expect((await open()).map(({ state }) => state)).toEqual(['planned', 'planned', 'planned', 'planned'])

  await pass(program, '1 minute')
  await expect.poll(async () => (await open()).length).toBe(0)
  expect(company.connected()).toEqual(['web'])
  const kinds = await program.kinds('acme')
  expect(kinds.filter((kind) => kind === 'effect.applied')).toHaveLength(12)
  expect(kinds).not.toContain('effect.failed')
})

test('more than an hour has is spread over the next ones, each said once, and the plan says until when', async () => {
  // Hours pass within seconds here, and GitHub's would not.
  const company = await actingCompany({ repositories: { web: true }, hasSecondaryLimits: false })
  const { github, ada, repository } = company
  const limits = { WRITES_PER_MINUTE: '100000', CONTENT_PER_HOUR: '50' }
  const created = await databases.create()
  const settings = { ...company.settings, ...limits }
  const program = await acting({ create: async () => created }, { ...company, settings })
  const [acme] = await listOrganizations(program.store, 'everything')
  const byAda = withToken(github, github.addClassicToken(ada, ['repo']))
  const asked = await byAda.issues.create({ owner: 'acme', repo: 'gatehouse', title: 'Access' })
  const comments = Array.from({ length: 104 }, (_, index): WantedEffect => ({
    action: { kind: 'comment', issue: asked.data.number, about: `notice:${index}`, text: `No. ${index}.` },
    reason: 'An approval ends soon.',
    policy: null,
  }))
  const subject = { planner: 'requests', organization: acme!.id, repository: null } as const
  const planned = await program.store.transact((unit) => insertEffects(unit, subject, comments, new Date()))
  await program.want([`changes:${acme!.id}`])
  const said = () => readDetails(repository('gatehouse')).comments.map(({ body }) => body)
  const waiting = async (): Promise<number> =>
    (await readOpenEffects(program.store, 'everything', acme!.id)).filter(
      ({ notBefore }) => notBefore > new Date(),
    ).length
  await expect.poll(waiting, { interval: 500 }).toBe(54)
  expect(said()).toHaveLength(50)
  const plan = await run(['plan', '--format', 'json'], {
    variables: { DATABASE_URL: addressOf(created.connection), MODE: 'enforce', ...limits },
  })
  const shown = z
    .object({ doneAt: z.string(), writes: z.number(), effects: z.array(z.unknown()) })
    .parse(JSON.parse(plan.stdout))
  expect({ writes: shown.writes, effects: shown.effects.length }).toEqual({ writes: 54, effects: 54 })
  const hours = (Date.parse(shown.doneAt) - Date.now()) / 3_600_000
  expect(hours).toBeGreaterThan(1.5)
  expect(hours).toBeLessThan(2.1)

  await pass(program, '1 hour')
  await expect.poll(waiting, { interval: 500 }).toBe(4)
  expect(said()).toHaveLength(100)
  await pass(program, '1 hour')
  await expect.poll(() => said().length).toBe(104)
  await program.settled()
  expect(new Set(said()).size).toBe(planned.length)
  expect(await program.kinds('acme')).not.toContain('effect.failed')
})
