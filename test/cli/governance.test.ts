import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readAudit } from '../../app/database/audit-log.ts'
import { recordDecision } from '../../app/database/decisions.ts'
import { recordReach } from '../../app/database/inventory.ts'
import { recordHost, recordOrganizations } from '../../app/database/organizations.ts'
import { recordPolicy } from '../../app/database/policies.ts'
import { recordSnapshots } from '../../app/database/repositories.ts'
import type { Store } from '../../app/database/store.ts'
import { resolveSource } from '../../app/enforcement/policy/resolve-source.ts'
import { decide } from '../../policies/decide.ts'
import { factsWith, known } from '../../policies/facts.ts'
import { listedRepository as snapshot } from '../app/database/listed-repository.ts'
import { useDatabases } from '../app/database/test-database.ts'
import { run } from './run.ts'

const databases = useDatabases()
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-governance-'))
const file = (name: string): string => path.join(folder, name)
const now = new Date()
const inForce = {
  file: {
    repository: 'acme/gatehouse',
    path: 'gatehouse.yml',
    commit: '1a2b3c4d5e',
    text: "version: 1\ngroups: [{name: ours, match: ['acme/*'], access: allow}]\n",
  },
  allowlist: null,
  parents: [],
}
let store: Store
let acme: string
let variables: Record<string, string>

beforeAll(async () => {
  const created = await databases.create()
  const { connection } = created
  store = created.store
  if (!('host' in connection)) throw new Error('the private PostgreSQL is reached by a socket')
  const { user, password, host, port, database } = connection
  variables = {
    DATABASE_URL: `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
  }
  const github = await recordHost(store, 'github.com')
  const ours = {
    installationId: 9,
    githubId: 1,
    login: 'acme',
    isSuspended: false,
    selection: 'all' as const,
    permissions: {},
  }
  const { all } = await store.transact((unit) => recordOrganizations(unit, github, [ours], now))
  acme = all[0]!
  const { id: policy } = await store.transact((unit) =>
    recordPolicy(unit, acme, { state: 'valid', source: inForce, problems: [] }, now),
  )
  const names = ['Web', 'api', '--output=x']
  const snapshots = names.map((name, index) => ({
    snapshot: snapshot(17 + index, name, index === 1 ? { origin: { kind: 'fork', githubId: 3 } } : {}),
  }))
  const ids = await store.transact((unit) => recordSnapshots(unit, acme, snapshots, now))
  const resolved = resolveSource(inForce)
  if (!resolved.ok) throw new Error(resolved.problems.join('\n'))
  for (const [index, id] of ids.entries()) {
    const facts = factsWith(
      { repository: known(`acme/${names[index]}`), visibility: known(index === 0 ? 'public' : 'private') },
      'it was not read',
    )
    const decision = decide({ policy: resolved.policy, facts, approvals: known([]), findings: [], now })
    const owners = {
      kind: 'property' as const,
      owners: ['acme/web-team'],
      why: 'Its custom property owner says so.',
      isSure: true,
      codeowners: null,
    }
    await store.transact(async (unit) => {
      await recordDecision(unit, id, { ...decision, mode: 'observe', policy, facts, owners }, now)
      await recordReach(
        unit,
        id,
        [
          {
            assistant: 'claude',
            path: 'workflow',
            state: 'connected',
            control: 'enforceable',
            evidence: ['claude.yml runs it.'],
          },
        ],
        now,
      )
    })
  }
  writeFileSync(
    file('candidate.yml'),
    "version: 1\ngroups:\n- {name: ours, match: ['acme/*'], access: allow, conditions: {visibility: [private]}}\n",
  )
  writeFileSync(file('same.yml'), inForce.file.text)
  writeFileSync(file('broken.yml'), 'version: 1\nmod: observe\n')
})

const gatehouse = (...args: readonly string[]) => run(args, { variables, folder })

describe('policy preview', () => {
  test('says which repositories would change, and why', async () => {
    const { code, stdout, stderr } = await gatehouse('policy', 'preview', '--candidate', 'candidate.yml')
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).toContain(
      '? 1 of 3 repositories would change\n  acme: candidate.yml instead of acme/gatehouse@1a2b3c4\n',
    )
    expect(stdout).toContain('allowed → denied')
    expect(stdout).toContain('  acme/Web\n    group ours\n')
    expect(stdout).toContain('visibility: wanted: the repository is private; found: public')
    expect(stdout).toContain(`It rests on what was read on ${now.toISOString().slice(0, 10)} or later.`)
  })

  test('of the policy in force changes nothing', async () => {
    const { code, stdout } = await gatehouse(
      'policy',
      'preview',
      '-c',
      'same.yml',
      '--organization',
      'ACME',
      '-f',
      'json',
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      organization: 'acme',
      preview: { repositories: 3, changes: [], modeChanges: [], regrouped: 0 },
    })
  })

  test('of a file that is no policy names the place', async () => {
    const { code, stderr } = await gatehouse('policy', 'preview', '-c', 'broken.yml')
    expect(code).toBe(2)
    expect(stderr).toContain('broken.yml:2:1')
  })

  test('of an organization that is not there says so', async () => {
    const { code, stderr } = await gatehouse(
      'policy',
      'preview',
      '-c',
      'same.yml',
      '--organization',
      'globex',
    )
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: /No organization called globex is recorded/ })
  })
})

describe('why', () => {
  test('explains a decision, in any letter case', async () => {
    const { code, stdout, stderr } = await gatehouse('why', 'ACME/web')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const words of [
      '✓ acme/Web is allowed',
      'policy acme/gatehouse@1a2b3c4, group ours, mode observe',
      'claude, workflow: connected (we can change this)',
      'claude.yml runs it.',
      'Its content was not scanned.',
      'Owners: acme/web-team. Its custom property owner says so.',
    ])
      expect(stdout).toContain(words)
  })

  test('tells that approvals of another repository do not count for a fork of it', async () => {
    const { stdout } = await gatehouse('why', 'github.com/acme/api', '--format', 'markdown')
    expect(stdout).toContain(
      'It is a fork: what was approved for the repository it is a fork of does not count for it',
    )
  })

  test('takes a name that looks like an option for a name', async () => {
    expect(await gatehouse('why', 'acme/--output=x', '-f', 'json')).toMatchObject({ code: 0 })
  })

  test.each([
    ['acme/gone', 'No repository called acme/gone is recorded.'],
    ['ghes.example/acme/web', 'No repository called ghes.example/acme/web is recorded.'],
    ['web', 'web is no repository.'],
    ['../../etc/passwd', '../../etc/passwd is no repository.'],
  ])('of %s says what is wrong', async (name, words) => {
    const { code, stderr } = await gatehouse('why', name)
    expect(code).toBe(2)
    expect(stderr).toContain(words)
  })
})

describe('attest', () => {
  const states = ['attest', 'claude-cloud-sessions', 'off', '--by', 'mona', '--evidence', 'ticket SEC-12']

  test('shows what only an owner can say, with the page', async () => {
    const { code, stdout } = await gatehouse('attest')
    expect(code).toBe(0)
    expect(stdout).toContain('acme: 0 of 14 are stated\n')
    expect(stdout).toContain('https://github.com/organizations/acme/settings/member_privileges')
    expect(stdout).toContain('Nobody has stated it.')
  })

  test('records who states what, and until when; a stranger is asked for their id first', async () => {
    const unknown = await gatehouse(...states)
    expect(unknown).toMatchObject({ code: 2, stdout: '' })
    expect(unknown.stderr).toContain('Nobody called mona is known here yet.')
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
    expect(await gatehouse(...states, '--by-id', '5', '--days', '30')).toEqual({
      code: 0,
      stdout: `Recorded for acme: claude-cloud-sessions. It counts until ${until}. It is not known whether mona is an owner: the credentials of our App on its host are not at hand.\n`,
      stderr: '',
    })
    expect(await gatehouse(...states)).toMatchObject({ code: 0 })
    const { stdout } = await gatehouse('attest')
    expect(stdout).toContain('acme: 1 of 14 are stated\n')
    expect(stdout).toMatch(/switched off,\s+as\s+somebody\s+stated\s+who\s+may\s+be\s+no\s+owner/)
    const events: (readonly [string, boolean])[] = []
    for await (const { kind, actor } of readAudit(store, 'everything', acme))
      events.push([kind, actor === null])
    expect(events).toEqual([
      ['setting.attested', false],
      ['setting.attested', false],
    ])
  })

  test.each([
    [['attest', 'claude-cloud-sessions'], 'Say what is stated of claude-cloud-sessions.'],
    [['attest', 'claude-cloud-sessions', 'off'], 'Say who states it with --by'],
    [
      [...states.slice(0, 2), 'perhaps', ...states.slice(3), '--by-id', '5'],
      'The answers are: off (switched off)',
    ],
    [[...states, '--days', '91'], 'A statement counts for 1 to 90 days.'],
  ])('%j is refused', async (args, words) => {
    const { code, stderr } = await gatehouse(...args)
    expect(code).toBe(2)
    expect(stderr).toContain(words)
  })
})
