import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readConfig, type Setting, settings } from '../../../app/config.ts'
import { accessTo } from '../../../app/host-access.ts'
import { hostsSchema } from '../../../app/hosts-file.ts'
import { findHosts } from '../../../app/hosts.ts'
import { runProcess } from '../../../app/run-process.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-secret-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const canary = (): string => `canary${randomBytes(16).toString('hex')}`

/** The settings that are marked secret: a new one is tested without being named here. */
const secretSettings = Object.entries<Setting>(settings).filter(([, { isSecret }]) => isSecret === true)

interface Sample {
  readonly value: string
  /** What must not be logged, wherever it stands. */
  readonly secrets: readonly string[]
}

/** A value that a setting takes. None looks like a secret by itself, so that it is concealed for being known alone. */
function sampleFor(name: string, { schema }: Setting): Sample {
  const [one, two] = [canary(), canary()]
  const samples: readonly Sample[] = [
    { value: `${one},${two}`, secrets: [`${one},${two}`, one, two] },
    { value: `not a PRIVATE KEY ${one}`, secrets: [`not a PRIVATE KEY ${one}`] },
    {
      value: `postgres://gatehouse:${one}%2f@127.0.0.1:1/gatehouse`,
      secrets: [`${one}%2f`, `${one}/`],
    },
    { value: `http://gatehouse:${one}%2f@127.0.0.1:1`, secrets: [`${one}%2f`, `${one}/`] },
  ]
  const found = samples.find(({ value }) => schema.safeParse(value).success)
  if (found === undefined) throw new Error(`there is no sample that ${name} takes`)
  return found
}

/** What belongs to secret settings and is none itself. */
const beside = {
  GITHUB_APP_ID: '17',
  GITHUB_CLIENT_ID: 'Iv1.a',
  ENTERPRISE_APP_ID: '18',
  ENTERPRISE_APP_INSTALLATION_ID: '19',
  ENTERPRISE: 'acme',
  ANCHOR_KEY: '/nowhere',
  KEY_SERVICE_URL: 'http://127.0.0.1:1/v1/transit/keys/gatehouse',
  LOG_LEVEL: 'debug',
  DATA_FOLDER: path.join(folder, 'data'),
}

/** Starts the process, and lets it log a text as soon as it can log anything. @returns all that it wrote */
async function logged(environment: Readonly<Record<string, string>>, texts: readonly string[]) {
  let written = ''
  const stream = { write: (text: string) => void (written += text) }
  await runProcess({
    environment: { ...beside, ...environment },
    stdout: stream,
    stderr: stream,
    signal: AbortSignal.abort(),
    onCrash: (report) => {
      for (const text of texts) report(new Error(`it said ${text} there`))
      throw new Error('that is enough')
    },
  })
  expect(written).toContain('it said [concealed] there')
  return written
}

test('there are settings that are marked secret', () => {
  expect(secretSettings.map(([name]) => name)).toContain('GITHUB_PRIVATE_KEY')
  expect(secretSettings.length).toBeGreaterThanOrEqual(7)
})

describe.each(['as it is', 'in a file'])('what a secret setting holds, given %s', (form) => {
  test('is concealed in the log and in what is said on the terminal', async () => {
    const samples = secretSettings.map(([name, setting]) => [name, sampleFor(name, setting)] as const)
    const environment = Object.fromEntries(
      samples.map(([name, { value }]) => {
        if (form === 'as it is') return [name, value]
        const file = path.join(folder, name)
        writeFileSync(file, `${value}\n`)
        return [`${name}_FILE`, file]
      }),
    )
    const written = await logged(
      environment,
      samples.flatMap(([, { secrets }]) => secrets),
    )
    for (const [name, { secrets }] of samples)
      for (const secret of secrets) expect(written.includes(secret), name).toBe(false)
    expect(written).not.toContain('canary')
  })
})

test('every file that GITHUB_HOSTS_FILE may name is known to the log once it is read', async () => {
  const names = new Set<string>()
  JSON.stringify(z.toJSONSchema(hostsSchema), (key, value: unknown) => {
    if (key.endsWith('File')) names.add(key)
    return value
  })
  const contents = new Map<string, string>()
  const fileWith = (name: string, content: string): string => {
    contents.set(name, content)
    writeFileSync(path.join(folder, name), `${content}\n`)
    return name
  }
  const hosts = {
    hosts: [
      {
        apiUrl: 'https://git.acme.example/api/v3',
        app: {
          id: 17,
          privateKeyFile: fileWith('app.pem', `PRIVATE KEY ${canary()}`),
          webhookSecretFile: fileWith('webhook', canary()),
          client: { id: 'Iv1.a', secretFile: fileWith('client', canary()) },
        },
        enterpriseApp: {
          id: 8,
          privateKeyFile: fileWith('enterprise.pem', `PRIVATE KEY ${canary()}`),
          installationId: 9,
          enterprise: 'acme',
        },
        classicTokenFile: fileWith('token', canary()),
      },
    ],
  }
  // Whoever adds a file to the schema adds it above.
  expect([...names].toSorted()).toEqual([
    'classicTokenFile',
    'privateKeyFile',
    'secretFile',
    'webhookSecretFile',
  ])
  const file = path.join(folder, 'hosts.yml')
  writeFileSync(file, JSON.stringify(hosts))
  const [host] = (await findHosts(readConfig({ GITHUB_HOSTS_FILE: file }))) ?? []
  const known: string[] = []
  await accessTo(host!, (secret) => void known.push(secret)).read()
  expect(known.toSorted()).toEqual([...contents.values()].toSorted())
})
