import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sinkKindNames } from '../../../app/sinks/settings.ts'
import { useDatabases } from '../database/test-database.ts'
import { makeReceiver } from './receiver.ts'
import { setUpSink } from './set-up-sink.ts'

const databases = useDatabases()

/** The largest batch of those that are not overwritten: so much comes twice at most for each kill. */
const largestBatch = 1000

test.each(sinkKindNames)(
  '%s: a receiver that is killed and comes back has had everything, and what it had twice is marked',
  { timeout: 60_000 },
  async (kind) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-receiver-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const receiver = await makeReceiver(kind, folder)
    onTestFinished(() => receiver.kill())
    const { settings, secret } = receiver
    const { organization, send, state, append, sinks, errors } = await setUpSink(
      await databases.create(),
      settings,
      secret === '' ? undefined : secret,
    )

    // Nobody is there yet.
    await send()
    await expect.poll(async () => (await state()).problem?.code).toBe('connection-refused')
    await receiver.start()
    await append(1500)
    await send()
    await expect.poll(() => receiver.received().length, { timeout: 20_000, interval: 2 }).toBeGreaterThan(0)
    await receiver.kill()
    await append(1500)
    await send()
    await expect.poll(async () => (await state()).failures, { timeout: 20_000 }).toBeGreaterThan(0)
    await receiver.start()
    const lag = async (): Promise<number> => {
      await send()
      return (await state()).lagEvents
    }
    await expect.poll(lag, { timeout: 30_000, interval: 50 }).toBe(0)
    await sinks.stop()

    const received = receiver.received()
    // The order to set the sink up is the first.
    const wanted = Array.from({ length: 3001 }, (_, index) => `${organization}-${index + 1}`)
    expect(new Set(received.map(({ id }) => id))).toEqual(new Set(wanted))
    const seen = new Set<string>()
    const again = received.filter(({ id }) => seen.size === seen.add(id).size)
    expect(again.filter(({ isRepeated }) => !isRepeated)).toEqual([])
    expect(again.length).toBeLessThanOrEqual(kind === 'objectStorage' ? 0 : largestBatch)
    expect(await state()).toMatchObject({ problem: null, failures: 0, sent: 3001, deadLetters: 0 })
    expect(errors).toEqual([])
  },
)
