import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { appendAudit } from '../../../app/database/audit-log.ts'
import { createSealer, createSealKey } from '../../../app/database/sealed.ts'
import { listSinks } from '../../../app/database/sinks/list-sinks.ts'
import { createSink } from '../../../app/database/sinks/order-sinks.ts'
import type { Store } from '../../../app/database/store.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { openSinks } from '../../../app/open-sinks.ts'
import { sinkKindNames } from '../../../app/sinks/settings.ts'
import { addOrganization } from '../database/add-organization.ts'
import { useDatabases } from '../database/test-database.ts'
import { makeReceiver } from './receiver.ts'

const databases = useDatabases()
const sealKey = Buffer.alloc(32, 7)

async function append(store: Store, organization: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => ({
    kind: 'decision.made' as const,
    actor: null,
    subject: `repository:${index}`,
    data: { outcome: 'denied', text: 'Überprüfung' },
  }))
  await store.transact((unit) => appendAudit(unit, organization, new Date(), events))
}

test.each(sinkKindNames)(
  '%s: a receiver that is killed and comes back has had everything, and what it had twice is marked',
  { timeout: 60_000 },
  async (kind) => {
    const { store, connection } = await databases.create()
    const organization = await addOrganization(store, 'acme')
    const host = await store.database.selectFrom('hosts').select('id').executeTakeFirstOrThrow()
    const by = await recordPerson(store, host.id, 7, 'mona')
    const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-sink-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const receiver = await makeReceiver(kind, path.join(folder, 'receiver'))
    onTestFinished(() => receiver.kill())
    const sealer = createSealer([createSealKey(sealKey)])
    const order = { organization, by, at: new Date() }
    await createSink(store, sealer, order, {
      name: 'siem',
      format: 'ocsf',
      logins: true,
      isPaused: false,
      settings: receiver.settings,
      secret: receiver.secret === '' ? undefined : receiver.secret,
      from: 'beginning',
    })
    const errors: unknown[] = []
    const sinks = await openSinks({
      config: { siemPrivateAddresses: ['127.0.0.1', '::1'], sealKey: sealKey.toString('hex'), dataFolder: folder },
      store,
      connection,
      now: () => new Date(),
      onError: (_, error) => errors.push(error),
    })
    onTestFinished(sinks.stop)
    const send = async (): Promise<void> => {
      await store.database.updateTable('sink_positions').set({ not_before: null }).execute()
      await sinks.schedules[0]!.run(new AbortController().signal)
    }
    const state = async () => (await listSinks(store, 'everything', organization, new Date()))[0]!

    // Nobody is there yet.
    await send()
    await expect.poll(async () => (await state()).problem?.code).toBe('connection-refused')
    await receiver.start()
    const total = 12_001
    await append(store, organization, 6000)
    await send()
    await expect.poll(() => receiver.received().length, { timeout: 20_000, interval: 2 }).toBeGreaterThan(0)
    await receiver.kill()
    await append(store, organization, 6000)
    await send()
    await expect.poll(async () => (await state()).failures, { timeout: 20_000 }).toBeGreaterThan(0)
    await receiver.start()
    await expect
      .poll(async () => (await send(), (await state()).lagEvents), { timeout: 30_000, interval: 50 })
      .toBe(0)
    await sinks.stop()

    const received = receiver.received()
    const wanted = Array.from({ length: total }, (_, index) => `${organization}-${index + 1}`)
    expect(new Set(received.map(({ id }) => id))).toEqual(new Set(wanted))
    // Of everything that came twice, the later one says so; and it is one batch at most for each kill.
    const seen = new Set<string>()
    const again = received.filter(({ id }) => seen.size === seen.add(id).size)
    expect(again.filter(({ isRepeated }) => !isRepeated)).toEqual([])
    expect(again.length).toBeLessThanOrEqual(2 * 1000)
    if (kind === 'objectStorage') expect(again).toEqual([])
    expect(await state()).toMatchObject({ problem: null, failures: 0, sent: total, deadLetters: 0 })
    expect(errors).toEqual([])
  },
)
