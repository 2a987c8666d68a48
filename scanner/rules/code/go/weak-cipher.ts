import { possibleValues } from '../../../syntax/possible-values.ts'
import { enclosing, pathOf, receiverOf, textOf } from '../../../syntax/source.ts'
import { weakCipher } from '../ciphers.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'
import { wordsOf } from '../../../syntax/words.ts'
import { judgeUnauthenticated } from '../unauthenticated.ts'

const weak = /(?:^|\/)(?<cipher>des|rc4|blowfish|cast5|tea|xtea|rc2)\.New(?:\w*Cipher\w*|SaltedCipher)$/

export const weakCipherRule: CodeRule = {
  ...papersFor('go', 'weak-cipher', 'https://pkg.go.dev/crypto/des', 'read'),
  query: {
    literals: [
      'crypto/aes',
      'crypto/cipher',
      'crypto/des',
      'crypto/rc4',
      '/blowfish',
      '/cast5',
      '/tea',
      '/xtea',
      'ECB',
      'PEMBlock',
    ],
    calls: [
      'NewCipher',
      'NewTripleDESCipher',
      'NewSaltedCipher',
      'NewCipherWithRounds',
      'New',
      'NewECBEncrypter',
      'NewECBDecrypter',
      'EncryptPEMBlock',
      'Encrypt',
      'Decrypt',
      'NewCBCEncrypter',
      'NewCTR',
      'NewCFBEncrypter',
      'NewOFB',
    ],
  },
  judge: (site) => {
    const { source, node, name, path } = site
    const mode = /^crypto\/cipher\.New(?<mode>CBC|CTR|CFB|OFB)(?:Encrypter)?$/.exec(path)?.groups?.['mode']
    if (mode !== undefined) return judgeUnauthenticated(source, node, mode)
    if (/^(?:En|De)crypt$/.test(name)) return judgeBlocks(site)
    // RFC 1423: the key is one round of MD5, and nothing tells whether it was changed.
    if (name === 'EncryptPEMBlock')
      return path === 'crypto/x509.EncryptPEMBlock'
        ? { severity: 'medium', note: 'its key is one round of MD5' }
        : undefined
    if (name.startsWith('NewECB')) return { note: 'ECB shows which blocks are the same' }
    const cipher = weak.exec(path)?.groups?.['cipher']
    if (cipher === undefined) return undefined
    const own = name === 'NewTripleDESCipher' ? 'tripledes' : cipher
    return { note: weakCipher(own) ?? 'it is kept for old data only' }
  },
  matches: [
    `package a
import "crypto/aes"
func encrypt(key, plaintext []byte) []byte {
  block, _ := aes.NewCipher(key)
  out := make([]byte, len(plaintext))
  block.Encrypt(out, plaintext) // here
  return out
}`,
    `package a
import ("crypto/aes"; "crypto/cipher")
func encrypt(key, iv, text, out []byte) {
  block, err := aes.NewCipher(key)
  cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, text) // here
}`,
    `package a
import "crypto/aes"
func f(key, text, out []byte) {
  block, err := aes.NewCipher(key)
  for i := 0; i < len(text); i += aes.BlockSize {
    block.Encrypt(out[i:i+aes.BlockSize], text[i:i+aes.BlockSize]) // here
  }
}`,
    `package a
import ("crypto/rand"; "crypto/x509")
func f(der, password []byte) { block, err := x509.EncryptPEMBlock(rand.Reader, "RSA PRIVATE KEY", der, password, x509.PEMCipherAES256) }`,
    `package a
import "crypto/des"
func f(key []byte) { block, err := des.NewCipher(key) }`,
    `package a
import "crypto/rc4"
func f(key []byte) { c, _ := rc4.NewCipher(key) }`,
    `package a
import "golang.org/x/crypto/blowfish"
func f(key []byte) { c, _ := blowfish.NewCipher(key) }`,
  ],
  misses: [
    `package a
import "crypto/aes"
func mac(key, message, out []byte) {
  block, _ := aes.NewCipher(key)
  subtle.XORBytes(message, message, tail)
  block.Encrypt(out, message)
}`,
    `package a
import ("crypto/cipher"; "crypto/hmac"; "crypto/sha256")
func encrypt(block cipher.Block, key, iv, text []byte) []byte {
  cipher.NewCTR(block, iv).XORKeyStream(text, text)
  return hmac.New(sha256.New, key).Sum(text)
}`,
    `package a
import "crypto/cipher"
func decrypt(block cipher.Block, iv, encrypted []byte) { cipher.NewCTR(block, iv).XORKeyStream(encrypted, encrypted) }`,
    `package a
import "crypto/aes"
func counter(key, text, out []byte) {
  block, err := aes.NewCipher(key)
  for i := range text { block.Encrypt(pad, count); out[i] = text[i] ^ pad[0] }
}`,
    `package a
import "crypto/aes"
func f(key, one, out []byte) { block, err := aes.NewCipher(key); block.Encrypt(out, one) }`,
    `package a
import "encoding/pem"
func f(block *pem.Block) { pem.Encode(out, block) }`,
    `package a
import "crypto/aes"
func f(key []byte) { block, err := aes.NewCipher(key) }`,
  ],
}

const textWords: ReadonlySet<string> = new Set([
  'plain',
  'plaintext',
  'text',
  'message',
  'msg',
  'password',
  'secret',
])
const loops: ReadonlySet<string> = new Set(['for_statement'])
/** What modes do that are made by hand: they mix blocks, or count. */
const mixing = /\^|xor|XOR|subtle\.|PutUint|\b(?:iv|nonce|counter|ctr|tweak|prev\w*)\b/i

/** ECB by hand: a block cipher that is called for one block after the other, with nothing mixed in. */
function judgeBlocks({ source, node, name, args }: Site): CodeVerdict | undefined {
  if (args.length !== 2) return undefined
  // Whoever calls it with the text itself has one block of it encrypted, the rest not at all.
  const isText =
    name === 'Encrypt' &&
    wordsOf(textOf(source, args[1]!.value).slice(0, 80)).some((word) => textWords.has(word))
  const around = enclosing(node, loops) ?? (isText ? enclosing(node, source.dialect.functions) : null)
  const object = around === null ? null : receiverOf(source, node)
  if (around === null || object === null || mixing.test(textOf(source, around))) return undefined
  const isBlock = possibleValues(source, object).some(
    (one) => pathOf(source, one) === 'crypto/aes.NewCipher()',
  )
  return isBlock
    ? { severity: 'medium', note: 'block after block is ECB, which shows which are the same' }
    : undefined
}
