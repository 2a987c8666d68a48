import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { appendAudit } from '../../../app/database/audit-log.ts'
import type { Connection } from '../../../app/database/connection.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { createSealer, createSealKey } from '../../../app/database/sealed.ts'
import { listSinks } from '../../../app/database/sinks/list-sinks.ts'
import { createSink, type SinkOrder, type WantedSink } from '../../../app/database/sinks/order-sinks.ts'
import type { Store } from '../../../app/database/store.ts'
import { openSinks } from '../../../app/open-sinks.ts'
import type { SinkSettings } from '../../../app/sinks/settings.ts'
import { addOrganization } from '../database/add-organization.ts'

const sealKey = Buffer.alloc(32, 7)
export const sealer = createSealer([createSealKey(sealKey)])

/** An organization whose audit log goes to one receiver, and the process that sends it, which is stopped after the test. */
export async function setUpSink(
  { store, connection }: { readonly store: Store; readonly connection: Connection },
  settings: SinkSettings,
  secret: string | undefined,
) {
  const organization = await addOrganization(store, 'acme')
  const host = await store.database.selectFrom('hosts').select('id').executeTakeFirstOrThrow()
  const by = await recordPerson(store, host.id, 7, 'mona')
  const order: SinkOrder = { organization, by, at: new Date() }
  const wanted: WantedSink = { name: 'siem', format: 'ocsf', logins: true, isPaused: false, settings, secret }
  const sink = await createSink(store, sealer, order, { ...wanted, from: 'beginning' })
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-sink-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const errors: unknown[] = []
  const sinks = await openSinks({
    config: {
      siemPrivateAddresses: ['127.0.0.1', '::1'],
      sealKey: sealKey.toString('hex'),
      dataFolder: folder,
    },
    store,
    connection,
    now: () => new Date(),
    onError: (_, error) => errors.push(error),
  })
  onTestFinished(sinks.stop)
  return {
    organization,
    order,
    sink,
    wanted,
    sinks,
    errors,
    /** Has everything tried now that waits. */
    send: async (): Promise<void> => {
      await store.database.updateTable('sink_positions').set({ not_before: null }).execute()
      await sinks.schedules[0]!.run(new AbortController().signal)
    },
    state: async () => (await listSinks(store, 'everything', organization, new Date()))[0]!,
    append: async (count: number, data: Readonly<Record<string, string>> = {}): Promise<void> => {
      const events = Array.from({ length: count }, (_, index) => ({
        kind: 'decision.made' as const,
        actor: null,
        subject: `repository:${index}`,
        data: { outcome: 'denied', ...data },
      }))
      await store.transact((unit) => appendAudit(unit, organization, new Date(), events))
    },
  }
}
