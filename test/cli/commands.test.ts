import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPolicy } from '../../policies/read-policy.ts'
import { ruleKinds } from '../../scanner/engine/rule.ts'
import { allRules } from '../../scanner/rules/index.ts'
import { temporaryFolder, writeFiles } from '../scanner/sources/git-fixture.ts'
import { run } from './run.ts'
import { githubRule, githubToken } from './secrets.ts'

const root = join(import.meta.dirname, '../..')

describe('rules', () => {
  test('list names every rule, or those of a kind', async () => {
    const all = (await run(['rules', 'list'])).stdout
    for (const { id } of allRules) expect(all).toContain(id)
    expect(all).toContain(`${allRules.length} rules.`)
    for (const kind of ruleKinds) {
      const { stdout } = await run(['rules', 'list', '--kind', kind, '--json'])
      const listed: { id: string; kind: string }[] = JSON.parse(stdout)
      expect(listed.map(({ id }) => id)).toEqual(
        allRules.filter((rule) => rule.kind === kind).map(({ id }) => id),
      )
    }
  })

  test('show tells why, what to do, and where the format is described', async () => {
    const rule = allRules.find(({ id }) => id === githubRule)!
    const { stdout, code } = await run(['rules', 'show', githubRule])
    for (const text of [rule.title, rule.why, rule.fix, rule.source.url]) expect(stdout).toContain(text)
    expect(code).toBe(0)
  })

  test('show does not send people to a syntax page for a rule of their own policy', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, {
      'policy.yml': `version: 1
scanning:
  rules: [{ id: acme-badge, title: Acme badge, pattern: 'badge-[0-9]{6}', keywords: [badge-] }]
`,
    })
    const { stdout } = await run(['rules', 'show', 'acme-badge', '-p', 'policy.yml'], { folder })
    expect(stdout).toContain('Added by the policy policy.yml')
    expect(stdout).not.toContain('http')
    const unchecked = allRules.find(({ source }) => source.checked === 'unverified')!
    const shown = (await run(['rules', 'show', unchecked.id])).stdout
    expect(shown).toContain(`Format: ${unchecked.source.url} (known from elsewhere`)
    expect(shown).not.toContain('by us')
  })

  test('rules test tries one on standard input or a file, and shows no secret', async () => {
    const input = `a\n  t = ${githubToken()}\n`
    const found = await run(['rules', 'test', githubRule], { input })
    expect(found).toEqual({ code: 1, stderr: '', stdout: `2:7  ${githubRule}  high  t = ghp_********\n` })
    expect(await run(['rules', 'test', 'slack-bot-token'], { input })).toEqual({
      code: 0,
      stderr: '',
      stdout: 'Nothing found.\n',
    })
    const folder = temporaryFolder()
    writeFiles(folder, { 'a.txt': Buffer.from(input).toString('base64') })
    const inFile = await run(['rules', 'test', 'all', 'a.txt'], { folder })
    expect(inFile.stdout).toBe(`1:1 (base64)  ${githubRule}  high  t = ghp_********\n`)
  })

  test('rules test judges by the path that is given', async () => {
    const input = `password = "${githubToken().slice(6, 20)}"\n`
    expect((await run(['rules', 'test', 'all', '--as', 'src/config.yml'], { input })).code).toBe(1)
    expect((await run(['rules', 'test', 'all', '--as', 'package-lock.json'], { input })).code).toBe(0)
  })

  test('rules test says of a rule for whole files how to try it', async () => {
    const { stderr, code } = await run(['rules', 'test', 'dotenv-file'], { input: 'A=1' })
    expect(stderr).toContain('dotenv-file is a file rule')
    expect(code).toBe(2)
  })
})

describe('policy', () => {
  test('show prints a policy that validate accepts and explain explains', async () => {
    const folder = temporaryFolder()
    for (const name of ['observe-all', 'balanced', 'strict']) {
      const { stdout } = await run(['policy', 'show', name])
      expect(readPolicy(stdout).ok).toBe(true)
      writeFiles(folder, { [`${name}.yml`]: stdout })
      const valid = await run(['policy', 'validate', `${name}.yml`], { folder })
      expect(valid).toEqual({
        code: 0,
        stderr: '',
        stdout: `${name}.yml is valid: 1 group, 0 allowlist entries.\n`,
      })
      expect((await run(['policy', 'explain', `${name}.yml`], { folder })).stdout).toContain(
        'every repository',
      )
    }
  })

  test('schema prints the published schemas', async () => {
    for (const [flags, file] of [
      [[], 'policy'],
      [['--allowlist'], 'allowlist'],
    ] as const) {
      const { stdout } = await run(['policy', 'schema', ...flags])
      expect(stdout).toBe(readFileSync(join(root, `policies/${file}.schema.json`), 'utf8'))
    }
  })

  test('explain tells of one repository which group it falls into', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, {
      'p.yml':
        "version: 1\ngroups:\n  - {name: closed, match: ['acme/pay-*'], access: deny}\n  - {name: open, match: ['**'], access: allow}\n",
    })
    const { stdout } = await run(['policy', 'explain', 'p.yml', '--repository', 'acme/pay-in'], { folder })
    expect(stdout).toContain('closed')
  })
})
