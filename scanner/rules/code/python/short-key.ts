import { possibleValues } from '../../../syntax/possible-values.ts'
import { constantNumber, constantText, optionOf } from '../../../syntax/values.ts'
import { pathOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { raised } from '../edits.ts'
import { papersFor } from '../papers.ts'

const least = 2048
const advised = 3072
const weakCurve = /\bec\.(?:SECP192R1|SECT163[KR]\d|BrainpoolP192R1)$/
/** As PyCryptodome names them. */
const weakName = /^(?:NIST )?(?:P-192|p192|prime192v1|secp192r1)$/

export const shortKey: CodeRule = {
  ...papersFor('python', 'short-key', 'https://cryptography.io/en/latest/hazmat/primitives/asymmetric/rsa/'),
  query: {
    literals: [
      'generate_private_key',
      'RSA',
      'DSA',
      'rsa',
      'PKey',
      'ElGamal',
      'generate_parameters',
      'generate_key',
      'ECC',
    ],
    calls: ['generate_private_key', 'generate', 'generate_parameters', 'gen_key', 'generate_key', 'newkeys'],
  },
  judge: ({ source, node, name, path, args }) => {
    if (/\bec\.generate_private_key$/.test(path)) {
      const curve = optionOf(source, node, 'curve') ?? args[0]?.value ?? null
      const isWeak = (curve === null ? [] : possibleValues(source, curve)).some((one) =>
        weakCurve.test(pathOf(source, one).replace(/\(\)$/, '')),
      )
      return isWeak ? { note: 'the curve is too small' } : undefined
    }
    if (/\bECC\.generate$/.test(path))
      return weakName.test(
        constantText(source, optionOf(source, node, 'curve') ?? args[0]?.value ?? null) ?? '',
      )
        ? { note: 'the curve is too small' }
        : undefined
    const isPKey =
      name === 'generate_key' &&
      /\bTYPE_(?:RSA|DSA)$/.test(pathOf(source, optionOf(source, node, 'type') ?? args[0]?.value ?? null))
    if (!isPKey && !/\b(?:rsa|dsa|dh|RSA|DSA|DH|PKey|ElGamal)\b/.test(path)) return undefined
    const position =
      /\b(?:rsa\.generate_private_key|dh\.generate_parameters)$/.test(path) || name === 'generate_key' ? 1 : 0
    const given =
      optionOf(source, node, 'key_size') ??
      optionOf(source, node, 'bits') ??
      args.filter((one) => one.name === undefined)[position]?.value ??
      null
    const bits = constantNumber(source, given)
    return bits !== undefined && bits > 64 && bits < least
      ? { note: `it has ${bits} bits`, ...raised(source, given, advised) }
      : undefined
  },
  matches: [
    `from Crypto.PublicKey import ECC\nECC.generate(curve='p192')`,
    `from OpenSSL import crypto\nkey = crypto.PKey()\nkey.generate_key(crypto.TYPE_RSA, 1024)`,
    `from cryptography.hazmat.primitives.asymmetric import dh\ndh.generate_parameters(2, 1024)`,
    `from cryptography.hazmat.primitives.asymmetric import rsa\nkey = rsa.generate_private_key(public_exponent=65537, key_size=1024)`,
    `from Crypto.PublicKey import RSA\nkey = RSA.generate(1024)`,
    `from cryptography.hazmat.primitives.asymmetric import ec\nkey = ec.generate_private_key(ec.SECP192R1())`,
    `from cryptography.hazmat.primitives.asymmetric import dsa\ndsa.generate_private_key(1024, backend)`,
  ],
  misses: [
    `from Crypto.PublicKey import RSA\nkey = RSA.generate(4096)`,
    `from cryptography.hazmat.primitives.asymmetric import ec\nkey = ec.generate_private_key(ec.SECP256R1())`,
    `report.generate(1024)`,
  ],
}
