import type { Node } from 'web-tree-sitter'
import { textOf } from '../../../syntax/source.ts'
import { constantTexts, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { isOfKey } from '../is-of-key.ts'
import { papersFor } from '../papers.ts'

export const staticIv: CodeRule = {
  ...papersFor(
    'javascript',
    'static-iv',
    'https://nodejs.org/api/crypto.html#cryptocreatecipherivalgorithm-key-iv-options',
    'read',
  ),
  query: {
    literals: [
      'createCipheriv',
      'CryptoJS',
      'crypto-js',
      'subtle',
      'forge',
      'nacl',
      'ModeOfOperation',
      'sodium',
      '@noble/ciphers',
    ],
    calls: [
      'createCipheriv',
      'encrypt',
      'start',
      'secretbox',
      'crypto_secretbox_easy',
      'crypto_aead_chacha20poly1305_ietf_encrypt',
      'crypto_aead_xchacha20poly1305_ietf_encrypt',
      'cbc',
      'ctr',
      'gcm',
      'chacha20poly1305',
      'xchacha20poly1305',
    ],
  },
  judge: (site) => {
    const { source, node, name, path, args } = site
    const isLibrary = /\b(?:CryptoJS|crypto-js)\b.*\.encrypt$|subtle\.encrypt$/.test(path)
    const isForge = name === 'start' && /\bcipher/i.test(path)
    const other = otherIv(site)
    const iv =
      other ??
      (isForge
        ? optionOf(source, node, 'iv')
        : name === 'createCipheriv'
          ? args[2]?.value
          : isLibrary
            ? (optionOf(source, node, 'iv') ?? optionOf(source, node, 'counter'))
            : undefined)
    if (iv === undefined) return undefined
    const what =
      fixedBytes(source, iv) ??
      (isEmpty(site, iv) ? 'empty' : undefined) ??
      (isOfKey(source, iv) ? 'a part of the key' : undefined)
    return what === undefined ? undefined : { note: `the IV is ${what}` }
  },
  matches: [
    `const crypto = require('crypto'); crypto.createCipheriv('aes-256-cbc', key, key.slice(0, 16))`,
    `const crypto = require('crypto'); const iv = '0'.repeat(16); crypto.createCipheriv('aes-256-cbc', key, iv)`,
    `async function f(key, text) { return crypto.subtle.encrypt({ name: 'AES-CTR', counter: new Uint8Array(16), length: 64 }, key, text) }`,
    `import { gcm } from '@noble/ciphers/aes'; gcm(key, new Uint8Array(12)).encrypt(text)`,
    `sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(text, null, null, new Uint8Array(24), key)`,
    `import nacl from 'tweetnacl'
     nacl.secretbox(message, new Uint8Array(24), key)`,
    `const forge = require('node-forge')
     const cipher = forge.cipher.createCipher('AES-CBC', key)
     cipher.start({ iv: '1234567890123456' })`,
    `crypto.createCipheriv('aes-256-cbc', key, '1234567890123456')`,
    `const iv = Buffer.alloc(16, 0)
     const cipher = crypto.createCipheriv('aes-256-gcm', key, iv)`,
    `crypto.createCipheriv('aes-256-cbc', key, Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]))`,
    `await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, data)`,
    `crypto.createCipheriv('aes-128-gcm', key, '')`,
    `function seal(text, iv) { return crypto.createCipheriv('aes-256-cbc', key, iv).update(text) }
     seal(message, Buffer.alloc(16))`,
    `class Box {
       iv = '1234567890123456'
       seal(text) { return crypto.createCipheriv('aes-256-cbc', this.key, this.iv).update(text) }
     }`,
  ],
  misses: [
    `import { gcm } from '@noble/ciphers/aes'; import { randomBytes } from '@noble/ciphers/webcrypto'; gcm(key, randomBytes(12)).encrypt(text)`,
    `const crypto = require('crypto'); const iv = crypto.createHash('sha256').update(id).digest().slice(0, 16); crypto.createCipheriv('aes-256-cbc', key, iv)`,
    `import nacl from 'tweetnacl'
     nacl.secretbox(message, nacl.randomBytes(24), key)`,
    `const iv = crypto.randomBytes(16)
     crypto.createCipheriv('aes-256-cbc', key, iv)`,
    `const iv = new Uint8Array(12)
     crypto.getRandomValues(iv)
     await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, data)`,
    `crypto.createCipheriv('aes-128-ecb', key, '')`,
    `crypto.createDecipheriv('aes-256-cbc', key, iv)`,
  ],
}

/** Of TweetNaCl, libsodium, noble and aes-js. */
function otherIv({ name, path, args }: Site): Node | undefined {
  if (/^(?:tweetnacl|nacl)\.secretbox$/.test(path)) return args[1]?.value
  if (name === 'crypto_secretbox_easy') return args[1]?.value
  if (name.startsWith('crypto_aead_')) return args[3]?.value
  if (path.startsWith('@noble/ciphers/')) return args[1]?.value
  return /\bModeOfOperation\.cbc$/.test(path) ? args[1]?.value : undefined
}

/** ECB takes none; every other mode that takes an empty one is used wrongly. */
function isEmpty({ source, args, name }: Site, iv: Node): boolean {
  if (name !== 'createCipheriv' || !/^(?:''|""|``)$/.test(textOf(source, iv))) return false
  return constantTexts(source, args[0]?.value ?? null).some((one) => /gcm|ccm|ctr|cbc|cfb|ofb/i.test(one))
}
