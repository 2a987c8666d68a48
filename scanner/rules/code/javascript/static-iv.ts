import { optionOf } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const staticIv: CodeRule = {
  ...papersFor(
    'javascript',
    'static-iv',
    'https://nodejs.org/api/crypto.html#cryptocreatecipherivalgorithm-key-iv-options',
  ),
  query: {
    literals: ['createCipheriv', 'CryptoJS', 'crypto-js', 'subtle'],
    calls: ['createCipheriv', 'encrypt'],
  },
  judge: ({ source, node, name, path, args }) => {
    const isLibrary = /\b(?:CryptoJS|crypto-js)\b.*\.encrypt$|subtle\.encrypt$/.test(path)
    const iv =
      name === 'createCipheriv' ? args[2]?.value : isLibrary ? optionOf(source, node, 'iv') : undefined
    const what = iv === undefined ? undefined : fixedBytes(source, iv)
    return what === undefined ? undefined : { note: `the IV is ${what}` }
  },
  matches: [
    `crypto.createCipheriv('aes-256-cbc', key, '1234567890123456')`,
    `const iv = Buffer.alloc(16, 0)
     const cipher = crypto.createCipheriv('aes-256-gcm', key, iv)`,
    `crypto.createCipheriv('aes-256-cbc', key, Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]))`,
    `await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, data)`,
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
