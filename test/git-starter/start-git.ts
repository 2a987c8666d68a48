import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import path from 'node:path'
import { z } from 'zod'

export interface GitStart {
  readonly args: readonly string[]
  readonly folder?: string | undefined
  /** The whole of it. */
  readonly environment: Readonly<Record<string, string>>
  /** Else its input is empty. */
  readonly hasInput: boolean
}

export interface StartedGit {
  /** To write to, and to end; undefined where it has none. */
  readonly input: Socket | undefined
  /** What it prints; has to be read to its end. */
  readonly output: Socket
  readonly ended: Promise<GitEnd>
}

const gitEnd = z.object({ code: z.number().nullable(), complaints: z.string() })
/** `code` is null where a signal ended it. */
export type GitEnd = z.infer<typeof gitEnd>

const message = z.union([
  z.object({ started: z.number() }),
  z.object({ failed: z.number(), why: z.string() }),
  z.object({ ended: z.number(), end: gitEnd }),
])

interface Waiting {
  readonly started: () => void
  readonly failed: (reason: Error) => void
  readonly ended: (end: GitEnd) => void
}

interface Starter {
  readonly child: ChildProcess
  /** Where its sockets are opened. */
  readonly address: string
  readonly waiting: Map<number, Waiting>
}

let starter: Promise<Starter> | undefined
let lastId = 0

/**
 * Has git started by a small process, which ends with this one. To start a program copies the tables of all memory that its starter has:
 * with the 600 MB of a test process some milliseconds of processor time, several times what git itself takes.
 * @throws where it could not be started
 */
export async function startGit(start: GitStart): Promise<StartedGit> {
  const { child, address, waiting } = await (starter ??= openStarter())
  const id = (lastId += 1)
  const [started, ended] = told(id, waiting)
  holdOpen(child, true)
  const output = socketOf(address, `output ${id}\n`)
  const input = start.hasInput ? socketOf(address, `input ${id}\n`) : undefined
  child.send({ id, ...start })
  // What is written before that the starter would take for the socket's name.
  await started
  return { input, output, ended }
}

function told(id: number, waiting: Starter['waiting']): readonly [Promise<void>, Promise<GitEnd>] {
  let end: (end: GitEnd) => void = () => {}
  const ended = new Promise<GitEnd>((resolve) => (end = resolve))
  const started = new Promise<void>((resolve, reject) =>
    waiting.set(id, { started: resolve, failed: reject, ended: end }),
  )
  return [started, ended]
}

/** What git is given for its own input or output, once the starter has read by this name which it is. */
function socketOf(address: string, name: string): Socket {
  const socket = connect(address)
  socket.write(name)
  // git may end before it has read everything; what has become of it `ended` tells.
  socket.on('error', () => {})
  return socket
}

async function openStarter(): Promise<Starter> {
  const child = fork(path.join(import.meta.dirname, 'starter-process.ts'), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const waiting: Starter['waiting'] = new Map()
  const [address] = z.tuple([z.string()]).parse((await once(child, 'message')).slice(0, 1))
  child.on('message', (received) => {
    take(waiting, message.parse(received))
    holdOpen(child, waiting.size > 0)
  })
  child.on('exit', () => {
    starter = undefined
    const complaints = 'what starts git has ended'
    for (const { failed, ended } of waiting.values()) {
      failed(new Error(complaints))
      ended({ code: null, complaints })
    }
  })
  holdOpen(child, false)
  return { child, address, waiting }
}

function take(waiting: Starter['waiting'], said: z.infer<typeof message>): void {
  if ('started' in said) {
    waiting.get(said.started)?.started()
    return
  }
  const id = 'failed' in said ? said.failed : said.ended
  const one = waiting.get(id)
  waiting.delete(id)
  if ('failed' in said) one?.failed(new Error(said.why))
  else one?.ended(said.end)
}

/** A program that does nothing else any more may end. */
function holdOpen(child: ChildProcess, isNeeded: boolean): void {
  if (isNeeded) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}
