import { expect, test } from 'vitest'
import { addressOf } from '../database/address-of.ts'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { run } from '../../cli/run.ts'
import { running } from '../end-to-end/running.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

test('a pause stops a long batch that another process is at, within 10 s, and resuming ends it', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `old-${index}`)
  const company = await actingCompany({
    policy: `${enforcingPolicy}safety: { removals: 1000 }\n`,
    repositories: { web: true, ...Object.fromEntries(names.map((name) => [name, true])) },
    // One call for each repository.
    means: 'classic-token',
  })
  const created = await databases.create()
  const variables = { DATABASE_URL: addressOf(created.connection) }
  const gatehouse = (...args: readonly string[]) => run(args, { variables })
  const removals = () =>
    company.github.calls.filter(({ method, path }) => method === 'DELETE' && path.includes('/installations/'))
  let paused: Promise<{ readonly writes: number; readonly at: number; readonly said: string }> | undefined
  company.github.faults.add({
    when: ({ method }) => method === 'DELETE' && removals().length >= 3,
    fault: {
      kind: 'meanwhile',
      happens: () => {
        const ordered = Date.now()
        paused ??= gatehouse('pause', '--reason', 'a Friday night').then(({ stdout }) => ({
          writes: removals().length,
          at: Date.now() - ordered,
          said: stdout,
        }))
      },
    },
  })
  const program = await acting({ create: async () => created }, company)
  const second = await running(created, company, company.settings)
  await expect.poll(() => paused !== undefined).toBe(true)
  const { writes, at, said } = await paused!
  await second.settled()
  const [acme] = await listOrganizations(program.store, 'everything')
  const open = () => readOpenEffects(program.store, 'everything', acme!.id)
  expect(said).toContain('Paused: nothing is changed in the whole deployment')
  expect(at).toBeLessThan(10_000)
  // One may have been under way.
  expect(removals().length - writes).toBeLessThanOrEqual(1)
  expect((await open()).length).toBeGreaterThan(5)
  // Nothing is written now either, whatever is asked for.
  await program.want([`changes:${acme!.id}`])
  await program.settled()
  const stopped = removals().length
  await second.want([`changes:${acme!.id}`])
  await second.settled()
  expect(removals()).toHaveLength(stopped)
  expect((await gatehouse('plan')).stdout).toMatch(/Paused since .* by .+: a Friday night/)

  expect((await gatehouse('resume')).stdout).toContain('Resumed')
  // A second lies between two writes where many were made, and a command wakes no worker.
  await expect.poll(async () => (await open()).length).toBe(0)
  expect(company.connected()).toEqual(['web'])
  const kinds = await program.kinds('acme')
  expect(kinds.filter((kind) => kind.startsWith('changes.'))).toEqual(['changes.paused', 'changes.resumed'])
  const ended = kinds.filter((kind) => ['effect.applied', 'effect.withdrawn'].includes(kind))
  expect(ended).toHaveLength(20)
})
