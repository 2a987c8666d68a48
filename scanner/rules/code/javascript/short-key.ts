import { constantNumber, constantText, optionOf } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { raised } from '../edits.ts'
import { papersFor } from '../papers.ts'

/** In bits, for RSA, DSA and Diffie-Hellman. */
const least = 2048
const advised = 3072
const weakCurve =
  /^(?:secp(?:112|128|160|192)[kr]\d|prime192v\d|sect(?:113|131|163|193)\w\d|P-192|wap-wsg-idm-ecid-wtls[1-9]|brainpoolP(?:160|192)[rt]1)$/i

export const shortKey: CodeRule = {
  ...papersFor(
    'javascript',
    'short-key',
    'https://nodejs.org/api/crypto.html#cryptogeneratekeypairtype-options-callback',
  ),
  query: {
    calls: [
      'generateKeyPair',
      'generateKeyPairSync',
      'createDiffieHellman',
      'getDiffieHellman',
      'createECDH',
      'NodeRSA',
      'keypair',
      'generateKeySync',
      'generateKey',
      'ec',
      'generateKeypair',
    ],
    settings: ['modulusLength', 'rsaBits', 'numBits'],
    literals: [
      'generateKeyPair',
      'generateKeySync',
      'iffieHellman',
      'createECDH',
      'NodeRSA',
      'modulusLength',
      'rsaBits',
      'numBits',
      'keypair',
      'elliptic',
      'generateKeypair',
    ],
  },
  judge: ({ source, how, node, name, path, args, value }) => {
    const bits = (given: Parameters<typeof constantNumber>[1]) => {
      const number = constantNumber(source, given)
      return number !== undefined && number > 64 && number < least
        ? { note: `it has ${number} bits`, ...raised(source, given, advised) }
        : undefined
    }
    if (how === 'setting') return bits(value)
    const first = args[0]?.value ?? null
    switch (name) {
      case 'createDiffieHellman':
        return bits(first)
      case 'getDiffieHellman':
        return /^modp(?:1|2|5)$/.test(constantText(source, first) ?? '')
          ? { note: 'the group is too small' }
          : undefined
      case 'createECDH':
        return weakCurve.test(constantText(source, first) ?? '')
          ? { note: 'the curve is too small' }
          : undefined
      case 'ec':
        return /\belliptic\.ec$/.test(path) && /^p192$/.test(constantText(source, first) ?? '')
          ? { note: 'the curve is too small' }
          : undefined
      case 'generateKey':
      case 'generateKeySync': {
        const length = /^(?:hmac|aes)$/.test(constantText(source, first) ?? '')
          ? constantNumber(source, optionOf(source, node, 'length') ?? null)
          : undefined
        return length !== undefined && length < 112 ? { note: `it has ${length} bits` } : undefined
      }
      case 'keypair':
        return bits(optionOf(source, node, 'bits') ?? null)
      case 'generateKeypair':
        return constantText(source, first) === 'RSA' ? bits(args[1]?.value ?? null) : undefined
      case 'NodeRSA':
        return bits(optionOf(source, node, 'b') ?? null)
      default: {
        if (path.includes('rsa.')) return bits(first) ?? bits(optionOf(source, node, 'bits') ?? null)
        if (/\bnode-rsa\b/.test(source.text) && first !== null && constantNumber(source, first) !== undefined)
          return bits(first)
        const curve = constantText(source, optionOf(source, node, 'namedCurve') ?? null)
        return curve !== undefined && weakCurve.test(curve) ? { note: 'the curve is too small' } : undefined
      }
    }
  },
  matches: [
    `crypto.generateKeySync('hmac', { length: 64 })`,
    `const NodeRSA = require('node-rsa')
     const key = new NodeRSA()
     key.generateKeyPair(512, 65537)`,
    `import { generateKey } from 'openpgp'
     generateKey({ type: 'rsa', rsaBits: 1024 })`,
    `const keypair = require('keypair')
     const pair = keypair({ bits: 1024 })`,
    `crypto.generateKeyPairSync('rsa', { modulusLength: 1024 })`,
    `const bits = 512 * 2
     forge.pki.rsa.generateKeyPair(bits)`,
    `crypto.getDiffieHellman('modp5')`,
    `crypto.generateKeyPair('ec', { namedCurve: 'secp160r1' }, done)`,
  ],
  misses: [
    `crypto.generateKeyPairSync('rsa', { modulusLength: 4096 })`,
    `forge.pki.rsa.generateKeyPair({ bits: 2048 })`,
    `crypto.generateKeyPair('ec', { namedCurve: 'prime256v1' }, done)`,
    `crypto.getDiffieHellman('modp14')`,
  ],
}
