import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { checkNode } from '../../cli/server-commands/check-node.ts'
import { useDatabases } from '../app/database/test-database.ts'
import { entry, run, start, startProgram } from './run.ts'

const databases = useDatabases()
const root = path.join(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-server-'))
const policy = path.join(root, 'policies/strict.yml')
const commands: readonly (readonly string[])[] = [
  ['audit', 'verify'],
  ['audit', 'export'],
  ['audit', 'heads'],
  ['why', 'acme/shop'],
  ['policy', 'preview', '-c', policy],
  ['attest'],
  ['plan'],
  ['requests'],
]

test('a Node that is too old is named, with the one that is needed', () => {
  for (const version of ['20.20.2', '22.11.0'])
    expect(() => checkNode(version)).toThrow(`needs Node 22.12 or newer; this is Node ${version}`)
  for (const version of ['22.12.0', '24.21.0', '100.0.0']) checkNode(version)
})

describe('a database that is not there is for the caller to correct', () => {
  test.each([...commands, ['migrate']].map((args) => [args.join(' '), args] as const))(
    'unreachable: %s',
    async (_, args) => {
      const { code, stderr } = await run(args, {
        variables: { DATABASE_URL: 'postgres://somebody:canary@127.0.0.1:1/none', DATA_FOLDER: folder },
      })
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('DATABASE_URL') })
      expect(stderr).not.toContain('canary')
    },
  )

  const changing: typeof commands = [
    ['pause', '--reason', 'a look'],
    ['resume'],
    ['plan', 'undo'],
    ['plan', 'accept', '--by', 'ada', '--digest', '0'],
    ['request', 'acme/shop', '--by', 'ada', '--reason', 'a try'],
    ['attest', 'member-app-installs', 'off', '--by', 'ada', '--evidence', 'a look'],
    ['uninstall', '--plan'],
  ]
  // Whoever pauses a database that was made a moment ago has paused nothing.
  test.each([...commands, ...changing].map((args) => [args.join(' '), args] as const))(
    'missing, and none is made: %s',
    async (_, args) => {
      const none = path.join(folder, 'none')
      const { code, stderr } = await run(args, { variables: { DATA_FOLDER: none } })
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: expect.stringContaining('There is no database in'),
      })
      expect(existsSync(none)).toBe(false)
    },
  )
})

/** An empty database and its address. */
async function emptyDatabase(): Promise<string> {
  const { store, connection } = await databases.create()
  if (!('host' in connection)) throw new Error('the private PostgreSQL is reached by a socket')
  await sql`drop schema public cascade`.execute(store.database)
  await sql`create schema public`.execute(store.database)
  const { user, password, host, port, database } = connection
  return `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

test('migrate makes the tables and the signing key, twice the same', async () => {
  const variables = { DATABASE_URL: await emptyDatabase(), DATA_FOLDER: folder }
  for (const args of commands) {
    const { code, stderr } = await run(args, { variables })
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('gatehouse migrate') })
  }
  const migrated = { code: 0, stdout: 'The database is of this version.\n', stderr: '' }
  expect(await run(['migrate'], { variables })).toEqual(migrated)
  const { stdout } = await run(['audit', 'heads'], { variables })
  expect(stdout).toMatch(/^\{"type":"key",.*\}\n$/)
  expect(await run(['migrate'], { variables })).toEqual(migrated)
  expect((await run(['audit', 'heads'], { variables })).stdout).toBe(stdout)
  const verified = await run(['audit', 'verify'], { variables })
  expect(verified.code).toBe(4)
  expect(verified.stdout).toContain('Nothing is proven')
})

describe('serve', () => {
  test('runs the App from a checkout, whose settings it reads', async () => {
    const { code, stderr } = await start(['serve'], { variables: { PORT: 'none', DATA_FOLDER: folder } })
    expect(code).toBe(2)
    expect(stderr).toContain('The configuration is not valid.\nPORT: ')
    const unreachable = { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x', GITHUB_APP_ID: '1' }
    const key = { GITHUB_PRIVATE_KEY: 'no PRIVATE KEY', LOG_LEVEL: 'silent', DATA_FOLDER: folder }
    const served = await start(['serve'], { variables: { ...unreachable, ...key } })
    expect(served).toMatchObject({ code: 2, stdout: '' })
    expect(served.stderr).toContain('Set DATABASE_URL to a PostgreSQL 15')
  })

  test('says where the server is had, where there is none', async () => {
    const packed = path.join(folder, 'packed')
    mkdirSync(packed)
    for (const part of ['cli', 'scanner', 'policies', 'report', 'package.json'])
      cpSync(path.join(root, part), path.join(packed, part), { recursive: true })
    symlinkSync(path.join(root, 'node_modules'), path.join(packed, 'node_modules'))
    const moved = path.join(packed, path.relative(root, entry))
    const { code, stderr } = await startProgram(process.execPath, [moved, 'serve'])
    expect(code).toBe(2)
    expect(stderr).toContain('The server is not in this package.\nRun it from a checkout of the repository')
  })
})
