import { constantTexts, followName, namedTexts } from '../../../syntax/values.ts'
import type { Node } from 'web-tree-sitter'
import { type Argument, pathOf, type Source, textOf } from '../../../syntax/source.ts'
import { weakCipher, weakSuites } from '../ciphers.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { papersFor } from '../papers.ts'
import { hidingMode, judgeUnauthenticated } from '../unauthenticated.ts'

export const weakCipherRule: CodeRule = {
  ...papersFor(
    'javascript',
    'weak-cipher',
    'https://nodejs.org/api/crypto.html#support-for-weak-or-compromised-algorithms',
    'read',
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
      'forge',
    ],
    calls: [
      'createCipheriv',
      'createDecipheriv',
      'createCipher',
      'createDecipher',
      'encrypt',
      'decrypt',
      'ecb',
      'createEncryptionCipher',
      'createDecryptionCipher',
      'startEncrypting',
    ],
    settings: ['mode', 'ciphers'],
  },
  judge: ({ source, how, node, name, path, args, value }) => {
    if (how === 'setting' && name === 'ciphers') return judgeSuites(source, value)
    if (name === 'ecb')
      return /\bModeOfOperation\.ecb$/.test(path)
        ? { note: 'ECB shows which blocks are the same' }
        : undefined
    if (how === 'setting') {
      const mode = value === null ? '' : pathOf(source, value)
      return /\bmode\.ECB$/.test(mode) ? { note: 'ECB shows which blocks are the same' } : undefined
    }
    const forged = /\bforge\.(?<cipher>des|rc2)\.\w+$/.exec(path)?.groups?.['cipher']
    if (forged !== undefined) return { note: weakCipher(forged) ?? 'it is kept for old data only' }
    if (name === 'encrypt' || name === 'decrypt') {
      const cipher = /(?:^CryptoJS|crypto-js|^)[./]?\b(DES|TripleDES|RC4|RC4Drop)\.(?:en|de)crypt$/i.exec(
        path,
      )?.[1]
      if (cipher === undefined && isHiding(source, path, args))
        return judgeUnauthenticated(source, node, 'CBC')
      return cipher === undefined
        ? undefined
        : { note: weakCipher(cipher.replace(/Drop$/i, '')) ?? 'RC4 is broken' }
    }
    const isForge = /\bforge\.cipher\./.test(path)
    const first = args[0]?.value ?? null
    const [why] = [
      ...namedTexts(source, first).flatMap((one) => weakCipher(one) ?? []),
      ...(isEcb(source, first) ? ['ECB shows which blocks are the same'] : []),
    ]
    if (isForge || name.endsWith('iv')) {
      if (why !== undefined) return { note: why }
      const mode = name.startsWith('createCipher') ? hidingModeOf(source, first) : undefined
      return mode === undefined ? undefined : judgeUnauthenticated(source, node, mode)
    }
    // Removed in Node 22: the key is made by MD5 without salt, and so is the IV.
    const isNode = /^(?:crypto\.)?create(?:Dec|C)ipher$/.test(path)
    return isNode && args.length >= 2
      ? { note: why ?? 'it derives key and IV by MD5 without salt' }
      : undefined
  },
  matches: [
    `const cipher = crypto.createCipheriv('aes256', key, iv)`,
    `const cipher = crypto.createCipheriv('aes-256-cbc', key, iv)`,
    `CryptoJS.AES.encrypt(text, key, { mode: CryptoJS.mode.CBC })`,
    `const { createCipheriv } = require('crypto'); createCipheriv(\`aes-\${bits}-ecb\`, key, null)`,
    `const forge = require('node-forge'); forge.cipher.createCipher('3DES-CBC', key)`,
    `const forge = require('node-forge'); forge.rc2.createEncryptionCipher(key)`,
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
    `const { createCipheriv } = require('crypto'); createCipheriv(\`aes-\${bits}-gcm\`, key, iv)`,
    `const forge = require('node-forge'); forge.cipher.createCipher('AES-GCM', key)`,
    `https.createServer({ key, cert, ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:!RC4:!aNULL' })`,
    `const forge = require('node-forge')
     const cipher = forge.cipher.createCipher('AES-GCM', key)`,
    `crypto.createCipheriv('aes-256-gcm', key, iv)`,
    `CryptoJS.AES.decrypt(text, key, { mode: CryptoJS.mode.CBC })`,
    `const cipher = crypto.createCipheriv('aes-256-cbc', key, iv); const tag = crypto.createHmac('sha256', other)`,
    // One of eSTREAM's choices (RFC 4503), without a known weakness.
    `CryptoJS.Rabbit.encrypt(text, key)`,
    `editor.createCipher('description', text)`,
    `machine.start({ mode: 'ECB-like' })`,
  ],
}

function hidingModeOf(source: Source, node: Node | null): string | undefined {
  return namedTexts(source, node).flatMap(
    (one) => hidingMode.exec(one)?.groups?.['mode'] ?? (withoutMode.test(one) ? 'CBC' : []),
  )[0]
}

/** Without a mode OpenSSL takes CBC: https://docs.openssl.org/3.0/man1/openssl-enc/ */
const withoutMode = /^(?:aes|camellia|aria)(?:128|192|256)$/i

/** `CryptoJS.AES.encrypt` without a mode is CBC, and it knows no mode that authenticates. */
const isHiding = (source: Source, path: string, args: readonly Argument[]): boolean =>
  /(?:\bCryptoJS|crypto-js)[./]AES\.encrypt$/i.test(path) &&
  !/\bmode\.ECB\b|\bECB\b/.test(args.map(({ value }) => textOf(source, followName(source, value))).join(' '))

/** `aes-${bits}-ecb`: whatever the rest is. */
const isEcb = (source: Source, node: Node | null): boolean =>
  node !== null && /-ecb`$/i.test(textOf(source, followName(source, node)).slice(-40))

function judgeSuites(source: Source, value: Node | null): CodeVerdict | undefined {
  return constantTexts(source, value).some(weakSuites)
    ? { severity: 'medium', note: 'it allows suites that are broken or encrypt nothing' }
    : undefined
}
