import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { formats } from '../../report/formats.ts'
import { sarifProblems } from '../report/sarif-schema.ts'
import { commitFiles, newRepository, temporaryFolder, writeFiles } from '../scanner/sources/git-fixture.ts'
import { records, run, start } from './run.ts'
import { githubRule, githubToken } from './secrets.ts'

const keys = [
  'rule',
  'title',
  'severity',
  'confidence',
  'path',
  'line',
  'column',
  'endLine',
  'endColumn',
  'commit',
  'fingerprint',
  'status',
  'excerpt',
  'reachedBy',
]

/** A repository with a finding of every kind, tracked and not. */
function manyFindings(): string {
  const encoded = Buffer.from(`token = ${githubToken(3)}`).toString('base64')
  const folder = newRepository({ 'old.sh': githubToken(1) })
  commitFiles(folder, {
    'old.sh': 'clean\n',
    '.env': `TOKEN=${githubToken(2)}\n`,
    'deep/er/encoded.yml': `data: ${encoded}\n`,
    id_rsa: 'not a key\n',
    '.claude/settings.json': '{"permissions":{"allow":["Bash(*)"],"defaultMode":"bypassPermissions"}}',
    '.github/workflows/claude.yml':
      'on: issue_comment\npermissions: write-all\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: anthropics/claude-code-action@main\n',
  })
  commitFiles(folder, {}, `Use ${githubToken(4)}`)
  return folder
}

describe('jsonl', () => {
  test('has exactly the promised keys, in their order, of the promised types', async () => {
    const folder = manyFindings()
    for (const flags of [[], ['--history']]) {
      const { stdout, code } = await run(['scan', folder, '-f', 'jsonl', ...flags])
      expect(code).toBe(1)
      const lines = stdout.split('\n').slice(0, -1)
      expect(lines.length).toBeGreaterThan(4)
      for (const line of lines) {
        const record: Record<string, unknown> = JSON.parse(line)
        expect(Object.keys(record)).toEqual(keys)
        expect(record['severity']).toMatch(/^(?:info|low|medium|high|critical)$/)
        expect(record['confidence']).toMatch(/^(?:low|medium|high)$/)
        expect(record['fingerprint']).toMatch(/^g1:[0-9a-f]{40}$/)
        expect(record['status']).toMatch(/^(?:open|false-positive|risk-accepted|outside-diff|baseline)$/)
        expect(record['reachedBy']).toBeInstanceOf(Array)
        const places = [record['line'], record['column'], record['endLine'], record['endColumn']]
        expect(new Set(places.map((place) => place === null)).size).toBe(1)
      }
    }
  })

  test('of check has the commit of tracked secrets too', async () => {
    const found = records(await run(['check', manyFindings(), '-f', 'jsonl']))
    const secrets = found.filter(({ rule }) => rule === githubRule)
    for (const { commit } of secrets) expect(commit).toMatch(/^[0-9a-f]{40}$/)
    expect(found.map(({ path }) => path)).toContain('old.sh')
  })

  test('of scan has no commits outside of history', async () => {
    const found = records(await run(['scan', manyFindings(), '-f', 'jsonl']))
    expect(new Set(found.map(({ commit }) => commit))).toEqual(new Set([null]))
  })

  test('is empty where nothing was found', async () => {
    const { stdout, code } = await run(['scan', newRepository({ 'a.txt': 'a\n' }), '-f', 'jsonl'])
    expect(stdout).toBe('')
    expect(code).toBe(0)
  })
})

test('places are in UTF-16 units, 1-based, with an exclusive end, whatever stands before', async () => {
  const folder = temporaryFolder()
  const token = githubToken()
  const text = ['first', `\té😀日本 = "${token}"`, '', `𝒳\t${token};${githubToken(2)}`].join('\r\n')
  writeFiles(folder, {
    'utf8.txt': text,
    'marked.txt': `\uFEFF${text}`,
    'utf16.txt': Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]),
  })
  const found = records(await run(['scan', folder, '-f', 'jsonl']))
  const lines = text.split('\r\n')
  for (const name of ['utf8.txt', 'marked.txt', 'utf16.txt']) {
    const cut = found
      .filter(({ path }) => path === name)
      .map(({ line, column, endLine, endColumn }) => {
        expect(endLine).toBe(line)
        return lines[line! - 1]?.slice(column! - 1, endColumn! - 1)
      })
    expect(cut, name).toEqual([token, token, githubToken(2)])
  }
})

test('a secret over several lines has its own end', async () => {
  const folder = temporaryFolder()
  const label = ['RSA', 'PRIVATE', 'KEY'].join(' ')
  const body = Array.from({ length: 5 }, (_, seed) =>
    githubToken(seed).repeat(2).replaceAll('_', '').slice(0, 64),
  )
  writeFiles(folder, {
    'a.txt': `x\n  -----BEGIN ${label}-----\n${body.join('\n')}\n-----END ${label}-----\ny\n`,
  })
  const found = records(await run(['scan', join(folder, 'a.txt'), '-f', 'jsonl']))
  expect(found.filter(({ endLine, line }) => line === 2 && endLine === 8)).toHaveLength(1)
})

describe('every format', () => {
  test.each(Object.keys(formats))('%s of scan and check is written, and masked', async (format) => {
    const folder = manyFindings()
    for (const command of ['scan', 'check']) {
      const { stdout, stderr, code } = await run([command, folder, '-f', format])
      expect(stdout).toContain('deep/er/encoded.yml')
      expect(stdout.endsWith('\n')).toBe(true)
      for (const seed of [1, 2, 3]) expect(stdout).not.toContain(githubToken(seed).slice(4, 20))
      expect(stderr).toBe('')
      expect(code).toBe(1)
    }
  })

  test('sarif is valid, and has rules, fingerprints and places', async () => {
    for (const args of [['scan', '--history'], ['check']]) {
      const { stdout } = await run([args[0]!, manyFindings(), '-f', 'sarif', ...args.slice(1)])
      const log = JSON.parse(stdout)
      expect(sarifProblems(log)).toEqual([])
      const { results, tool } = log.runs[0]
      expect(results.length).toBeGreaterThan(4)
      for (const { ruleId, ruleIndex, partialFingerprints } of results) {
        expect(tool.driver.rules[ruleIndex].id).toBe(ruleId)
        expect(tool.driver.rules[ruleIndex].help.text).not.toBe('')
        expect(partialFingerprints['gatehouse/v1']).toMatch(/^g1:/)
      }
    }
  })

  test('html loads nothing from anywhere', async () => {
    const { stdout } = await run(['check', manyFindings(), '-f', 'html'])
    expect(stdout).toMatch(/^<!doctype html>/i)
    expect(stdout).not.toMatch(/<(?:script|link|img|iframe|object|embed|form|base)\b/i)
    expect(stdout).not.toMatch(/\s(?:src|srcset|action|background)=/i)
    expect(stdout).not.toMatch(/@import|url\((?!#)/i)
    expect(stdout).toContain("default-src 'none'")
  })

  test('csv has one row for each finding', async () => {
    const folder = manyFindings()
    const rows: Record<string, string>[] = parse((await run(['scan', folder, '-f', 'csv'])).stdout, {
      columns: true,
    })
    const found = records(await run(['scan', folder, '-f', 'jsonl']))
    expect(rows.map((row) => row['fingerprint'])).toEqual(found.map(({ fingerprint }) => fingerprint))
  })

  test('json, markdown and human tell of the same findings', async () => {
    const folder = manyFindings()
    const { findings }: { findings: { path: string }[] } = JSON.parse(
      (await run(['scan', folder, '-f', 'json'])).stdout,
    )
    const markdown = (await run(['scan', folder, '-f', 'markdown'])).stdout
    const human = (await run(['scan', folder, '--all'])).stdout
    for (const { path } of findings) {
      expect(markdown).toContain(path)
      expect(human).toContain(path)
    }
  })
})

const coloured = async (variables: Record<string, string>, columns?: number): Promise<boolean> => {
  const folder = temporaryFolder()
  const { stdout } = await run(['scan', folder], { variables, ...(columns !== undefined && { columns }) })
  return stdout.includes('\u001b[')
}

describe('colours', () => {
  test('on terminals only, unless NO_COLOR or FORCE_COLOR say otherwise', async () => {
    expect(await coloured({})).toBe(false)
    expect(await coloured({}, 80)).toBe(true)
    expect(await coloured({ NO_COLOR: '1' }, 80)).toBe(false)
    expect(await coloured({ NO_COLOR: '' }, 80)).toBe(true)
    expect(await coloured({ TERM: 'dumb' }, 80)).toBe(false)
    expect(await coloured({ FORCE_COLOR: '1' })).toBe(true)
    expect(await coloured({ FORCE_COLOR: '0' }, 80)).toBe(false)
    expect(await coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false)
  })

  test('a started program that writes to a pipe shows neither colours nor progress', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'a.sh': githubToken() })
    const { stdout, stderr } = await start(['scan', folder])
    expect(stdout).toContain('a.sh:1:1')
    expect(stdout).not.toContain('\u001b')
    expect(stderr).toBe('')
  })

  test('no line is wider than the terminal', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { [`${'long-'.repeat(12)}.sh`]: `${'x '.repeat(100)}${githubToken()}` })
    for (const columns of [40, 72, 120]) {
      const { stdout } = await run(['scan', folder], { columns, variables: { NO_COLOR: '1' } })
      const widest = Math.max(...stdout.split('\n').map((line) => line.length))
      // A path is never cut, so that it can be copied.
      expect(widest).toBeLessThanOrEqual(Math.max(columns, 80))
    }
  })
})
