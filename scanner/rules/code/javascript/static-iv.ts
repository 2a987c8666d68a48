import type { Node } from 'web-tree-sitter'
import { textOf } from '../../../syntax/source.ts'
import { constantTexts, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const staticIv: CodeRule = {
  ...papersFor(
    'javascript',
    'static-iv',
    'https://nodejs.org/api/crypto.html#cryptocreatecipherivalgorithm-key-iv-options',
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
    ],
    calls: ['createCipheriv', 'encrypt', 'start', 'secretbox', 'crypto_secretbox_easy', 'cbc', 'ctr'],
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
            ? optionOf(source, node, 'iv')
            : undefined)
    if (iv === undefined) return undefined
    const what = fixedBytes(source, iv) ?? (isEmpty(site, iv) ? 'empty' : undefined)
    return what === undefined ? undefined : { note: `the IV is ${what}` }
  },
  matches: [
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

/** Of TweetNaCl, libsodium and aes-js. */
function otherIv({ name, path, args }: Site): Node | undefined {
  if (/^(?:tweetnacl|nacl)\.secretbox$/.test(path)) return args[1]?.value
  if (name === 'crypto_secretbox_easy') return args[1]?.value
  return /\bModeOfOperation\.cbc$/.test(path) ? args[1]?.value : undefined
}

/** ECB takes none; every other mode that takes an empty one is used wrongly. */
function isEmpty({ source, args, name }: Site, iv: Node): boolean {
  if (name !== 'createCipheriv' || !/^(?:''|""|``)$/.test(textOf(source, iv))) return false
  return constantTexts(source, args[0]?.value ?? null).some((one) => /gcm|ccm|ctr|cbc|cfb|ofb/i.test(one))
}
