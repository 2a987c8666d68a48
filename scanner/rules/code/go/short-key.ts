import { pathOf } from '../../../syntax/source.ts'
import { constantNumber } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { raised } from '../edits.ts'
import { papersFor } from '../papers.ts'

const least = 2048
const advised = 3072

export const shortKey: CodeRule = {
  ...papersFor(
    'go',
    'short-key',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html#algorithms',
    'read',
  ),
  query: {
    literals: ['crypto/rsa', 'crypto/dsa'],
    calls: ['GenerateKey', 'GenerateMultiPrimeKey', 'GenerateParameters'],
  },
  judge: ({ source, name, path, args }) => {
    if (name === 'GenerateParameters') {
      const isSmall = args.some(({ value }) => /\bL1024N160$/.test(pathOf(source, value)))
      return isSmall ? { note: 'it has 1024 bits' } : undefined
    }
    if (!path.startsWith('crypto/rsa.')) return undefined
    const bits = constantNumber(source, args.at(-1)?.value ?? null)
    return bits !== undefined && bits > 64 && bits < least
      ? { note: `it has ${bits} bits`, ...raised(source, args.at(-1)?.value, advised) }
      : undefined
  },
  matches: [
    `package a
import ("crypto/rand"; "crypto/rsa")
func f() { key, err := rsa.GenerateKey(rand.Reader, 1024) }`,
    `package a
import ("crypto/rand"; "crypto/rsa")
const bits = 512
func f() { key, err := rsa.GenerateKey(rand.Reader, bits) }`,
  ],
  misses: [
    `package a
import ("crypto/rand"; "crypto/rsa")
func f() { key, err := rsa.GenerateKey(rand.Reader, 2048) }`,
  ],
}
