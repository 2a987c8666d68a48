import { readFile, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../../scanner/errors.ts'
import type { Connection } from '../connection.ts'
import { type Account, accountForPostgres } from './account.ts'
import { answers } from './answers.ts'
import { findBinaries } from './binaries.ts'
import { checkVersion, initialize, passwordFile, user } from './initialize.ts'
import { keepRunning, type Running } from './keep-running.ts'
import { makePlace, systemFolder } from './place.ts'
import { type Postmaster, readPostmaster } from './postmaster.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { makeSocketFolder } from './socket-folder.ts'

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
  /** Starts or joins it again whenever it has ended, until it is closed. Its connection stays the same. */
  readonly isKept?: true
  /** Told, in words, when it has ended and is open again. */
  readonly onEvent?: (text: string) => void
  /** The server's, instead of our own where both say something: `max_connections=400`. */
  readonly settings?: readonly string[]
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
  isKept,
  onEvent = () => {},
  settings = [],
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
  const open = () => joinOrStart({ folder, data, program: binaries.postgres, account, onOutput, settings })
  const opened = await open()
  const { socketFolder: host, port } = opened.postmaster
  const isRunning = (): boolean => readPostmaster(data) !== undefined
  const { close } = isKept ? keepRunning(opened, { isRunning, open, onEvent }) : { close: opened.stop }
  return { connection: { host, port, user, password, database: 'postgres' }, folder, close }
}

interface ServerPlace {
  readonly folder: string
  readonly data: string
  readonly program: string
  readonly account: Account | undefined
  readonly onOutput: (text: string) => void
  readonly settings: readonly string[]
}

async function joinOrStart(place: ServerPlace): Promise<Running & { readonly postmaster: Postmaster }> {
  const { folder, data, program, account, onOutput } = place
  const running = await waitUntilSettled(data)
  if (running) return { postmaster: running, stop: async () => {} }
  const sockets = await makeSocketFolder(folder, account)
  const server = startServer(
    [program, '-D', data, '-k', sockets, '-p', '5432', ...asArguments([...ownSettings, ...place.settings])],
    account,
    onOutput,
  )
  try {
    const postmaster = await waitUntilReady(data, server)
    const stop = async (): Promise<void> => {
      await server.stop()
      // Somebody else's server may be in it already, and then it is not empty.
      if (!sockets.startsWith(folder)) await rmdir(sockets).catch(() => {})
    }
    return { postmaster, stop }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Durable as PostgreSQL is by default, small enough to run beside everything else. */
const ownSettings = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'fsync=on',
  'synchronous_commit=on',
  'max_connections=120',
  'shared_buffers=64MB',
  // The socket's folder may be cleaned by the system when nobody touches it for days.
  'log_checkpoints=off',
]

/** Of two that name the same the last one counts. */
const asArguments = (settings: readonly string[]): readonly string[] =>
  settings.flatMap((setting) => ['-c', setting])

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
