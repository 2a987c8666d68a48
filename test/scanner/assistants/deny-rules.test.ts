import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  deniedPaths,
  denyRulesFor,
  readDenyRules,
  withDenyRules,
} from '../../../scanner/rules/assistants/deny-rules.ts'
import { gitignoreMatches } from '../../../scanner/rules/assistants/gitignore-pattern.ts'
import { runs as numRuns } from '../../runs.ts'

const settings = (...deny: readonly unknown[]) => JSON.stringify({ permissions: { deny } })
const covers = (rule: string, path: string) =>
  deniedPaths(readDenyRules(settings(rule)).rules, [path]).covered.length === 1

describe('a gitignore pattern', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-ignore-'))
    execFileSync('git', ['init', '-q', folder])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** What git itself says of each path under one pattern. */
  const gitSays = (pattern: string, paths: readonly string[]): readonly string[] => {
    writeFileSync(join(folder, '.gitignore'), `${pattern}\n`)
    try {
      const input = paths.map((path) => `${path}\0`).join('')
      const options = {
        cwd: folder,
        input,
        encoding: 'utf8' as const,
        stdio: ['pipe', 'pipe', 'ignore'] as const,
      }
      return execFileSync('git', ['check-ignore', '--no-index', '-z', '--stdin'], {
        ...options,
        stdio: [...options.stdio],
      })
        .split('\0')
        .filter(Boolean)
    } catch (error) {
      // Exit code 1: none of them is ignored.
      if (error instanceof Error && 'status' in error && error.status === 1) return []
      throw error
    }
  }

  const paths = [
    '.env',
    'a',
    'a/b',
    'a/b/c',
    'b',
    'b/a',
    'a/a',
    'c/b/a',
    'aa',
    'ab/a',
    'a.b',
    'x/.env',
    'x/y/.env',
    'x/.env.local',
    'a b',
    '[a]',
    'a/*',
  ]

  test.each([
    '.env',
    '/.env',
    '.env*',
    '*.b',
    'a/',
    'a/**',
    '**/a',
    'a/**/c',
    '**',
    '*',
    'a/*',
    '/a',
    '/*/a',
    'a?',
    '[ab]',
    '[!a]',
    '[a-b]*',
    '\\*',
    'a\\ b',
    '\\[a\\]',
    'b/',
    '/a/b/',
    'x/**/.env',
    '**/b/**',
    'a/b',
    'nothing',
  ])('%j matches what git says it matches', (pattern) => {
    expect(paths.filter((path) => gitignoreMatches(pattern, path))).toEqual(gitSays(pattern, paths))
  })

  test('made up at random matches what git says it matches', () => {
    const piece = fc.constantFrom('a', 'b', '.env', '*', '**', '?', '[ab]', '[!b]', 'a*', '*b', 'aa')
    const pattern = fc
      .tuple(
        fc.constantFrom('', '/'),
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('', '/'),
      )
      .map(([before, pieces, after]) => `${before}${pieces.join('/')}${after}`)
    const segment = fc.constantFrom('a', 'b', 'aa', 'ab', '.env', 'ba')
    const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'))
    fc.assert(
      fc.property(pattern, fc.uniqueArray(path, { minLength: 10, maxLength: 25 }), (pattern, paths) => {
        expect(paths.filter((candidate) => gitignoreMatches(pattern, candidate))).toEqual(
          gitSays(pattern, paths),
        )
      }),
      // Each run starts git.
      { numRuns: Math.min(300, numRuns) },
    )
  })

  test('takes no more than pattern times path steps', () => {
    expect(gitignoreMatches('*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(4000))).toBe(false)
    expect(gitignoreMatches(`${'**/*a/'.repeat(60)}b`, 'aa/'.repeat(300))).toBe(false)
    expect(gitignoreMatches('x'.repeat(5000), 'x'.repeat(5000))).toBe(false)
  })
})

describe('a deny rule', () => {
  test.each([
    ['Read(.env)', '.env'],
    ['Read(.env)', 'apps/web/.env'],
    ['Read(**/.env)', 'apps/web/.env'],
    ['Read(./.env)', '.env'],
    ['Read(/config/prod.key)', 'config/prod.key'],
    ['Read(secrets/**)', 'secrets/a.txt'],
    ['Read(secrets/**)', 'deep/down/secrets/a/b.txt'],
    ['Read(./secrets/**)', 'secrets/a.txt'],
    ['Read(config/keys/**)', 'config/keys/a/b.pem'],
    ['Read(*.pem)', 'certs/server.pem'],
    ['Read(.env.*)', '.env.production'],
    ['Read(//**/.env)', 'apps/.env'],
    ['Read', 'anything'],
    ['*', 'anything'],
  ])('%s covers %s', (rule, path) => expect(covers(rule, path)).toBe(true))

  test.each([
    ['Read(./.env)', 'apps/web/.env'],
    ['Read(/.env)', 'apps/web/.env'],
    ['Read(./secrets/**)', 'apps/secrets/a.txt'],
    ['Read(config/keys/**)', 'apps/config/keys/a.pem'],
    ['Read(.env)', '.env.local'],
    ['Read(.ENV)', '.env'],
    ['Read(~/.env)', '.env'],
    ['Read(//home/me/project/.env)', '.env'],
    ['Read(!.env)', '.env'],
    ['Read()', '.env'],
    ['Edit(.env)', '.env'],
    ['Write(.env)', '.env'],
    ['Bash(cat .env)', '.env'],
    ['mcp__*', '.env'],
    ['Read(.env', '.env'],
  ])('%s does not cover %s', (rule, path) => expect(covers(rule, path)).toBe(false))

  test('is read with its place, and what is no rule for reading files is left out', () => {
    const text = settings('Read(.env)', 'Bash(curl *)', 'Edit(a)')
    const { rules } = readDenyRules(text)
    expect(rules.map(({ start, end }) => text.slice(start, end))).toEqual(['"Read(.env)"'])
  })

  test('beside something that is no text counts for nothing: Claude Code skips such a file', () => {
    for (const odd of [5, null, ['Read(a)']])
      expect(readDenyRules(settings('Read(.env)', odd))).toEqual({ rules: [], readable: false })
  })

  test('in a file that Claude Code skips counts for nothing', () => {
    expect(readDenyRules('{"permissions": {"deny": ["Read(.env)"],}}')).toEqual({
      rules: [],
      readable: false,
    })
  })
})

describe('added rules', () => {
  const path = fc
    .array(
      fc.constantFrom('.env', 'a b', '[x]', 'y*', 'z?', 'back\\slash', 'ü', '.env.local', 'key.pem', ' end '),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join('/'))

  test('cover what they were made for', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 8 }), (paths) => {
        const merged = withDenyRules(null, denyRulesFor(paths))!
        expect(deniedPaths(readDenyRules(merged).rules, paths).uncovered).toEqual([])
      }),
      { numRuns },
    )
  })

  test('leave everything else as it was, and are added once', () => {
    const before = { model: 'opus', permissions: { allow: ['Read'], deny: ['Read(.env)'] } }
    const once = withDenyRules(JSON.stringify(before), ['Read(.env)', 'Read(/a.pem)'])!
    expect(JSON.parse(once)).toEqual({
      ...before,
      permissions: { allow: ['Read'], deny: ['Read(.env)', 'Read(/a.pem)'] },
    })
    expect(withDenyRules(once, ['Read(.env)', 'Read(/a.pem)'])).toBe(once)
  })

  test.each([
    [
      'two blanks',
      '{\n  "z": 1,\n  "permissions": {\n    "deny": [\n      "Read(x)"\n    ],\n    "allow": ["Bash(ls)"]\n  }\n}\n',
    ],
    ['tabs', '{\n\t"permissions": {\n\t\t"deny": [\n\t\t\t"Read(x)"\n\t\t]\n\t},\n\t"a": [1,2]\n}'],
    [
      'CRLF',
      '{\r\n    "permissions": {\r\n        "deny": [\r\n            "Read(x)"\r\n        ]\r\n    }\r\n}\r\n',
    ],
  ])('keep the file as it is written, with %s', (_, text) => {
    const [, gap] = /"deny": \[(\s+)/.exec(text)!
    expect(withDenyRules(text, ['Read(.env)'])).toBe(
      text.replace('"Read(x)"', `"Read(x)",${gap}"Read(.env)"`),
    )
  })

  test('are not added where a key stands twice and they would not count', () => {
    const text = '{"permissions":{"deny":["Read(a)"]},"permissions":{"deny":["Read(b)"]}}'
    expect(withDenyRules(text, ['Read(c)'])).toBeNull()
  })

  test.each([
    '{"permissions": []}',
    '{"permissions": {"deny": {}}}',
    '{"permissions": {"allow": [1]}}',
    '{ // comment\n}',
  ])('are not added to settings that Claude Code skips: %j', (text) =>
    expect(withDenyRules(text, ['Read(a)'])).toBeNull(),
  )

  test.each(['{,}', '[]', '5', 'null', ''])('are not added to %j', (text) =>
    expect(withDenyRules(text, ['Read(a)'])).toBeNull(),
  )
})
