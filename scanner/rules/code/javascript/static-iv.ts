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
    'read',
  ),
  query: {
    literals: ['createCipheriv', 'CryptoJS', 'crypto-js', 'subtle'],
    calls: ['createCipheriv', 'encrypt'],
  },
  judge: (site) => {
    const { source, node, name, path, args } = site
    const isLibrary = /\b(?:CryptoJS|crypto-js)\b.*\.encrypt$|subtle\.encrypt$/.test(path)
    const iv =
      name === 'createCipheriv' ? args[2]?.value : isLibrary ? optionOf(source, node, 'iv') : undefined
    if (iv === undefined) return undefined
    const what = fixedBytes(source, iv) ?? (isEmpty(site, iv) ? 'empty' : undefined)
    return what === undefined ? undefined : { note: `the IV is ${what}` }
  },
  matches: [
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
    `const iv = crypto.randomBytes(16)
     crypto.createCipheriv('aes-256-cbc', key, iv)`,
    `const iv = new Uint8Array(12)
     crypto.getRandomValues(iv)
     await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, data)`,
    `crypto.createCipheriv('aes-128-ecb', key, '')`,
    `crypto.createDecipheriv('aes-256-cbc', key, iv)`,
  ],
}

/** ECB takes none; every other mode that takes an empty one is used wrongly. */
function isEmpty({ source, args, name }: Site, iv: Node): boolean {
  if (name !== 'createCipheriv' || !/^(?:''|""|``)$/.test(textOf(source, iv))) return false
  return constantTexts(source, args[0]?.value ?? null).some((one) => /gcm|ccm|ctr|cbc|cfb|ofb/i.test(one))
}
