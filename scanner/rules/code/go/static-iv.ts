import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { isOfKey } from '../is-of-key.ts'
import { papersFor } from '../papers.ts'

export const staticIv: CodeRule = {
  ...papersFor('go', 'static-iv', 'https://pkg.go.dev/crypto/cipher#AEAD', 'read'),
  query: {
    literals: ['cipher', '.Seal(', 'chacha20'],
    calls: [
      'NewCBCEncrypter',
      'NewCTR',
      'NewCFBEncrypter',
      'NewOFB',
      'Seal',
      'SealAfterPrecomputation',
      'NewUnauthenticatedCipher',
    ],
  },
  judge: ({ source, name, path, args }) => {
    const isNacl = /\/nacl\/(?:secretbox|box)\.Seal\w*$/.test(path)
    const isKnown = name === 'Seal' ? args.length === 4 : /^crypto\/cipher\.|\/chacha20\.New/.test(path)
    if (!isKnown && !isNacl) return undefined
    const argument = args[isNacl ? 2 : 1]?.value ?? null
    const given = argument?.type === 'unary_expression' ? argument.childForFieldName('operand') : argument
    const what =
      fixedBytes(source, given) ??
      (given !== null && isEmpty(source, given) ? 'empty' : undefined) ??
      (isOfKey(source, given) ? 'a part of the key' : undefined)
    return what === undefined ? undefined : { note: `the IV is ${what}` }
  },
  matches: [
    `package a
import "crypto/cipher"
func f(block cipher.Block, key []byte) { mode := cipher.NewCBCEncrypter(block, key[:16]) }`,
    `package a
import "crypto/cipher"
type box struct { iv []byte }
func newBox() *box { return &box{iv: []byte("1234567890123456")} }
func (b *box) seal(block cipher.Block) { stream := cipher.NewCTR(block, b.iv) }`,
    `package a
import "crypto/cipher"
var nonce [12]byte
func f(text []byte) { out := gcm.Seal(nil, nonce[:], text, nil) }`,
    `package a
import "crypto/cipher"
func f(block cipher.Block) { iv := make([]byte, 16); at := &iv; stream := cipher.NewCTR(block, *at) }`,
    `package a
import "golang.org/x/crypto/chacha20"
func f(key []byte) { c, err := chacha20.NewUnauthenticatedCipher(key, []byte("123456789012")) }`,
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
import ("crypto/cipher"; "crypto/rand")
var nonce [12]byte
func f(text []byte) { rand.Read(nonce[:]); out := gcm.Seal(nil, nonce[:], text, nil) }`,
    `package a
import "crypto/cipher"
func f(block cipher.Block, derived []byte) { key, iv := derived[:32], derived[32:48]; stream := cipher.NewCTR(block, iv) }`,
    `package a
import "crypto/cipher"
type box struct { iv []byte }
func newBox(iv []byte) *box { return &box{iv: iv} }
func (b *box) seal(block cipher.Block) { stream := cipher.NewCTR(block, b.iv) }`,
    `package a
import ("crypto/rand"; "golang.org/x/crypto/nacl/secretbox")
func f(key *[32]byte) []byte { var nonce [24]byte; rand.Read(nonce[:]); return secretbox.Seal(nonce[:], text, &nonce, key) }`,
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
