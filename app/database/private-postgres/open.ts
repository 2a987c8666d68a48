import { chmod, chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect as connectTo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../../scanner/errors.ts'
import type { Connection } from '../connection.ts'
import { type Account, accountForPostgres } from './account.ts'
import { findBinaries } from './binaries.ts'
import { checkVersion, initialize, passwordFile, user } from './initialize.ts'
import { makePlace, systemFolder } from './place.ts'
import { type Postmaster, readPostmaster } from './postmaster.ts'
import { type ServerProcess, startServer } from './server-process.ts'

export interface PrivatePostgres {
  readonly connection: Connection
  /** Where the data lies. */
  readonly folder: string
  /** Ends the server where we started it; one that another process runs goes on. */
  readonly close: () => Promise<void>
}

export interface PrivatePostgresOptions {
  /** The folder to keep the database in. */
  readonly folder: string
  /** What the server prints. */
  readonly onOutput?: (text: string) => void
  /** For another account, where the folder or the programs lie in closed folders. */
  readonly elsewhere?: string
  /** Another PostgreSQL than the one that is brought along: the folder that has its `bin`. */
  readonly programs?: string
}

/** Starting takes longest after a kill, when the server first repeats what had not reached the data files. */
const startLimitMs = 60_000

/**
 * Opens the PostgreSQL that belongs to this folder alone: makes it at the first time, starts it, or joins the one that
 * another process has started. It listens on a socket only, in a folder closed to others, with a random password.
 * @throws AppError `database-unavailable`, `database-incompatible`
 */
export async function openPrivatePostgres({
  folder: wanted,
  onOutput = () => {},
  elsewhere = systemFolder,
  programs,
}: PrivatePostgresOptions): Promise<PrivatePostgres> {
  const account = accountForPostgres()
  if (account === null) {
    throw new AppError(
      'database-unavailable',
      'PostgreSQL refuses to run as root, and this machine has no account to lend it.',
    )
  }
  const folder = await makePlace(wanted, account, elsewhere)
  const binaries = await findBinaries(account, elsewhere, programs)
  const data = path.join(folder, 'postgres')
  await initialize(data, binaries, account)
  await checkVersion(data, binaries)
  const password = await readFile(path.join(data, passwordFile), 'utf8')
  const connect = ({ socketFolder, port }: Postmaster): Connection => ({
    host: socketFolder,
    port,
    user,
    password,
    database: 'postgres',
  })
  const running = await waitUntilSettled(data)
  if (running) return { connection: connect(running), folder, close: async () => {} }
  const sockets = await makeSocketFolder(folder, account)
  const server = startServer(
    [binaries.postgres, '-D', data, '-k', sockets, '-p', '5432', ...settings],
    account,
    onOutput,
  )
  try {
    const started = await waitUntilReady(data, server)
    const close = async (): Promise<void> => {
      await server.stop()
      if (!sockets.startsWith(folder)) await rm(sockets, { recursive: true, force: true })
    }
    return { connection: connect(started), folder, close }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Durable as PostgreSQL is by default, small enough to run beside everything else. */
const settings = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'fsync=on',
  'synchronous_commit=on',
  'max_connections=120',
  'shared_buffers=64MB',
  // The socket's folder may be cleaned by the system when nobody touches it for days.
  'log_checkpoints=off',
].flatMap((setting) => ['-c', setting])

/** Names of sockets may have about 100 bytes; deeper folders get theirs among the temporary ones. */
const longestSocketFolder = 80

async function makeSocketFolder(folder: string, account: Account | undefined): Promise<string> {
  const inside = path.join(folder, 'sockets')
  const sockets =
    inside.length > longestSocketFolder ? await mkdtemp(path.join(tmpdir(), 'gatehouse-sockets-')) : inside
  await mkdir(sockets, { recursive: true })
  await chmod(sockets, 0o700)
  if (account) await chown(sockets, account.uid, account.gid)
  return sockets
}

/**
 * Waits for a server that is starting or ending. One that was killed may still count as a process until its parent has heard
 * of its end, and its file still says that it is ready: only one that answers is joined.
 * @returns it where it is ready; undefined where none runs
 */
async function waitUntilSettled(data: string): Promise<Postmaster | undefined> {
  for (const until = Date.now() + startLimitMs; ;) {
    const running = readPostmaster(data)
    if (!running || (running.isReady && (await answers(running)))) return running
    if (Date.now() > until) throw locked(data, running)
    await delay(100)
  }
}

/** Whether somebody listens on its socket. */
function answers({ socketFolder, port }: Postmaster): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTo(path.join(socketFolder, `.s.PGSQL.${port}`))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    // Who may not connect cannot tell; connecting in earnest says so.
    socket.once('error', (error) => resolve('code' in error && error.code === 'EACCES'))
  })
}

async function waitUntilReady(data: string, server: ServerProcess): Promise<Postmaster> {
  let end: string | undefined
  void server.ended.then((output) => (end = output))
  for (const until = Date.now() + startLimitMs; Date.now() < until; await delay(30)) {
    const running = readPostmaster(data)
    if (running?.isReady === true) return running
    if (end === undefined) continue
    // Two processes started at once, and the other's server was faster.
    const other = await waitUntilSettled(data)
    if (other) return other
    throw new AppError('database-unavailable', `PostgreSQL ended while it started in ${data}: ${end}`)
  }
  throw new AppError(
    'database-unavailable',
    `PostgreSQL did not start within ${startLimitMs / 1000} s in ${data}.`,
  )
}

const locked = (data: string, { pid }: Postmaster): AppError =>
  new AppError(
    'database-unavailable',
    `Process ${pid} holds the database in ${data} and neither finishes starting nor ends.`,
    { todo: 'End that process, or choose another folder.' },
  )
