import { constantTexts, namedTexts } from '../../../syntax/values.ts'
import type { Node } from 'web-tree-sitter'
import { pathOf, type Source } from '../../../syntax/source.ts'
import { weakCipher, weakSuites } from '../ciphers.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const weakCipherRule: CodeRule = {
  ...papersFor(
    'javascript',
    'weak-cipher',
    'https://nodejs.org/api/crypto.html#cryptocreatecipherivalgorithm-key-iv-options',
  ),
  query: {
    literals: [
      'createCipher',
      'createDecipher',
      'CryptoJS',
      'crypto-js',
      'mode.ECB',
      'ciphers',
      'ModeOfOperation',
    ],
    calls: [
      'createCipheriv',
      'createDecipheriv',
      'createCipher',
      'createDecipher',
      'encrypt',
      'decrypt',
      'ecb',
    ],
    settings: ['mode', 'ciphers'],
  },
  judge: ({ source, how, name, path, args, value }) => {
    if (how === 'setting' && name === 'ciphers') return judgeSuites(source, value)
    if (name === 'ecb')
      return /\bModeOfOperation\.ecb$/.test(path)
        ? { note: 'ECB shows which blocks are the same' }
        : undefined
    if (how === 'setting') {
      const mode = value === null ? '' : pathOf(source, value)
      return /\bmode\.ECB$/.test(mode) ? { note: 'ECB shows which blocks are the same' } : undefined
    }
    if (name === 'encrypt' || name === 'decrypt') {
      const cipher =
        /(?:^CryptoJS|crypto-js|^)[./]?\b(DES|TripleDES|RC4|RC4Drop|Rabbit)\.(?:en|de)crypt$/i.exec(path)?.[1]
      return cipher === undefined ? undefined : { note: `${cipher} is broken or outdated` }
    }
    const isForge = /\bforge\.cipher\./.test(path)
    const [why] = namedTexts(source, args[0]?.value ?? null).flatMap((one) => weakCipher(one) ?? [])
    if (isForge) return why === undefined ? undefined : { note: why }
    if (name.endsWith('iv')) return why === undefined ? undefined : { note: why }
    // Removed in Node 22: the key is made by MD5 without salt, and so is the IV.
    const isNode = /^(?:crypto\.)?create(?:Dec|C)ipher$/.test(path)
    return isNode && args.length >= 2
      ? { note: why ?? 'it derives key and IV by MD5 without salt' }
      : undefined
  },
  matches: [
    `const forge = require('node-forge')
     const cipher = forge.cipher.createCipher('DES-ECB', key)`,
    `https.createServer({ key, cert, ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:RC4' })`,
    `import aesjs from 'aes-js'
     const box = new aesjs.ModeOfOperation.ecb(key)`,
    `const cipher = crypto.createCipheriv('des-ede3-cbc', key, iv)`,
    `import { createCipheriv } from 'crypto'
     const algorithm = 'aes-128-ecb'
     createCipheriv(algorithm, key, null)`,
    `crypto.createCipher('aes192', password)`,
    `CryptoJS.AES.encrypt(text, key, { mode: CryptoJS.mode.ECB })`,
    `CryptoJS.TripleDES.encrypt(text, key)`,
    `crypto.createDecipheriv('rc4', key, '')`,
    `const seal = (name, text) => crypto.createCipheriv(name, key, iv).update(text)
     seal('des-cbc', message)`,
    `const settings = { algorithm: 'aes-256-ecb' }
     crypto.createCipheriv(settings.algorithm, key, null)`,
  ],
  misses: [
    `https.createServer({ key, cert, ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:!RC4:!aNULL' })`,
    `const forge = require('node-forge')
     const cipher = forge.cipher.createCipher('AES-GCM', key)`,
    `crypto.createCipheriv('aes-256-gcm', key, iv)`,
    `CryptoJS.AES.encrypt(text, key, { mode: CryptoJS.mode.CBC })`,
    `editor.createCipher('description', text)`,
    `machine.start({ mode: 'ECB-like' })`,
  ],
}

function judgeSuites(source: Source, value: Node | null): CodeVerdict | undefined {
  return constantTexts(source, value).some(weakSuites)
    ? { severity: 'medium', note: 'it allows suites that are broken or encrypt nothing' }
    : undefined
}
