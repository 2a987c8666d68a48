import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const weak = /(?:^|\/)(?<cipher>des|rc4|blowfish|cast5|tea|xtea|rc2)\.New(?:\w*Cipher\w*|SaltedCipher)$/

export const weakCipherRule: CodeRule = {
  ...papersFor('go', 'weak-cipher', 'https://pkg.go.dev/crypto/des'),
  query: {
    literals: ['crypto/des', 'crypto/rc4', '/blowfish', '/cast5', '/tea', '/xtea', 'ECB', 'PEMBlock'],
    calls: [
      'NewCipher',
      'NewTripleDESCipher',
      'NewSaltedCipher',
      'NewCipherWithRounds',
      'New',
      'NewECBEncrypter',
      'NewECBDecrypter',
      'EncryptPEMBlock',
    ],
  },
  judge: ({ name, path }) => {
    // RFC 1423: the key is one round of MD5, and nothing tells whether it was changed.
    if (name === 'EncryptPEMBlock')
      return path === 'crypto/x509.EncryptPEMBlock'
        ? { severity: 'medium', note: 'its key is one round of MD5' }
        : undefined
    if (name.startsWith('NewECB')) return { note: 'ECB shows which blocks are the same' }
    const cipher = weak.exec(path)?.groups?.['cipher']
    return cipher === undefined ? undefined : { note: `${cipher.toUpperCase()} is broken or outdated` }
  },
  matches: [
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
import "encoding/pem"
func f(block *pem.Block) { pem.Encode(out, block) }`,
    `package a
import "crypto/aes"
func f(key []byte) { block, err := aes.NewCipher(key) }`,
  ],
}
