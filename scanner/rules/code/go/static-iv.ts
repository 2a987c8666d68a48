import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const staticIv: CodeRule = {
  ...papersFor('go', 'static-iv', 'https://pkg.go.dev/crypto/cipher#AEAD', 'read'),
  query: {
    literals: ['cipher', '.Seal('],
    calls: ['NewCBCEncrypter', 'NewCTR', 'NewCFBEncrypter', 'NewOFB', 'Seal'],
  },
  judge: ({ source, name, path, args }) => {
    if (name === 'Seal' ? args.length !== 4 : !path.startsWith('crypto/cipher.')) return undefined
    const given = args[1]?.value ?? null
    const what = fixedBytes(source, given) ?? (given !== null && isEmpty(source, given) ? 'empty' : undefined)
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
    `package a
func f() {
  nonce := make([]byte, gcm.NonceSize())
  out := gcm.Seal(nil, nonce, text, nil)
}`,
    `package a
func f() { out := gcm.Seal(nil, []byte{}, text, nil) }`,
    `package a
import "crypto/cipher"
func seal(iv []byte) { stream := cipher.NewCTR(block, iv) }
func f() { seal([]byte("1234567890123456")) }`,
    `package a
import "crypto/cipher"
func iv() []byte { return []byte("1234567890123456") }
func f() { stream := cipher.NewCTR(block, iv()) }`,
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
    `package a
func f(r io.Reader) {
  nonce := make([]byte, 12)
  r.Read(nonce)
  out := gcm.Seal(nil, nonce, text, nil)
}`,
    `package a
func f(counter uint64) {
  nonce := make([]byte, gcm.NonceSize())
  binary.BigEndian.PutUint64(nonce, counter)
  out := gcm.Seal(nil, nonce, text, nil)
}`,
    `package a
import ("crypto/cipher"; "crypto/rand")
func seal(iv []byte) { stream := cipher.NewCTR(block, iv) }
func f() { iv := make([]byte, 16); rand.Read(iv); seal(iv) }`,
  ],
}

const isEmpty = (source: Source, given: Node): boolean =>
  possibleValues(source, given).some((one) => textOf(source, one) === '[]byte{}')
