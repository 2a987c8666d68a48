import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  commitFiles,
  damageObject,
  git,
  newRepository,
  removeObject,
  temporaryFolder,
  writeFiles,
} from '../scanner/sources/git-fixture.ts'
import { random } from '../../scanner/engine/sample.ts'
import { type Run, run, start } from './run.ts'
import { githubToken } from './secrets.ts'

const check = (path: string, ...flags: readonly string[]) => run(['check', path, ...flags])
const clean = { 'README.md': '# Shop\n', 'src/index.ts': 'export const answer = 42\n' }

describe('the answer', () => {
  test('ready, and that it grants nothing', async () => {
    const { code, stdout, stderr } = await start(['check', newRepository(clean)])
    expect(stdout).toContain('Ready to be connected to Claude')
    expect(stdout).toContain('This grants nothing')
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  test('not ready for a tracked .env', async () => {
    const { code, stdout } = await check(
      newRepository({ ...clean, '.env': `DB_PASSWORD=${random('base62', 12)}\n` }),
    )
    expect(stdout).toContain('Not ready to be connected to Claude')
    expect(stdout).toContain('.env')
    expect(code).toBe(1)
  })

  test('not ready for a token in the tree, with path, line and what to do', async () => {
    const { code, stdout } = await check(
      newRepository({ ...clean, 'a/b.ts': `\nconst t = '${githubToken()}'\n` }),
    )
    expect(stdout).toContain('a/b.ts:2:12')
    expect(stdout).toContain("const t = 'ghp_********'")
    expect(stdout).toContain('Revoke')
    expect(code).toBe(1)
  })

  test('not ready for a secret that is only in history, with the commit that brought it', async () => {
    const folder = newRepository(clean)
    const commit = commitFiles(folder, { 'deploy.sh': `export T=${githubToken()}\n` })
    git(folder, 'rm', '--quiet', 'deploy.sh')
    git(folder, 'commit', '--quiet', '--message', 'Take it out')
    const { code, stdout } = await check(folder)
    expect(stdout).toContain('Secrets only in history')
    expect(stdout).toContain(commit.slice(0, 10))
    expect(stdout).toContain('2026-03-01, Ada Example')
    expect(code).toBe(1)
  })

  test('not ready for a token in a commit message', async () => {
    const folder = newRepository(clean)
    const commit = commitFiles(folder, {}, `Deploy\n\nwith ${githubToken()}`)
    const { code, stdout } = await check(folder)
    expect(stdout).toContain('Secrets only in history')
    expect(stdout).toContain('.git/commit-message:3:6')
    expect(stdout).toContain(`first in ${commit.slice(0, 10)}`)
    expect(stdout).toContain('it stands in the message of the commit')
    expect(code).toBe(1)
  })

  test('needs a request where the policy wants an approval', async () => {
    const { code, stdout } = await check(newRepository(clean), '--policy', 'strict')
    expect(stdout).toContain('Needs a request')
    expect(stdout).toContain('This grants nothing')
    expect(code).toBe(3)
  })

  describe('not ready for a credential that only an assistant rule finds', () => {
    const address = `https://mcp.corp-tools.io/sse?token=${random('hex', 32)}`
    const servers = JSON.stringify({ mcpServers: { b: { type: 'http', url: address } } })

    test('in the tree', async () => {
      const { code, stdout } = await check(newRepository({ ...clean, '.mcp.json': servers }))
      expect(stdout).toContain('1 open secret (1 high)')
      expect(stdout).toMatch(/Secrets tracked now {2}1 high/)
      expect(code).toBe(1)
    })

    test('only in history', async () => {
      const folder = newRepository({ ...clean, '.mcp.json': servers })
      git(folder, 'rm', '--quiet', '.mcp.json')
      git(folder, 'commit', '--quiet', '--message', 'Take it out')
      const { code, stdout } = await check(folder)
      expect(stdout).toContain('1 secret in history (1 high)')
      expect(code).toBe(1)
    })

    test('and counts once where a secret rule finds it too', async () => {
      const token = githubToken()
      const both = JSON.stringify({ mcpServers: { b: { command: 'npx', env: { GITHUB_TOKEN: token } } } })
      const { stdout } = await check(newRepository({ ...clean, '.mcp.json': both }))
      expect(stdout).toContain('1 open secret (1 critical)')
    })
  })

  test('never ready where the policy leaves out every file', async () => {
    const folder = newRepository({ 'src/a.sh': githubToken() })
    const file = policyFile(
      `version: 1\nconditions: { completeScan: {} }\nscanning: { ignore: ['src/**'] }\ngroups: [{ name: all, match: ['**'], access: allow }]\n`,
    )
    const checked = await check(folder, '-p', file)
    expect(checked.stdout).toContain('Not ready')
    expect(checked.stdout).not.toContain('Nothing was left out')
    expect(checked.stdout).toContain('Looked at 0 files (0 B), 0 blobs in 1 commit')
    expect(checked.code).toBe(1)
    const scanned = await run(['scan', folder, '-p', file])
    expect(scanned.stdout).toContain('Nothing found in what was looked at')
    expect(scanned.code).toBe(4)
  })

  test('observe-all lets everything pass and still shows it', async () => {
    const { code, stdout } = await check(newRepository({ 'a.sh': githubToken() }), '-p', 'observe-all')
    expect(stdout).toContain('a.sh:1:1')
    expect(code).toBe(0)
  })

  test('the same in JSON, for programs', async () => {
    const { stdout } = await check(newRepository({ 'a.sh': githubToken() }), '--format', 'json')
    const report: { readiness: { outcome: string; reasons: unknown[] } } = JSON.parse(stdout)
    expect(report.readiness.outcome).toBe('not-ready')
    expect(report.readiness.reasons).toContainEqual(
      expect.objectContaining({ check: 'secrets-in-tree', state: 'unmet' }),
    )
  })
})

/** Wants nothing but that there is no secret in the tree, so that what is missing does not count as not ready. */
const lenient = `version: 1
conditions:
  noSecretsInTree: { severity: medium }
groups:
  - name: every repository
    match: ['**']
    access: allow
`
const asking = lenient.replace('access: allow', 'access: approval\n    approval: { by: [acme/security] }')

function policyFile(text: string): string {
  const file = join(temporaryFolder(), 'gatehouse.yml')
  writeFileSync(file, text)
  return file
}

function shallowClone(): string {
  const origin = newRepository(clean)
  commitFiles(origin, { 'b.txt': 'b\n' })
  const folder = temporaryFolder()
  git(folder, 'clone', '--quiet', '--depth', '1', `file://${origin}`, 'clone')
  return join(folder, 'clone')
}

/** Has the files as they are, and none of their older versions. */
function partialClone(): string {
  const origin = newRepository({ ...clean, 'a.txt': 'old\n' })
  commitFiles(origin, { 'a.txt': 'new\n' })
  git(origin, 'config', 'uploadpack.allowFilter', 'true')
  const folder = temporaryFolder()
  git(folder, 'clone', '--quiet', '--filter=blob:none', `file://${origin}`, 'clone')
  return join(folder, 'clone')
}

describe('what could not be scanned', () => {
  const incomplete: readonly (readonly [string, () => string, string])[] = [
    ['a shallow clone', shallowClone, 'The clone is shallow'],
    [
      'a Git LFS pointer',
      () =>
        newRepository({
          'big.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 5\n`,
        }),
      'Git LFS',
    ],
    [
      'a missing object',
      () => {
        const folder = newRepository({ 'gone.txt': 'gone\n', 'a.txt': 'a\n' })
        removeObject(folder, git(folder, 'rev-parse', 'HEAD:gone.txt'))
        return folder
      },
      'The object is not in the repository',
    ],
    [
      'a damaged object',
      () => {
        const folder = newRepository({ 'bad.txt': 'bad\n', 'a.txt': 'a\n' })
        damageObject(folder, git(folder, 'rev-parse', 'HEAD:bad.txt'))
        return folder
      },
      'The object is damaged',
    ],
    [
      'a missing commit',
      () => {
        const folder = newRepository(clean)
        commitFiles(folder, { 'b.txt': 'b\n' })
        removeObject(folder, git(folder, 'rev-parse', 'HEAD~1'))
        return folder
      },
      'The commit is missing or damaged',
    ],
    [
      'a missing folder',
      () => {
        const folder = newRepository({ ...clean, 'c/d.txt': 'd\n' })
        removeObject(folder, git(folder, 'rev-parse', 'HEAD:c'))
        return folder
      },
      'The object is not in the repository',
    ],
    [
      'a branch that names nothing',
      () => {
        const folder = newRepository(clean)
        writeFileSync(join(folder, '.git/refs/heads/broken'), 'garbage\n')
        return folder
      },
      'The ref holds no object id',
    ],
    ['a partial clone', partialClone, 'The object was left out of this partial clone'],
    [
      'a HEAD whose branch has no commit, where others have',
      () => {
        const folder = newRepository(clean)
        git(folder, 'symbolic-ref', 'HEAD', 'refs/heads/nowhere')
        return folder
      },
      'HEAD names a branch that has no commit',
    ],
  ]
  test.each(incomplete)('%s ends with 4 and is never clean', async (_, make, reason) => {
    const { code, stdout } = await check(make(), '--policy', policyFile(lenient))
    expect(stdout).toContain('as far as it could be scanned')
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(reason)
    expect(code).toBe(4)
  })

  test.each(incomplete)('%s is not ready by the policy that is used without one', async (_, make, reason) => {
    const { code, stdout } = await check(make())
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(reason)
    expect(code).toBe(1)
  })
})

describe('of several exit codes', () => {
  const lfs = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 5\n`

  test('findings (1) come before what could not be scanned (4)', async () => {
    const { code } = await check(
      newRepository({ 'a.sh': githubToken(), 'big.bin': lfs }),
      '--policy',
      policyFile(lenient),
    )
    expect(code).toBe(1)
  })

  test('what could not be scanned (4) comes before a request (3)', async () => {
    const asked = await check(newRepository({ 'a.txt': 'a\n' }), '--policy', policyFile(asking))
    expect(asked.code).toBe(3)
    const { code } = await check(newRepository({ 'big.bin': lfs }), '--policy', policyFile(asking))
    expect(code).toBe(4)
  })

  test('wrong usage (2) comes before findings (1)', async () => {
    const folder = newRepository({ 'a.sh': githubToken() })
    const { code, stdout } = await check(folder, '--output', join(folder, 'no', 'such', 'folder', 'out'))
    expect(code).toBe(2)
    expect(stdout).toBe('')
  })
})

function trackedOf(run: Run): readonly boolean[] {
  const { findings }: { findings: { history: { tracked: boolean } | null }[] } = JSON.parse(run.stdout)
  return findings.map(({ history }) => history?.tracked ?? true)
}

describe('every kind of repository', () => {
  const env = { '.env': `TOKEN=${githubToken(3)}\n` }

  test('none at all', async () => {
    const { code, stderr } = await check(temporaryFolder())
    expect(stderr).toContain('There is no git repository at')
    expect(stderr).toContain('gatehouse scan')
    expect(code).toBe(2)
  })

  test.each([
    ['garbage', 'nothing that git would write\n'],
    ['a commit that is not there', `${'12'.repeat(20)}\n`],
  ])('one whose HEAD is %s', async (_, head) => {
    const folder = newRepository(clean)
    writeFileSync(join(folder, '.git/HEAD'), head)
    const { code, stderr } = await check(folder)
    expect(stderr).toContain('There is no commit called HEAD')
    expect(code).toBe(2)
  })

  test('one without a commit, of which nothing can be said yet', async () => {
    const folder = newRepository()
    writeFiles(folder, { 'a.txt': 'a\n' })
    const { code, stdout } = await check(folder, '--policy', policyFile(lenient))
    expect(stdout).toContain('as far as it could be scanned')
    expect(stdout).toContain('There is no commit yet')
    expect(stdout).not.toContain('Nothing was left out')
    expect(code).toBe(4)
    expect((await check(folder)).code).toBe(1)
  })

  test('one without a commit where a .env is staged', async () => {
    const folder = newRepository()
    writeFiles(folder, env)
    git(folder, 'add', '--all')
    const { code, stdout } = await check(folder)
    expect(stdout).toContain('Not ready')
    expect(stdout).toContain('.env:1:7')
    expect(stdout).toContain('it is staged and in no commit yet')
    expect(stdout).toContain('Looked at 1 file')
    expect(code).toBe(1)
  })

  test('one where a token is staged, which is told once and only of what is checked out', async () => {
    const folder = newRepository({ ...clean, 'old.sh': `${githubToken(1)}\n` })
    writeFiles(folder, { 'old.sh': `\n${githubToken(1)}\n`, 'new.sh': githubToken(2) })
    git(folder, 'add', '--all')
    const { findings }: { findings: { path: string; line: number }[] } = JSON.parse(
      (await check(folder, '--format', 'json')).stdout,
    )
    expect(findings.map(({ path, line }) => `${path}:${line}`)).toEqual(['new.sh:1', 'old.sh:1'])
    expect((await check(folder, '--ref', 'main')).stdout).not.toContain('new.sh')
  })

  test('one whose index is damaged is still looked at, and says so', async () => {
    const folder = newRepository(clean)
    writeFileSync(join(folder, '.git/index'), 'garbage\n')
    const { code, stdout } = await check(folder, '--policy', policyFile(lenient))
    expect(stdout).toContain('What is staged could not be read')
    expect(code).toBe(4)
  })

  test('a bare one', async () => {
    const folder = newRepository(env)
    git(folder, 'clone', '--quiet', '--bare', '.', 'bare.git')
    const { code, stdout } = await check(join(folder, 'bare.git'))
    expect(stdout).toContain('.env')
    expect(code).toBe(1)
  })

  test('a linked worktree, with the branch that is checked out there', async () => {
    const folder = newRepository(clean)
    git(folder, 'worktree', 'add', '--quiet', '-b', 'other', 'linked')
    commitFiles(join(folder, 'linked'), env)
    const inLinked = await check(join(folder, 'linked'), '--format', 'jsonl')
    expect(inLinked.stdout).toContain('"path":".env"')
    const linked = await check(join(folder, 'linked'), '--format', 'json')
    const main = await check(folder, '--format', 'json')
    expect(trackedOf(linked)).toContain(true)
    expect(trackedOf(main)).not.toContain(true)
  })

  test('a submodule by itself, and the repository that has it, which lists it', async () => {
    const inner = newRepository(env)
    const outer = newRepository(clean)
    git(outer, 'submodule', '--quiet', 'add', inner, 'inner')
    git(outer, 'commit', '--quiet', '--message', 'Add it')
    const whole = await check(outer)
    expect(whole.stdout).toContain('It is a submodule')
    expect(whole.code).toBe(0)
    expect((await check(join(outer, 'inner'))).code).toBe(1)
  })

  test('a folder inside a work tree means the whole repository', async () => {
    const folder = newRepository({ ...env, 'deep/down/a.txt': 'a\n' })
    const { code, stdout } = await check(join(folder, 'deep', 'down'))
    expect(stdout).toContain('.env')
    expect(code).toBe(1)
  })

  test('an address', async () => {
    const folder = newRepository(env)
    const { code, stdout } = await check(`file://${folder}`)
    expect(stdout).toContain(`file://${folder}`)
    expect(stdout).toContain('.env')
    expect(code).toBe(1)
  })
})

test('a report of `.` says which repository it is about', async () => {
  const folder = newRepository({ 'shop/deep/a.txt': 'a\n' })
  const named = basename(folder)
  const targetOf = async (command: string, inside: string, target: string): Promise<unknown> => {
    const { stdout } = await run([command, target, '--format', 'json'], { folder: join(folder, inside) })
    return JSON.parse(stdout).target
  }
  expect(await targetOf('check', '.', '.')).toBe(named)
  expect(await targetOf('check', 'shop', '..')).toBe(named)
  expect(await targetOf('scan', 'shop', '.')).toBe('shop')
  expect(await targetOf('scan', '.', 'shop/')).toBe('shop/')
  git(folder, 'remote', 'add', 'origin', 'https://github.com/acme/shop.git')
  expect(await targetOf('check', '.', '.')).toBe('acme/shop')
})

describe('options', () => {
  test('--ref says which files count as tracked now, on a branch or on none', async () => {
    const folder = newRepository(clean)
    git(folder, 'checkout', '--quiet', '-b', 'leaky')
    const leaky = commitFiles(folder, { 'x.pem.txt': githubToken() })
    git(folder, 'checkout', '--quiet', 'main')
    const inTree = 'Secrets tracked now'
    expect((await check(folder)).stdout).not.toContain(inTree)
    expect((await check(folder, '--ref', 'leaky')).stdout).toContain(inTree)
    git(folder, 'branch', '--quiet', '-D', 'leaky')
    expect((await check(folder)).code).toBe(0)
    // No ref leads to it any more, and still it is what was asked for.
    const byId = await check(folder, '--ref', leaky)
    expect(byId.stdout).toContain(inTree)
    expect(byId.code).toBe(1)
  })

  test('--no-history does not call history clean', async () => {
    const { code, stdout } = await check(newRepository(clean), '--no-history')
    expect(stdout).toContain('Not ready')
    expect(stdout).toMatch(/history was not/i)
    expect(code).toBe(1)
    const lenientRun = await check(newRepository(clean), '--no-history', '--policy', policyFile(lenient))
    expect(lenientRun.code).toBe(0)
  })

  test("the policy's `scanning.history` says how far back to look", async () => {
    const folder = newRepository(clean)
    git(folder, 'checkout', '--quiet', '-b', 'other')
    commitFiles(folder, { 'a.sh': githubToken() })
    git(folder, 'checkout', '--quiet', 'main')
    git(folder, 'update-ref', 'refs/notes/x', git(folder, 'rev-parse', 'other'))
    const looking = (scope: string) =>
      check(folder, '-f', 'jsonl', '-p', policyFile(`${lenient}scanning: { history: ${scope} }\n`))
    expect((await looking('branches')).stdout).not.toBe('')
    expect((await looking('head')).stdout).toBe('')
    expect((await looking('none')).stdout).toBe('')
    git(folder, 'branch', '--quiet', '-D', 'other')
    expect((await looking('branches')).stdout).toBe('')
    expect((await looking('all')).stdout).not.toBe('')
    expect((await check(folder, '--all-refs')).code).toBe(1)
  })

  test('--name says which group applies; else the address of origin does', async () => {
    const folder = newRepository(clean)
    const policy = policyFile(`version: 1
groups:
  - name: closed
    match: ['acme/pay-*']
    access: deny
  - name: open
    match: ['acme/*']
    access: allow
`)
    const closed = await check(folder, '-p', policy, '--name', 'acme/pay-in')
    expect(closed.stdout).toContain('group closed')
    expect(closed.code).toBe(1)
    expect((await check(folder, '-p', policy, '--name', 'acme/shop')).code).toBe(0)
    git(folder, 'remote', 'add', 'origin', 'https://someone:swordfish22@example.com/acme/pay-out.git')
    const byRemote = await check(folder, '-p', policy)
    expect(byRemote.stdout).toContain('group closed')
    expect(byRemote.stdout).not.toContain('swordfish22')
    expect(byRemote.code).toBe(1)
  })

  test('a group that depends on a name nobody gave says how to give it', async () => {
    const policy = policyFile("version: 1\ngroups:\n  - {name: shops, match: ['acme/*'], access: allow}\n")
    const { code, stdout } = await check(newRepository(clean), '-p', policy)
    const flag = /`(--\w+) owner\/repository`/.exec(stdout.replaceAll(/\s+/g, ' '))?.[1]
    expect(flag).toBe('--name')
    expect(code).toBe(1)
    expect((await check(newRepository(clean), '-p', policy, flag!, 'acme/shop')).code).toBe(0)
  })
})
