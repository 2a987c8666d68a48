import type { CodeRule, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const hardcodedSecret: CodeRule = {
  ...papersFor(
    'go',
    'hardcoded-secret',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html#key-storage',
    'read',
  ),
  query: {
    literals: [
      'aes.NewCipher',
      'NewCipher',
      'crypto/hmac',
      'SignedString',
      'NewCookieStore',
      'NewFilesystemStore',
      'pbkdf2',
      'scrypt',
      'argon2',
    ],
    calls: [
      'NewCipher',
      'New',
      'SignedString',
      'NewCookieStore',
      'NewFilesystemStore',
      'Key',
      'NewTripleDESCipher',
    ],
  },
  judge: (site) => {
    const given = secretOf(site)
    if (given === undefined) return undefined
    const { at, what } = given
    const node = site.args[at]?.value
    if (node === undefined || fixedBytes(site.source, node) !== 'a text in the code') return undefined
    return {
      note: `${what} is a text in the code`,
      ...(what === 'the salt' && { severity: 'medium' as const }),
    }
  },
  matches: [
    `package a
import "crypto/aes"
func f() { block, err := aes.NewCipher([]byte("sixteen byte key")) }`,
    `package a
import ("crypto/hmac"; "crypto/sha256")
var key = []byte("do not tell")
func f() { m := hmac.New(sha256.New, key) }`,
    `package a
func f() { s, err := token.SignedString([]byte("not so secret")) }`,
    `package a
import "github.com/gorilla/sessions"
var store = sessions.NewCookieStore([]byte("everybody knows"))`,
  ],
  misses: [
    `package a
import "crypto/aes"
func f(key []byte) { block, err := aes.NewCipher(key) }`,
    `package a
import "os"
func f() { s, err := token.SignedString([]byte(os.Getenv("KEY"))) }`,
    `package a
import "errors"
var wrong = errors.New("a text")`,
  ],
}

function secretOf({ name, path }: Site): { readonly at: number; readonly what: string } | undefined {
  switch (name) {
    case 'NewCipher':
    case 'NewTripleDESCipher':
      return { at: 0, what: 'the key' }
    case 'New':
      return path === 'crypto/hmac.New' ? { at: 1, what: 'the key' } : undefined
    case 'SignedString':
      return { at: 0, what: 'the key of tokens' }
    case 'Key':
      return /(?:pbkdf2|scrypt|argon2)\.Key$/.test(path) ? { at: 1, what: 'the salt' } : undefined
    case 'NewCookieStore':
      return { at: 0, what: 'the key of sessions' }
    default:
      return { at: 1, what: 'the key of sessions' }
  }
}
