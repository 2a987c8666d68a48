import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { addOrganization } from '../app/database/add-organization.ts'
import { addressOf } from '../app/database/address-of.ts'
import { useDatabases } from '../app/database/test-database.ts'
import { receiver } from '../app/notifications/receiver.ts'
import { run } from './run.ts'

const databases = useDatabases()

/** A deployment that tells a webhook on this machine. */
async function deployment(url: string) {
  const { store, connection } = await databases.create()
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-notifications-'))
  const file = path.join(folder, 'notifications.yml')
  writeFileSync(path.join(folder, 'secret'), `whsec_${Buffer.alloc(32, 3).toString('base64')}\n`)
  writeFileSync(
    file,
    `targets:\n  - name: siem\n    webhook: { url: '${url}', secret: { file: secret } }\n    events: ['*']\n`,
  )
  const variables = {
    DATABASE_URL: addressOf(connection),
    DATA_FOLDER: folder,
    NOTIFICATIONS_FILE: file,
    NOTIFY_PRIVATE_ADDRESSES: '127.0.0.1',
  }
  return { store, variables }
}

test('a test is sent, and says why where it cannot be', async () => {
  const { url, received } = await receiver()
  const { variables } = await deployment(`${url}/hook`)
  expect(await run(['notifications', 'test', 'siem'], { variables })).toEqual({
    code: 0,
    stdout: 'siem is reached.\n',
    stderr: '',
  })
  expect(JSON.parse(received[0]!.body).data.title).toContain('test')
  const closed = await run(['notifications', 'test', 'siem'], {
    variables: { ...variables, NOTIFY_PRIVATE_ADDRESSES: '' },
  })
  expect(closed.code).toBe(1)
  expect(closed.stdout).toContain('an address that is not allowed')
  expect(received).toHaveLength(1)
  const none = await run(['notifications', 'test', 'sime'], { variables })
  expect(none.code).toBe(2)
  expect(none.stderr).toContain('There is no target called sime')
})

test('targets and what was given up are shown, and tried again', async () => {
  const { url } = await receiver()
  const { store, variables } = await deployment(url)
  expect((await run(['notifications'], { variables })).stdout).toBe(
    `siem, webhook ${new URL(url).host}, never told, 0 waiting, 0 given up\n`,
  )
  expect((await run(['notifications', 'failures'], { variables })).stdout).toBe('Nothing was given up.\n')
  const organization = await addOrganization(store, 'acme')
  await store.database
    .insertInto('notification_deliveries')
    .values({
      id: '7d1f4a9e-0000-4000-8000-000000000001',
      target: 'siem',
      organization_id: organization,
      recipient: '',
      state: 'dead',
      attempts: 20,
      next_at: new Date('2026-11-27T10:00:00Z'),
      last_error: 'it answered 500\u001b[2J',
      created_at: new Date('2026-11-25T10:00:00Z'),
      ended_at: new Date('2026-11-27T10:00:00Z'),
    })
    .execute()
  const shown = await run(['notifications', 'failures'], { variables })
  expect(shown.stdout).toContain('2026-11-27 10:00 UTC siem, github.com/acme')
  expect(shown.stdout).toContain('20 tries, it answered 500')
  expect(shown.stdout).not.toContain('\u001b')
  expect((await run(['notifications', 'failures', '--replay'], { variables })).stdout).toBe(
    '1 message is tried again.\n',
  )
  expect((await run(['notifications'], { variables })).stdout).toContain('1 waiting, 0 given up')
})

test('settings that are not valid say where, and no secret', async () => {
  const { variables } = await deployment('https://user:canary@siem.example/')
  const { code, stderr } = await run(['notifications'], { variables })
  expect(code).toBe(2)
  expect(stderr).toMatch(/notifications\.yml is not valid.*\n3:\d+ .*Keep credentials out/s)
  expect(stderr).not.toContain('canary')
})
