import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Connection } from '../../../app/database/connection.ts'
import { accountForPostgres } from '../../../app/database/private-postgres/account.ts'
import { openPrivatePostgres } from '../../../app/database/private-postgres/open.ts'
import { readPostmaster } from '../../../app/database/private-postgres/postmaster.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'gatehouse-postgres-'))
// Where tests run as root, PostgreSQL runs as somebody else, who must get to its folder.
chmodSync(scratch, 0o755)
const elsewhere = path.join(scratch, 'elsewhere')
mkdirSync(elsewhere)
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const connectionSchema = z.object({
  host: z.string(),
  port: z.number(),
  user: z.string(),
  password: z.string(),
  database: z.string(),
})

async function ask(connection: Connection, text: string): Promise<unknown> {
  const client = new Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(text)
    return Object.values(rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

async function startHolder(folder: string): Promise<{ holder: ChildProcess; connection: Connection }> {
  const script = path.join(import.meta.dirname, 'holding-process.ts')
  const holder = spawn(process.execPath, [script, folder, elsewhere], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(holder.stdout, 'data')
  return { holder, connection: connectionSchema.parse(JSON.parse(String(line))) }
}

async function untilGone(data: string): Promise<void> {
  for (let waited = 0; readPostmaster(data) && waited < 600; waited += 1) await delay(50)
}

describe('the database that belongs to one folder', () => {
  const folder = path.join(scratch, 'kept')
  const data = path.join(folder, 'postgres')

  test('is made at the first time, keeps what was written, and leaves nothing running', async () => {
    const first = await openPrivatePostgres({ folder, elsewhere })
    expect(await ask(first.connection, 'show fsync')).toBe('on')
    expect(await ask(first.connection, 'show listen_addresses')).toBe('')
    await ask(first.connection, 'create table kept as select 42 as answer')
    await first.close()
    expect(readPostmaster(data)).toBeUndefined()
    const second = await openPrivatePostgres({ folder, elsewhere })
    expect(await ask(second.connection, 'select answer from kept')).toBe(42)
    await second.close()
  })

  test('is closed to others: its folder, its password, its socket', async () => {
    const { connection, close } = await openPrivatePostgres({ folder, elsewhere })
    expect(statSync(folder).mode & 0o077).toBe(0)
    expect(statSync(data).mode & 0o077).toBe(0)
    await expect(ask({ ...connection, password: 'guessed' }, 'select 1')).rejects.toThrow(
      'password authentication failed',
    )
    await close()
  })

  test('of a process that is killed ends with it and has lost nothing', async () => {
    const { holder, connection } = await startHolder(folder)
    await ask(connection, 'create table survived as select 7 as answer')
    const server = readPostmaster(data)!
    holder.kill('SIGKILL')
    await untilGone(data)
    expect(readPostmaster(data)).toBeUndefined()
    // It takes its file away before it ends.
    await vi.waitFor(() => expect(() => process.kill(server.pid, 0)).toThrow('ESRCH'), { timeout: 100_000 })
    const { connection: next, close } = await openPrivatePostgres({ folder, elsewhere })
    expect(await ask(next, 'select answer from survived')).toBe(7)
    await close()
  })

  test('whose server was killed too recovers', async () => {
    const { holder, connection } = await startHolder(folder)
    await ask(connection, 'create table recovered as select 9 as answer')
    process.kill(readPostmaster(data)!.pid, 'SIGKILL')
    holder.kill('SIGKILL')
    const { connection: next, close } = await openPrivatePostgres({ folder, elsewhere })
    expect(await ask(next, 'select answer from recovered')).toBe(9)
    await close()
  })

  test.runIf(process.platform === 'linux')(
    'whose server is dead and not yet buried is not joined',
    async () => {
      const { holder, connection } = await startHolder(folder)
      await ask(connection, 'create table buried as select 3 as answer')
      const server = readPostmaster(data)!
      // Its parent is stopped and cannot hear of its end: it stays a zombie, and its file says that it is ready.
      const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))![1])
      process.kill(parent, 'SIGSTOP')
      process.kill(server.pid, 'SIGKILL')
      const opening = openPrivatePostgres({ folder, elsewhere })
      await delay(500)
      expect(readPostmaster(data)).toMatchObject({ pid: server.pid, isReady: true })
      process.kill(parent, 'SIGCONT')
      holder.kill('SIGKILL')
      const { connection: next, close } = await opening
      expect(await ask(next, 'select answer from buried')).toBe(3)
      await close()
    },
  )

  test('of an owner that is killed ends for those who joined too, who open it again', async () => {
    const { holder } = await startHolder(folder)
    const joined = await openPrivatePostgres({ folder, elsewhere })
    expect(await ask(joined.connection, 'select 1')).toBe(1)
    holder.kill('SIGKILL')
    await untilGone(data)
    await expect(ask(joined.connection, 'select 1')).rejects.toThrow(
      /ECONNREFUSED|ENOENT|terminat|starting up|shutting down/,
    )
    await joined.close()
    const again = await openPrivatePostgres({ folder, elsewhere })
    expect(await ask(again.connection, 'select 1')).toBe(1)
    await again.close()
  })

  test('is shared with a second process, which does not end it', async () => {
    const { holder } = await startHolder(folder)
    const second = await openPrivatePostgres({ folder, elsewhere })
    expect(await ask(second.connection, 'select 1')).toBe(1)
    await second.close()
    expect(readPostmaster(data)).toBeDefined()
    holder.kill('SIGKILL')
    await untilGone(data)
  })

  test('made by another version is a clear error', async () => {
    const other = path.join(scratch, 'other')
    const { close } = await openPrivatePostgres({ folder: other, elsewhere })
    await close()
    writeFileSync(path.join(other, 'postgres', 'PG_VERSION'), '12\n')
    await expect(openPrivatePostgres({ folder: other, elsewhere })).rejects.toMatchObject({
      code: 'database-incompatible',
      message: expect.stringMatching(/made by PostgreSQL 12; this version of Gatehouse brings 18/),
    })
  })

  test('that was cut short while it was made is made anew', async () => {
    const cut = path.join(scratch, 'cut')
    mkdirSync(path.join(cut, 'postgres.1.new'), { recursive: true })
    const { connection, close } = await openPrivatePostgres({ folder: cut, elsewhere })
    expect(await ask(connection, 'select 1')).toBe(1)
    await close()
  })

  test('whose folder is a file is a clear error', async () => {
    const file = path.join(scratch, 'file')
    writeFileSync(file, '')
    await expect(openPrivatePostgres({ folder: path.join(file, 'data'), elsewhere })).rejects.toMatchObject({
      code: 'database-unavailable',
    })
  })

  test.runIf(process.getuid?.() === 0)(
    'below a home that its account cannot enter lies where it can, the same each time',
    async () => {
      const home = mkdtempSync(path.join(scratch, 'home-'))
      chmodSync(home, 0o700)
      const first = await openPrivatePostgres({ folder: path.join(home, 'data'), elsewhere })
      expect(first.folder.startsWith(path.join(elsewhere, 'data'))).toBe(true)
      await ask(first.connection, 'create table kept as select 1')
      await first.close()
      const second = await openPrivatePostgres({ folder: path.join(home, 'data'), elsewhere })
      expect(await ask(second.connection, 'select count(*)::int from kept')).toBe(1)
      await second.close()
    },
  )

  test('has no password in any file that others can read', async () => {
    const { connection, close } = await openPrivatePostgres({ folder, elsewhere })
    await close()
    expect('password' in connection && connection.password.length).toBeGreaterThan(20)
    const file = path.join(data, 'gatehouse-password')
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(
      'password' in connection ? connection.password : '',
    )
    expect(statSync(file).mode & 0o077).toBe(0)
  })
})

test('root lends PostgreSQL an account of the machine, and says so where there is none', () => {
  const passwd =
    'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\npostgres:x:101:104::/:/bin/sh\n'
  expect(accountForPostgres(1000, passwd)).toBeUndefined()
  expect(accountForPostgres(0, passwd)).toEqual({ name: 'postgres', uid: 101, gid: 104 })
  expect(accountForPostgres(0, passwd.replace(/^postgres.*$/m, ''))).toMatchObject({ name: 'nobody' })
  expect(accountForPostgres(0, 'root:x:0:0::/root:/bin/sh')).toBeNull()
})
