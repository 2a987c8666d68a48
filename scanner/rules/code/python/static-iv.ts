import type { Node } from 'web-tree-sitter'
import { optionOf } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const staticIv: CodeRule = {
  ...papersFor(
    'python',
    'static-iv',
    'https://pycryptodome.readthedocs.io/en/latest/src/cipher/classic.html',
    'read',
  ),
  query: {
    literals: ['Cipher', 'cipher', 'aead'],
    calls: ['new', 'CBC', 'CTR', 'CFB', 'OFB', 'GCM', 'encrypt', 'CFB8'],
  },
  judge: ({ source, node, name, path, args }) => {
    const isModes = /\bmodes\.(?:CBC|CTR|CFB8?|OFB|GCM)$/.test(path)
    const isCipher = /\b(?:AES|DES3?|Blowfish|ChaCha20|Salsa20)\.new$/.test(path)
    const isSealed = name === 'encrypt' && /\b(?:AESGCM|ChaCha20Poly1305|AESCCM)\(\)\.encrypt$/.test(path)
    const given =
      isModes || isSealed
        ? args[0]?.value
        : isCipher
          ? (optionOf(source, node, 'iv') ??
            optionOf(source, node, 'IV') ??
            optionOf(source, node, 'nonce') ??
            third(args))
          : undefined
    const what = given === undefined ? undefined : fixedBytes(source, given)
    return what === undefined ? undefined : { note: `the IV is ${what}` }
  },
  matches: [
    `from Crypto.Cipher import AES\ncipher = AES.new(key, AES.MODE_CBC, b'1234567890123456')`,
    `from Crypto.Cipher import AES\niv = b'\\x00' * 16\ncipher = AES.new(key, AES.MODE_CBC, iv=iv)`,
    `from cryptography.hazmat.primitives.ciphers import modes\nmode = modes.CBC(bytes(16))`,
  ],
  misses: [
    `from Crypto.Cipher import AES\ncipher = AES.new(key, AES.MODE_CBC, os.urandom(16))`,
    `from cryptography.hazmat.primitives.ciphers import modes\nmode = modes.CBC(iv)`,
    `from Crypto.Cipher import AES\ncipher = AES.new(key, AES.MODE_GCM)`,
  ],
}

const third = (args: readonly { readonly name: string | undefined; readonly value: Node }[]) =>
  args[2] !== undefined && args[2].name === undefined ? args[2].value : undefined
