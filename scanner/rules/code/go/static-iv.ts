import type { CodeRule } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const staticIv: CodeRule = {
  ...papersFor('go', 'static-iv', 'https://pkg.go.dev/crypto/cipher'),
  query: {
    literals: ['cipher', '.Seal('],
    calls: ['NewCBCEncrypter', 'NewCTR', 'NewCFBEncrypter', 'NewOFB', 'Seal'],
  },
  judge: ({ source, name, path, args }) => {
    if (name === 'Seal' ? args.length !== 4 : !path.startsWith('crypto/cipher.')) return undefined
    const what = fixedBytes(source, args[1]?.value ?? null)
    return what === undefined ? undefined : { note: `the IV is ${what}` }
  },
  matches: [
    `package a
import "crypto/cipher"
func f() { mode := cipher.NewCBCEncrypter(block, []byte("1234567890123456")) }`,
    `package a
func f() {
  nonce := make([]byte, 12)
  out := gcm.Seal(nil, nonce, text, nil)
}`,
  ],
  misses: [
    `package a
import ("crypto/rand"; "io")
func f() {
  nonce := make([]byte, 12)
  io.ReadFull(rand.Reader, nonce)
  out := gcm.Seal(nil, nonce, text, nil)
}`,
    `package a
import "crypto/cipher"
func f(iv []byte) { mode := cipher.NewCBCEncrypter(block, iv) }`,
  ],
}
