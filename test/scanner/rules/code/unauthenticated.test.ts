import { Buffer } from 'node:buffer'
import { beforeAll, expect, test } from 'vitest'
import { inspectCode } from '../../../../scanner/rules/code/inspect-code.ts'
import { loadGrammars } from '../../../../scanner/syntax/grammars.ts'

beforeAll(() => loadGrammars(['tsx', 'javascript']))

const said = (text: string) =>
  inspectCode('src/seal.js', Buffer.from(text)).inspections.map(({ rule, severity }) => [rule.id, severity])

const sealing = `function seal(text, key, iv) { return crypto.createCipheriv('aes-256-cbc', key, iv).update(text) }`

test('a mode that hides alone is a note of low severity', () => {
  expect(said(sealing)).toEqual([['javascript-weak-cipher', 'low']])
})

test.each([
  ['a keyed hash', `const tag = crypto.createHmac('sha256', other)`],
  ['a mode that authenticates', `const newer = crypto.createCipheriv('aes-256-gcm', key, iv)`],
  ['a signature', `const proof = crypto.createSign('RSA-SHA256')`],
])('%s in the file lets it be', (_, beside) => {
  expect(said(`${sealing}\n${beside}`)).toEqual([])
})

test('a comment authenticates nothing', () => {
  expect(said(`// TODO: add an HMAC\n${sealing}`)).toHaveLength(1)
})

test('old texts may be read', () => {
  const reading = `function open(encrypted, key, iv) {
    const plain = crypto.createDecipheriv('aes-256-cbc', key, iv).update(encrypted)
    return plain
  }`
  expect(said(reading)).toEqual([])
})
