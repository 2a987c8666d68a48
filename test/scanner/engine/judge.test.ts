import { expect, test } from 'vitest'
import { zipSync } from 'fflate'
import { judge } from '../../../scanner/engine/judge.ts'
import { matchBytes } from '../../../scanner/engine/match-bytes.ts'
import { acme, compiled } from './sample-rule.ts'

const [token] = matchBytes(compiled, Buffer.from(acme()))
const [password] = matchBytes(compiled, Buffer.from('password = "tiger99"'))

test('a token of a known format counts anywhere, and less among tests', () => {
  expect(judge(token!, 'src/app.ts')).toEqual({ severity: 'high', confidence: 'high' })
  expect(judge(token!, 'package-lock.json')?.confidence).toBe('high')
  expect(judge(token!, 'test/app.test.ts')).toMatchObject({ severity: 'high', confidence: 'medium' })
})

test('what only looks like a secret does not count where such texts are ordinary', () => {
  expect(judge(password!, 'src/app.ts')).toBeDefined()
  expect(judge(password!, 'test/app.test.ts')).toMatchObject({ severity: 'low', confidence: 'low' })
  for (const path of [
    'yarn.lock',
    'dist/app.min.js',
    'locales/de.json',
    'examples/app.ts',
    'node_modules/a/b.js',
  ]) {
    expect(judge(password!, path), path).toBeUndefined()
  }
})

test('a template of an environment file is looked at', () => {
  expect(judge(password!, 'config/.env.example')).toMatchObject({ confidence: 'low' })
})

test('a bare word is a value in configuration and a name in code', () => {
  const bare = { ...password!, onlyInConfiguration: true }
  expect(judge(bare, 'settings.ini')).toBeDefined()
  expect(judge(bare, 'settings.py')).toBeUndefined()
})

test('a sample that is doubted anyway is nothing in a place for samples', () => {
  const doubted = { ...token!, severity: 'low', confidence: 'low' } as const
  expect(judge(doubted, 'src/app.ts')).toBeDefined()
  expect(judge(doubted, 'README.md')).toBeUndefined()
})

test("an archive's member is judged by its own name", () => {
  const zip = zipSync({ 'tests/data.txt': Buffer.from(acme()) })
  const [member] = matchBytes(compiled, zip)
  expect(judge(member!, 'lib/app.jar')).toMatchObject({ confidence: 'medium' })
})
