import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Connection } from '../../../app/database/connection.ts'
import { answers } from '../../../app/database/private-postgres/answers.ts'
import { keepRunning, type Running } from '../../../app/database/private-postgres/keep-running.ts'
import { openPrivatePostgres } from '../../../app/database/private-postgres/open.ts'
import { readPostmaster } from '../../../app/database/private-postgres/postmaster.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'gatehouse-kept-'))
// Where tests run as root, PostgreSQL runs as somebody else, who must get to its folder.
chmodSync(scratch, 0o755)
const elsewhere = path.join(scratch, 'elsewhere')
mkdirSync(elsewhere)
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

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

async function startHolder(folder: string) {
  const script = path.join(import.meta.dirname, 'holding-process.ts')
  const holder = spawn(process.execPath, [script, folder, elsewhere], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  return holder
}

/** Opens it as the App does, and tells when another server than `last` answers, whoever started it. */
async function openKept(folder: string) {
  const opened = await openPrivatePostgres({ folder, elsewhere, isKept: true })
  onTestFinished(() => opened.close())
  const openedAgain = (last: number): Promise<void> =>
    vi.waitFor(
      async () => {
        expect(serverOf(folder)?.pid).not.toBe(last)
        expect(await ask(opened.connection, 'select 1')).toBe(1)
      },
      { timeout: 100_000 },
    )
  return { ...opened, openedAgain }
}

const serverOf = (folder: string) => readPostmaster(path.join(folder, 'postgres'))
const isGone = (folder: string): boolean => serverOf(folder) === undefined

describe('a private PostgreSQL that is kept', () => {
  const deep = path.join(scratch, 'a-folder-so-deep-that-no-socket-can-lie-in-it'.repeat(2))

  test.each([
    ['a folder', path.join(scratch, 'kept')],
    ['a folder too deep for sockets', deep],
  ])('in %s is started again by one of those who joined, under the same address', async (_, folder) => {
    const holder = await startHolder(folder)
    const joined = [await openKept(folder), await openKept(folder)]
    await ask(joined[0]!.connection, 'create table kept as select 42 as answer')
    const { pid } = serverOf(folder)!
    holder.kill('SIGKILL')
    for (const { connection, openedAgain } of joined) {
      await openedAgain(pid)
      expect(await ask(connection, 'select answer from kept')).toBe(42)
    }
    for (const { close } of joined) await close()
    expect(isGone(folder)).toBe(true)
  })

  test('is started again by its owner when the server alone is killed', async () => {
    const folder = path.join(scratch, 'alone')
    const { connection, openedAgain, close } = await openKept(folder)
    await ask(connection, 'create table kept as select 42 as answer')
    const { pid } = serverOf(folder)!
    process.kill(pid, 'SIGKILL')
    await openedAgain(pid)
    expect(await ask(connection, 'select answer from kept')).toBe(42)
    await close()
    expect(isGone(folder)).toBe(true)
  })

  test('leaves no folder for sockets behind', async () => {
    const { connection, close } = await openKept(deep)
    expect('host' in connection && existsSync(connection.host)).toBe(true)
    await close()
    expect('host' in connection && existsSync(connection.host)).toBe(false)
  })
})

function deferred<Value>() {
  let resolve: (value: Value) => void = () => {}
  const promise = new Promise<Value>((settle) => (resolve = settle))
  return { promise, resolve: (value: Value) => resolve(value) }
}

describe('keeping', () => {
  test('tries again where opening fails, and says so', async () => {
    const events: string[] = []
    let tries = 0
    const kept = keepRunning(
      { stop: async () => {} },
      {
        isRunning: () => tries === 2,
        open: async () => {
          tries += 1
          if (tries === 1) throw new Error('no room')
          return { stop: async () => void events.push('stopped') }
        },
        onEvent: (text) => events.push(text),
        everyMs: 1,
      },
    )
    await vi.waitFor(() => expect(events.at(-1)).toBe('the private PostgreSQL is open again'), {
      timeout: 100_000,
    })
    expect(events[1]).toBe('the private PostgreSQL could not be opened again: no room')
    await kept.close()
    expect(events.at(-1)).toBe('stopped')
  })

  test('closed while it opens waits for it and stops it', async () => {
    const { promise: opening, resolve: begin } = deferred<void>()
    const { promise: opened, resolve: finish } = deferred<Running>()
    let stopped = 0
    const kept = keepRunning(
      { stop: async () => {} },
      {
        isRunning: () => false,
        open: async () => {
          begin()
          return opened
        },
        onEvent: () => {},
        everyMs: 1,
      },
    )
    await opening
    const closed = kept.close()
    finish({ stop: async () => void (stopped += 1) })
    await closed
    expect(stopped).toBe(1)
    await delay(20)
    expect(stopped).toBe(1)
  })
})

test('only a server that says something answers, not one that is taken for alive by the system', async () => {
  const folder = mkdtempSync(path.join(scratch, 'socket-'))
  const place = { socketFolder: folder, port: 1 }
  expect(await answers(place)).toBe(false)
  const listen = async (onConnection: (socket: Socket) => void): Promise<() => void> => {
    const server = createServer(onConnection).listen(path.join(folder, '.s.PGSQL.1'))
    await once(server, 'listening')
    return () => server.close()
  }
  // As the system does with what waits for a process that is killed.
  const end = await listen((socket) => socket.destroy())
  expect(await answers(place)).toBe(false)
  end()
  const endOther = await listen((socket) => socket.once('data', () => socket.write('N')))
  expect(await answers(place)).toBe(true)
  endOther()
})
