import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { acceptPlan } from '../../../app/database/accept-plan.ts'
import { voidOldAcceptances } from '../../../app/database/acceptances.ts'
import { readEnd } from '../../../app/database/audit-log.ts'
import { recordPause } from '../../../app/database/brakes.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { readPlan } from '../../../app/database/read-plan.ts'
import { signHead } from '../../../app/enforcement/audit/signed-head.ts'
import { collectHeads } from '../../../app/enforcement/audit/vouched-heads.ts'
import { digestOf } from '../../../app/enforcement/effects/shown-plan.ts'
import { useDatabases } from '../database/test-database.ts'
import { drive } from './driven.ts'
import { manyRepositories, switchingCompany } from './switching.ts'

const databases = useDatabases()

const switches = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method === 'PATCH' && path.endsWith('/repositories')

test('a database restored from before a switch, in the middle of it, gives back what the window left without the App', async () => {
  const world = await switchingCompany(databases, { repositories: manyRepositories(53) })
  const { company, acme, driven, store } = world
  await world.accept()
  const restored = await world.backUp()
  // By the time of the call that switches, everything stops; then the database is lost, and the backup knows of no switch.
  let pausing: Promise<unknown> = Promise.resolve()
  const happens = (): void => {
    pausing = store.transact((unit) => recordPause(unit, null, 'a try', new Date()))
  }
  company.github.faults.add({ when: switches, fault: { kind: 'meanwhile', happens }, times: 1 })
  await driven.work([])
  await pausing
  expect(company.connected()).toHaveLength(50)
  const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
  const end = await readEnd(store.database, acme)
  const heads = collectHeads()
  heads.add(signHead(acme, end, new Date(), { key, publicKey }))

  const { github, app, settings } = company
  expect(await voidOldAcceptances(restored, heads, new Date())).toEqual([acme])
  const other = await drive({ store: restored, github, app, settings, now: () => new Date() })
  const [known] = await listOrganizations(restored, 'everything')
  const by = await recordPerson(restored, known!.hostId, company.ada.id, 'ada')
  const shown = () => readPlan(restored, 'everything', { ...known!, host: '' }, heads, new Date())
  const accept = async () => {
    const order = { by, unverified: undefined, digest: digestOf(await shown()), reason: undefined }
    return acceptPlan(restored, known!, order, heads, new Date())
  }
  // Nobody can accept what nobody has looked for yet.
  expect(await accept()).toMatchObject({ ok: false, problem: expect.stringContaining('not read yet') })
  await other.sweep()
  expect(company.connected()).toHaveLength(50)
  const plan = await shown()
  const connects = plan.effects.filter(({ action }) => action.kind === 'connect')
  const names = connects.map(({ name }) => String(name))
  expect(names.toSorted()).toEqual(['acme/web-50', 'acme/web-51', 'acme/web-52'])
  expect(connects[0]?.reason).toContain('connected when the backup was made')

  expect(await accept()).toMatchObject({ ok: true })
  await other.work([`changes:${acme}`])
  const stay = Array.from({ length: 53 }, (_, index) => `web-${index}`).toSorted()
  expect(company.connected()).toEqual(stay)
  // From now on what its owners take away stays so.
  company.claude.repositoryIds.delete(company.repository('web-52').id)
  company.claude.repositoryIds.delete(company.repository('web-0').id)
  await other.work([`installations:${acme}`])
  await other.sweep()
  expect(company.connected()).toHaveLength(51)
})
