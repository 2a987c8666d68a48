import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { formats } from '../../report/formats.ts'
import {
  commitFiles,
  git,
  gitWith,
  newRepository,
  temporaryFolder,
  writeFiles,
} from '../scanner/sources/git-fixture.ts'
import { random } from '../../scanner/engine/sample.ts'
import { canaries, leaksIn, pieceOf } from './canaries.ts'
import { run, start } from './run.ts'
import { githubRule, githubToken } from './secrets.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Temporary folders of the program under test are made here. */
function ownTemporaryFolder(): string {
  const folder = temporaryFolder()
  vi.stubEnv('TMPDIR', folder)
  return folder
}

const all = canaries()

test('there are canaries of most rules', () => {
  expect(all.length).toBeGreaterThan(300)
  expect(leaksIn(`x${all[0]!.piece}x`, [all[0]!.piece])).toEqual([all[0]!.piece])
})

test('no secret of any rule appears in any format of any command', async () => {
  const folder = newRepository({ 'README.md': 'x\n' })
  const files = Object.fromEntries(all.map(({ rule, text }) => [`src/${rule}.conf`, `# first\n${text}\n`]))
  commitFiles(folder, files)
  const pieces = all.map(({ piece }) => piece)
  const temporary = ownTemporaryFolder()
  const found = new Set<string>()
  for (const format of Object.keys(formats)) {
    const out = join(folder, `out.${format}`)
    for (const command of [['scan'], ['check']]) {
      const { stdout, stderr, code } = await run([...command, folder, '-f', format, '--all', '-o', out])
      expect(code).toBe(1)
      const text = stdout + stderr + readFileSync(out, 'utf8')
      expect(leaksIn(text, pieces), `${command[0]} ${format}`).toEqual([])
      writeFileSync(out, '')
      for (const { rule } of all) if (text.includes(rule)) found.add(rule)
    }
  }
  expect(readdirSync(temporary)).toEqual([])
  // They were there to be found.
  expect(all.filter(({ rule }) => !found.has(rule))).toEqual([])
})

describe('secrets where nobody looks for them', () => {
  const token = (seed: number): string => githubToken(100 + seed)

  test('in file names, members of archives, notebooks, encodings, authors, messages, branches, comments', async () => {
    const folder = newRepository({ 'README.md': 'x\n' })
    const password = random('base62', 16, 7)
    const notebook = JSON.stringify({
      cells: [{ source: [`t = "${token(1)}"`], outputs: [{ text: token(2) }] }],
      nbformat: 4,
    })
    commitFiles(folder, {
      [`keys/${token(3)}.txt`]: `${token(3)}\n`,
      [`${token(4)}/.env`]: 'A=1\n',
      [`${token(5)}/a.pem`]: 'no key\n',
      [`password=${password}/x`]: token(6),
      'a.zip': Buffer.from(zipSync({ [`in/${token(7)}.txt`]: Buffer.from(token(8)) })),
      'a.gz': gzipSync(`x ${token(9)}`),
      'a.ipynb': notebook,
      'base64.txt': Buffer.from(`first ${token(10)} last`).toString('base64'),
      'hex.txt': Buffer.from(`first ${token(11)} last`).toString('hex'),
      'comment.sh': `T=${token(12)} # gatehouse:allow ${githubRule} -- it is ${token(13)} and harmless\n`,
      [`lfs/${token(14)}.bin`]: `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 5\n`,
      [`.github/workflows/${token(15)}.yml`]: `on: push\njobs: [ ${token(16)}\n  bad: {{\n`,
      '.github/workflows/claude.yml': `on: issue_comment\njobs:\n  ${token(17)}:\n    steps:\n      - uses: anthropics/claude-code-action@${token(18)}\n        with: { anthropic_api_key: ${token(19)}, allowed_bots: '*' }\n`,
      '.mcp.json': `{"mcpServers":{"${token(20)}":{"command":"npx","args":["--key","${token(21)}"],"env":{"T":"${token(22)}"}}}}`,
      '.claude/settings.json': `{"env":{"K":"${token(23)}"},"apiKeyHelper":"echo ${token(24)}","permissions":{"allow":["Bash(curl ${token(25)}:*)","Bash(*)"]}}`,
      '.claude/agents/x.md': `---\nname: ${token(26)}\ntools: Bash, ${token(27)}\n: bad\n---\n${token(28)}\n`,
    })
    gitWith(
      { GIT_AUTHOR_NAME: token(30), GIT_AUTHOR_EMAIL: `${token(31)}@x.example` },
      folder,
      'commit',
      '--quiet',
      '--allow-empty',
      '--message',
      `Add ${token(32)}`,
    )
    writeFiles(folder, { 'by.sh': `${token(33)}\n` })
    git(folder, 'add', '.')
    gitWith({ GIT_AUTHOR_NAME: `Bob ${token(34)}` }, folder, 'commit', '--quiet', '--message', token(35))
    git(folder, 'branch', token(36))
    git(folder, 'tag', `v-${token(37)}`)
    git(folder, 'remote', 'add', 'origin', `https://someone:${token(38)}@example.com/acme/shop.git`)
    mkdirSync(join(folder, token(39), 'objects'), { recursive: true })
    writeFiles(folder, { [`${token(39)}/HEAD`]: 'ref: refs/heads/main\n', [`${token(39)}/refs/x`]: '' })
    const pieces = [...Array.from({ length: 40 }, (_, seed) => pieceOf(token(seed))), pieceOf(password)]
    const temporary = ownTemporaryFolder()
    // JSON holds all that the others show.
    const commands: readonly (readonly string[])[] = [
      ...Object.keys(formats).map((format) => ['scan', folder, '--history', '--all-refs', '-f', format]),
      ...Object.keys(formats).map((format) => ['check', folder, '-f', format]),
      ['scan', folder, '-f', 'json'],
      ['scan', folder, '--diff', 'HEAD~3..HEAD', '-f', 'json'],
      ['check', folder, '-p', 'strict', '--ref', token(36), '-f', 'json'],
      ['check', `file://${folder}`, '-f', 'json'],
    ]
    for (const command of commands) {
      const { stdout, stderr, code } = await run([...command, '--all'])
      expect(leaksIn(stdout + stderr, pieces), command.join(' ')).toEqual([])
      expect(stderr).toBe('')
      expect(code).toBe(1)
    }
    const { stdout } = await run(['allowlist', 'report', folder])
    expect(stdout).toContain('comment.sh:1: comment for')
    expect(leaksIn(stdout, pieces)).toEqual([])
    expect(readdirSync(temporary)).toEqual([])
  })

  test('in names that are masked, what is not secret stays', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { [`backup/key ${token(40)}.txt`]: token(41) })
    const { stdout } = await run(['scan', folder])
    expect(stdout).toContain('backup/key ********.txt:1:1')
  })

  test('in policies and allowlists, also in those that are wrong', async () => {
    const folder = temporaryFolder()
    const repository = newRepository({ 'a.sh': githubToken(1), 'b.txt': 'badge-482913\n' })
    const [secret, other] = [token(50), token(51)]
    const expires = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    writeFiles(folder, {
      'good.yml': `version: 1
groups: [{ name: "all ${secret}", match: ['**'], access: allow }]
conditions: { noSecretsInTree: { severity: low } }
scanning:
  rules:
    - { id: acme-badge, title: "Badge ${secret}", pattern: 'badge-[0-9]{6}', keywords: [badge-], why: "Like ${secret}.", fix: "Use ${other}." }
allowlist: { file: list.yml }
`,
      'list.yml': `version: 1\nentries:\n  - rule: '${githubRule}'\n    path: a.sh\n    verdict: risk-accepted\n    reason: it is ${secret} and it is old\n    approver: ${other}\n    expires: ${expires}\n    rotated: { who: '${secret}', when: 2024-01-01, evidence: 'see ticket ${other}' }\n`,
      'wrong-value.yml': `version: ${secret}\n`,
      'wrong-key.yml': `version: 1\n${secret}: 1\n`,
      'wrong-yaml.yml': `version: 1\ngroups: [ "${secret}\n`,
      'wrong-tag.yml': `version: !${secret} 1\n`,
      'wrong-list.yml': `version: 1\nentries:\n  - rule: ${secret}\n    path: "${other}/../x"\n`,
      [`${secret}.yml`]: 'version: 2\n',
    })
    const pieces = [pieceOf(secret), pieceOf(other), '482913']
    const policies = [
      'wrong-value.yml',
      'wrong-key.yml',
      'wrong-yaml.yml',
      'wrong-tag.yml',
      `${secret}.yml`,
      `no-${secret}`,
    ]
    const commands: readonly (readonly [code: number, ...args: readonly string[]])[] = [
      ...Object.keys(formats).map(
        (format) => [1, 'check', repository, '-p', 'good.yml', '-f', format] as const,
      ),
      [0, 'policy', 'validate', 'good.yml'],
      [0, 'policy', 'explain', 'good.yml'],
      [0, 'policy', 'explain', 'good.yml', '--repository', `acme/${secret}`],
      [0, 'rules', 'list', '-p', 'good.yml'],
      [0, 'rules', 'list', '--json', '-p', 'good.yml'],
      [0, 'rules', 'show', 'acme-badge', '-p', 'good.yml'],
      [1, 'rules', 'test', 'all', repository.concat('/a.sh')],
      [0, 'allowlist', 'report', repository, '-p', 'good.yml'],
      ...policies.flatMap((policy) => [
        [2, 'check', repository, '-p', policy] as const,
        [2, 'policy', 'validate', policy] as const,
      ]),
      [2, 'check', repository, '--allowlist', 'wrong-list.yml'],
      [2, 'policy', 'show', secret],
      [2, 'policy', 'explain', 'good.yml', '--repository', secret],
    ]
    for (const [expected, ...args] of commands) {
      const { stdout, stderr, code } = await run(args, { folder })
      expect(leaksIn(stdout + stderr, pieces), args.join(' ')).toEqual([])
      expect(stdout + stderr).not.toContain('482913')
      expect(code, args.join(' ')).toBe(expected)
    }
  })

  test('in what is given on the command line, and in addresses that cannot be cloned', async () => {
    const repository = newRepository({ 'a.txt': 'a\n' })
    git(repository, 'branch', `feature-${token(60)}`)
    const temporary = ownTemporaryFolder()
    vi.stubEnv('https_proxy', 'http://127.0.0.1:9')
    const hidden = ['swordfish2468', 'swordfi/sh2468', 'sword@fish2468', 'sword:fish2468', 'sw"ord\'fish2468']
    const addresses = [
      ...hidden.map((password) => `https://ada:${password}@example.invalid/acme/shop.git`),
      `https://${token(61)}@example.invalid/acme/shop.git`,
      `https://example.invalid/acme/shop.git?access_token=${token(62)}&private=swordfish2468`,
      `ssh://ada:swordfish2468@127.0.0.1:9/acme/shop.git`,
      `${token(63)}@example.invalid:acme/shop.git`,
      `http://ada:swordfish2468@example.invalid/acme/shop.git`,
      `file://ada:swordfish2468@example.invalid/acme/shop.git`,
      `file:///nowhere/${token(64)}`,
    ]
    const commands: readonly (readonly string[])[] = [
      ...addresses.flatMap((address) => [
        ['check', address],
        ['scan', address],
      ]),
      ['check', repository, '--ref', token(65)],
      ['check', repository, '--ref', `featur-${token(60)}`],
      ['scan', repository, '--diff', `${token(66)}..HEAD`],
      ['scan', `/nowhere/${token(67)}`],
      ['scan', repository, `--tokne=${token(68)}`],
      ['scan', repository, '--threads', token(69)],
      ['scan', repository, '-f', token(70)],
      [token(71)],
      ['scan', repository, token(72)],
      ['scan', repository, '--baseline', token(73)],
      ['scan', repository, '-o', `/nowhere/${token(74)}/x`],
      ['rules', 'show', token(75)],
      ['completion', token(76)],
    ]
    const pieces = Array.from({ length: 40 }, (_, seed) => pieceOf(token(50 + seed)))
    for (const args of commands) {
      const { stdout, stderr, code } = await run(args)
      const shown = stdout + stderr
      expect(leaksIn(shown, pieces), args.join(' ')).toEqual([])
      expect(shown, args.join(' ')).not.toMatch(/sword|2468/)
      expect(code, args.join(' ')).toBe(2)
    }
    expect(readdirSync(temporary)).toEqual([])
  })

  test('in a bug of ours: only the place in our code is told, and the exit code is 70', async () => {
    const folder = temporaryFolder()
    const preload = join(folder, 'break.mjs')
    writeFileSync(preload, `JSON.stringify = () => { throw new Error('found ${token(80)}') }\n`)
    writeFiles(folder, { 'scanned/a.sh': token(81) })
    const found = await start(['scan', join(folder, 'scanned'), '-f', 'jsonl'], {
      node: ['--import', preload],
    })
    expect(found.code).toBe(70)
    expect(found.stderr).toMatch(/^internal error: Error at /)
    expect(found.stderr).toContain('This is a bug in Gatehouse')
    expect(leaksIn(found.stdout + found.stderr, [pieceOf(token(80)), pieceOf(token(81))])).toEqual([])
  })

  test('in a bug outside of any command, as in a timer', async () => {
    const folder = temporaryFolder()
    const preload = join(folder, 'break.mjs')
    writeFileSync(preload, `setTimeout(() => { throw new Error('found ${token(82)}') }, 600).unref()\n`)
    const script = `import('${join(import.meta.dirname, '../../cli/gatehouse.ts')}').then(() => setTimeout(() => {}, 5000))`
    const { startProgram } = await import('./run.ts')
    const found = await startProgram(process.execPath, ['--import', preload, '-e', script])
    expect(found.code).toBe(70)
    expect(leaksIn(found.stdout + found.stderr, [pieceOf(token(82))])).toEqual([])
  })
})
