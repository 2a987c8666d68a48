import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { sinkKindNames, type SinkSettings } from '../../../app/sinks/settings.ts'
import { makeCertificate } from './certificate.ts'

/** What the process is told. `folder`: its disk. */
export const receiverOptions = z.object({
  kind: z.enum(sinkKindNames),
  port: z.number(),
  folder: z.string(),
  secret: z.string(),
  accessKeyId: z.string(),
  certificate: z.string(),
  key: z.string(),
})

/** A real receiver, in a process of its own. */
export interface Receiver {
  /** What a sink is set up with to reach it. */
  readonly settings: SinkSettings
  readonly secret: string
  readonly start: () => Promise<void>
  /** Like a machine that loses its power. */
  readonly kill: () => Promise<void>
  /** Every event as it came, in order: its id, and whether it was marked as repeated. */
  readonly received: () => readonly { readonly id: string; readonly isRepeated: boolean }[]
  /** Of the object storage: each upload's key, also of those that took the place of one. */
  readonly uploads: () => readonly string[]
}

/** @param folder where it keeps what it takes; the caller removes it */
export async function makeReceiver(kind: SinkSettings['kind'], folder: string): Promise<Receiver> {
  const port = await freePort()
  const secret = ['sink', 'secret', 'of', 'a', 'test'].join('-')
  const accessKeyId = 'test-key'
  const { certificate, key } = makeCertificate()
  const options: z.output<typeof receiverOptions> = {
    kind,
    port,
    folder,
    secret,
    accessKeyId,
    certificate,
    key,
  }
  let running: ChildProcess | undefined
  const file = (name: string): string => path.join(folder, name)
  const linesOf = (name: string): readonly string[] =>
    existsSync(file(name)) ? readFileSync(file(name), 'utf8').split('\n').slice(0, -1) : []
  return {
    settings: settingsOf(kind, port, certificate, accessKeyId),
    secret: kind === 'syslog' ? '' : secret,
    start: async () => {
      running = fork(path.join(import.meta.dirname, 'receiver-main.ts'), [JSON.stringify(options)])
      await new Promise<void>((resolve, reject) => {
        running?.once('message', () => resolve())
        running?.once('exit', () => reject(new Error('the receiver did not start')))
      })
    },
    kill: async () => {
      const killed = running
      if (!killed || killed.exitCode !== null || killed.signalCode !== null) return
      const gone = new Promise((resolve) => killed.once('exit', resolve))
      killed.kill('SIGKILL')
      await gone
    },
    received: () => {
      const lines = kind === 'objectStorage' ? objectsIn(file('objects')) : linesOf('events')
      return lines.map((line) => {
        const [id = '', mark] = line.split(' ')
        return { id, isRepeated: mark === 'repeated' }
      })
    },
    uploads: () => linesOf('uploads'),
  }
}

function objectsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => !name.endsWith('.part'))
    .toSorted()
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n').slice(0, -1))
    .map((text) => String(Object(JSON.parse(text)).metadata.uid))
}

function settingsOf(kind: SinkSettings['kind'], port: number, ca: string, accessKeyId: string): SinkSettings {
  const url = `http://127.0.0.1:${port}`
  if (kind === 'webhook') return { kind, url: `${url}/gatehouse`, body: 'lines' }
  if (kind === 'splunk') return { kind, url, source: 'gatehouse', sourcetype: 'gatehouse:audit' }
  if (kind === 'syslog')
    return { kind, host: 'localhost', port, facility: 13, appName: 'gatehouse', confirms: true, ca }
  return {
    kind,
    endpoint: url,
    region: 'eu-central-1',
    bucket: 'audit',
    prefix: 'gatehouse/',
    pathStyle: true,
    accessKeyId,
    compress: true,
    collectSeconds: 0,
  }
}

/** One that nobody listens on, and that is the same after a restart. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
