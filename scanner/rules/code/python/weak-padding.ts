import type { CodeRule } from '../code-rule.ts'
import { pathOf } from '../../../syntax/source.ts'
import { papersFor } from '../papers.ts'

export const weakPadding: CodeRule = {
  ...papersFor(
    'python',
    'weak-padding',
    'https://cryptography.io/en/latest/hazmat/primitives/asymmetric/rsa/#encryption',
  ),
  query: {
    literals: ['PKCS1', 'pkcs1_padding', 'no_padding', 'import rsa'],
    calls: ['encrypt', 'decrypt', 'new', 'public_encrypt', 'private_decrypt'],
  },
  judge: ({ source, name, path, args }) => {
    if (name === 'new') return /\bPKCS1_v1_5\.new$/.test(path) && !/Signature/.test(path) ? {} : undefined
    // The package `rsa` knows no other padding.
    if (/^rsa\.(?:en|de)crypt$/.test(path)) return {}
    const isWeak = args.some(({ value }) =>
      /\bpadding\.PKCS1v15\(\)$|\bRSA\.(?:pkcs1|no)_padding$/.test(pathOf(source, value)),
    )
    return isWeak ? {} : undefined
  },
  matches: [
    `import rsa\nsealed = rsa.encrypt(message, key)`,
    `from Crypto.Cipher import PKCS1_v1_5\ncipher = PKCS1_v1_5.new(key)`,
    `from cryptography.hazmat.primitives.asymmetric import padding\nkey.encrypt(data, padding.PKCS1v15())`,
  ],
  misses: [
    `from ours import rsa_box\nrsa_box.encrypt(data)`,
    `from Crypto.Cipher import PKCS1_OAEP\ncipher = PKCS1_OAEP.new(key)`,
    `from Crypto.Signature import PKCS1_v1_5\nsigner = PKCS1_v1_5.new(key)`,
    `from cryptography.hazmat.primitives.asymmetric import padding\nkey.sign(data, padding.PKCS1v15(), algorithm)`,
  ],
}
