import { pathOf } from '../../../syntax/source.ts'
import { weakCipher } from '../ciphers.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const weakClass =
  /\b(?:ciphers\.)?algorithms\.(?<own>ARC4|Blowfish|IDEA|CAST5|SEED|TripleDES|RC2)$|\bdecrepit\.ciphers\.algorithms\.(?<old>\w+)$/

export const weakCipherRule: CodeRule = {
  ...papersFor(
    'python',
    'weak-cipher',
    'https://pycryptodome.readthedocs.io/en/latest/src/cipher/classic.html#ecb-mode',
    'read',
  ),
  query: {
    literals: ['Cipher', 'cipher', 'pyDes'],
    calls: [
      'new',
      'ARC4',
      'Blowfish',
      'IDEA',
      'CAST5',
      'SEED',
      'TripleDES',
      'RC2',
      'ECB',
      'des',
      'triple_des',
      'RC4',
      'rc4',
    ],
  },
  judge: ({ source, name, path, args }) => {
    if (name === 'new') {
      const cipher =
        /\bCipher\.(?<cipher>\w+)\.new$|^(?<short>DES3?|ARC[24]|Blowfish|CAST|XOR|AES)\.new$/.exec(
          path,
        )?.groups
      const own = cipher?.['cipher'] ?? cipher?.['short']
      if (own === undefined) return undefined
      const why = own === 'XOR' ? 'XOR with a key is no encryption' : weakCipher(own)
      if (why !== undefined) return { note: why }
      const isEcb = args.some(({ value }) => /\bMODE_ECB$/.test(pathOf(source, value)))
      // PyCrypto's default.
      return isEcb || (own === 'AES' && args.length === 1)
        ? { note: 'ECB shows which blocks are the same' }
        : undefined
    }
    if (name === 'ECB')
      return /\bmodes\.ECB$/.test(path) ? { note: 'ECB shows which blocks are the same' } : undefined
    const isPyDes = /^(?:pyDes\.)(?:des|triple_des)$/.test(path)
    return weakClass.test(path) || isPyDes
      ? { note: weakCipher(name.replace('_', '')) ?? 'its library keeps it for old data only' }
      : undefined
  },
  matches: [
    `from Crypto.Cipher import DES\ncipher = DES.new(key, DES.MODE_CBC, iv)`,
    `from Cryptodome.Cipher import AES\ncipher = AES.new(key, AES.MODE_ECB)`,
    `from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\ncipher = Cipher(algorithms.AES(key), modes.ECB())`,
    `from cryptography.hazmat.primitives.ciphers import algorithms\nalgorithm = algorithms.ARC4(key)`,
    `import pyDes\npyDes.des(key)`,
  ],
  misses: [
    `from Crypto.Cipher import AES\ncipher = AES.new(key, AES.MODE_GCM)`,
    `from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\ncipher = Cipher(algorithms.AES(key), modes.GCM(nonce))`,
    `widget = registry.new(key)`,
  ],
}
