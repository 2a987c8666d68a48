import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import { z } from 'zod'
import type { Connection } from '../../../app/database/connection.ts'
import { wantedEvents } from '../../../app/github/events.ts'
import { addressOf } from '../database/address-of.ts'
import { freePort } from '../../demo/free-port.ts'
import type { ProfileName } from '../../github/profiles.ts'
import { simulated } from '../../github/simulated.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { App, Organization } from '../../github/world/entities.ts'
import { startWorkerProcess } from '../chaos/worker-process.ts'
import { manifestPermissions, workflow } from '../end-to-end/reached-company.ts'

const entry = path.join(import.meta.dirname, '../../../app/main.ts')

export interface SimulatedHost {
  /** What the deployment calls it. */
  readonly name: string
  readonly github: Simulator
  readonly acme: Organization
  readonly app: App
}

/** A host with an organization `acme` that has `repositories`; each world counts its ids from the same number. */
export async function hostCalled(
  name: string,
  profile: ProfileName,
  repositories: readonly string[],
): Promise<SimulatedHost> {
  const github = await simulated({ profile })
  const ada = github.addUser({ login: 'ada' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada] })
  const events = wantedEvents.map((event) => event.name)
  const app = github.addApp({
    slug: 'gatehouse',
    owner: acme,
    permissions: manifestPermissions(profile),
    events,
  })
  github.addInstallation({ app, on: acme })
  for (const one of repositories) {
    github.addRepository(acme, {
      name: one,
      files: { 'README.md': `# ${one} on ${name}\n`, '.github/workflows/claude.yml': workflow },
    })
  }
  return { name, github, acme, app }
}

export interface ProgramOnHosts {
  /** Where GitHub delivers to. */
  readonly address: string
  readonly folder: string
  readonly log: () => string
  readonly ready: () => Promise<{
    readonly status: number
    readonly checks: Readonly<Record<string, string>>
  }>
  readonly metrics: () => Promise<string>
  readonly until: (isTrue: () => Promise<boolean> | boolean) => Promise<void>
  readonly stop: () => Promise<void>
}

export interface Deployment {
  /** What stands in a host's private key file, where it is not the key of its App. */
  readonly keys?: Readonly<Record<string, string>>
  /** Hosts that are polled, since they have no secret for webhooks. */
  readonly polled?: readonly string[]
}

/** `app/main.ts` as a process of its own with a file of hosts; each host delivers to its own path. */
export async function programOnHosts(
  connection: Connection,
  hosts: readonly SimulatedHost[],
  { keys = {}, polled = [] }: Deployment = {},
): Promise<ProgramOnHosts> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-many-hosts-'))
  chmodSync(folder, 0o755)
  const [port, metricsPort] = [await freePort(), await freePort()]
  const address = `http://127.0.0.1:${port}`
  const entries = hosts.map(({ name, github, app }) => {
    const secret = randomBytes(24).toString('hex')
    writeFileSync(path.join(folder, `${name}.pem`), keys[name] ?? app.privateKey)
    writeFileSync(path.join(folder, `${name}.secret`), secret)
    const isPolled = polled.includes(name)
    Object.assign(app, {
      webhook: { url: `${address}/webhooks/github/${name}`, secret, active: !isPolled },
    })
    return {
      name,
      apiUrl: github.apiUrl,
      app: {
        id: app.id,
        privateKeyFile: `${name}.pem`,
        ...(!isPolled && { webhookSecretFile: `${name}.secret` }),
      },
    }
  })
  writeFileSync(path.join(folder, 'hosts.yml'), stringify({ hosts: entries }))
  const program = startWorkerProcess(entry, {
    DATABASE_URL: addressOf(connection),
    DATA_FOLDER: path.join(folder, 'data'),
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    PUBLIC_URL: address,
    GITHUB_HOSTS_FILE: path.join(folder, 'hosts.yml'),
    // Only once: the first sweep is due at the start.
    SWEEP_MINUTES: '10080',
    // Each compiles the rules for itself, which costs more than all that these repositories hold.
    SCAN_THREADS: '1',
  })
  let isStopped = false
  const stop = async (): Promise<void> => {
    if (isStopped) return
    isStopped = true
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  onTestFinished(stop)
  const until = async (isTrue: () => Promise<boolean> | boolean): Promise<void> => {
    for (const end = Date.now() + limitMs; Date.now() < end; await wait(100)) {
      if (await isTrue()) return
      const output = program.ended()
      if (output !== undefined) throw new Error(`the program ended by itself: ${output}`)
    }
    throw new Error(`it did not come to pass within ${limitMs / 1000} s: ${program.output()}`)
  }
  await until(async () => (await fetch(`${address}/readyz`).catch(() => undefined))?.ok === true)
  return {
    address,
    folder,
    log: program.output,
    ready: async () => {
      const answer = await fetch(`${address}/readyz`)
      const { checks } = readiness.parse(await answer.json())
      return { status: answer.status, checks }
    },
    metrics: async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text(),
    until,
    stop,
  }
}

const readiness = z.object({ checks: z.record(z.string(), z.string()) })

const limitMs = 240_000
