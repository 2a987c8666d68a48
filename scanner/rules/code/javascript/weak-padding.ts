import { constantText, optionOf, followName } from '../../../syntax/values.ts'
import { pathOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const weakPadding: CodeRule = {
  ...papersFor(
    'javascript',
    'weak-padding',
    'https://nodejs.org/api/crypto.html#cryptoprivatedecryptprivatekey-buffer',
    'read',
  ),
  query: {
    literals: [
      'publicEncrypt',
      'privateDecrypt',
      'encryptionScheme',
      'RSAES-PKCS1',
      'jsencrypt',
      'JSEncrypt',
    ],
    calls: ['publicEncrypt', 'privateDecrypt', 'encrypt', 'decrypt', 'JSEncrypt'],
    settings: ['encryptionScheme'],
  },
  judge: ({ source, how, node, name, value, args }) => {
    // It knows no other padding.
    if (name === 'JSEncrypt') return /\.encrypt\(/.test(source.text) ? { confidence: 'medium' } : undefined
    if (name === 'encrypt' || name === 'decrypt')
      return args.some((one) => constantText(source, one.value) === 'RSAES-PKCS1-V1_5') ? {} : undefined
    if (how === 'setting') return constantText(source, value) === 'pkcs1' ? {} : undefined
    const padding = optionOf(source, node, 'padding')
    if (padding === undefined) return undefined
    const path = pathOf(source, followName(source, padding))
    return /\bRSA_(?:PKCS1|NO)_PADDING$/.test(path) ? {} : undefined
  },
  matches: [
    `import JSEncrypt from 'jsencrypt'; const rsa = new JSEncrypt(); rsa.setPublicKey(key); rsa.encrypt(text)`,
    `const sealed = pair.publicKey.encrypt(bytes, 'RSAES-PKCS1-V1_5')`,
    `crypto.publicEncrypt({ key, padding: crypto.constants.RSA_PKCS1_PADDING }, data)`,
    `const { RSA_PKCS1_PADDING } = require('crypto').constants
     crypto.privateDecrypt({ key, padding: RSA_PKCS1_PADDING }, data)`,
    `key.setOptions({ encryptionScheme: 'pkcs1' })`,
  ],
  misses: [
    `import JSEncrypt from 'jsencrypt'; const rsa = new JSEncrypt(); rsa.setPrivateKey(key); rsa.sign(text)`,
    `const sealed = pair.publicKey.encrypt(bytes, 'RSA-OAEP')`,
    `crypto.publicEncrypt({ key, padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, data)`,
    `crypto.publicEncrypt(key, data)`,
    `crypto.sign('sha256', data, { key, padding: crypto.constants.RSA_PKCS1_PADDING })`,
  ],
}
