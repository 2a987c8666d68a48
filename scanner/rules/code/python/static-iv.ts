import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { pathOf, type Source } from '../../../syntax/source.ts'
import { optionOf } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { isOfKey } from '../is-of-key.ts'
import { papersFor } from '../papers.ts'

export const staticIv: CodeRule = {
  ...papersFor(
    'python',
    'static-iv',
    'https://pycryptodome.readthedocs.io/en/latest/src/cipher/classic.html',
    'read',
  ),
  query: {
    literals: ['Cipher', 'cipher', 'aead', 'cryptolib', 'nacl'],
    calls: ['new', 'CBC', 'CTR', 'CFB', 'OFB', 'GCM', 'encrypt', 'CFB8', 'ChaCha20', 'Cipher', 'aes'],
  },
  judge: ({ source, node, name, path, args }) => {
    const isModes = /\bmodes\.(?:CBC|CTR|CFB8?|OFB|GCM)$/.test(path)
    const isCipher = /\b(?:AES|DES3?|Blowfish|ChaCha20|Salsa20)\.new$/.test(path)
    const made = name === 'encrypt' ? madeBy(source, node) : ''
    const isSealed = /\b(?:AESGCM|ChaCha20Poly1305|AESCCM|AESOCB3|AESGCMSIV)$/.test(made)
    const isBox = /\bnacl\.(?:secret\.(?:SecretBox|Aead)|public\.Box)$/.test(made)
    const isOther = /\bM2Crypto\b.*\.Cipher$|^u?cryptolib\.aes$|\balgorithms\.ChaCha20$/.test(path)
    const given =
      isModes || isSealed
        ? (optionOf(source, node, 'nonce') ?? args[0]?.value)
        : isBox
          ? (optionOf(source, node, 'nonce') ?? args[1]?.value)
          : isOther
            ? (optionOf(source, node, 'iv') ??
              optionOf(source, node, 'nonce') ??
              args[name === 'ChaCha20' ? 1 : 2]?.value)
            : isCipher
              ? (optionOf(source, node, 'iv') ??
                optionOf(source, node, 'IV') ??
                optionOf(source, node, 'nonce') ??
                third(args))
              : undefined
    const what =
      given === undefined
        ? undefined
        : (fixedBytes(source, given) ?? (isOfKey(source, given) ? 'a part of the key' : undefined))
    return what === undefined ? undefined : { note: `the IV is ${what}` }
  },
  matches: [
    `from Crypto.Cipher import AES\ncipher = AES.new(key, AES.MODE_CBC, key[:16])`,
    `from cryptography.hazmat.primitives.ciphers.aead import AESGCM\ncipher = AESGCM(key)\ncipher.encrypt(b'123456789012', data, None)`,
    `from nacl.secret import SecretBox\nbox = SecretBox(key)\nbox.encrypt(data, bytes(24))`,
    `from Crypto.Cipher import AES\nclass Box:\n    def seal(self, iv, data):\n        return AES.new(self.key, AES.MODE_CBC, iv).encrypt(data)\nbox = Box()\nbox.seal(b'1234567890123456', data)`,
    `from Crypto.Cipher import AES\ncipher = AES.new(key, AES.MODE_CBC, b'1234567890123456')`,
    `from Crypto.Cipher import AES\niv = b'\\x00' * 16\ncipher = AES.new(key, AES.MODE_CBC, iv=iv)`,
    `from cryptography.hazmat.primitives.ciphers import modes\nmode = modes.CBC(bytes(16))`,
  ],
  misses: [
    `from Crypto.Cipher import AES\ncipher = AES.new(derived[:32], AES.MODE_CBC, derived[32:48])`,
    `from nacl.secret import SecretBox\nbox = SecretBox(key)\nbox.encrypt(data)`,
    `from Crypto.Cipher import AES\ncipher = AES.new(key, AES.MODE_CBC, os.urandom(16))`,
    `from cryptography.hazmat.primitives.ciphers import modes\nmode = modes.CBC(iv)`,
    `from Crypto.Cipher import AES\ncipher = AES.new(key, AES.MODE_GCM)`,
  ],
}

/** What made the object that a method is called on. */
function madeBy(source: Source, call: Node): string {
  const object = call.childForFieldName('function')?.childForFieldName('object') ?? null
  if (object === null) return ''
  return possibleValues(source, object)
    .map((one) => pathOf(source, one).replace(/\(\)$/, ''))
    .join(' ')
}

const third = (args: readonly { readonly name: string | undefined; readonly value: Node }[]) =>
  args[2] !== undefined && args[2].name === undefined ? args[2].value : undefined
