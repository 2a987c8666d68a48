import { pathOf } from '../../../syntax/source.ts'
import { constantText } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const weakPadding: CodeRule = {
  ...papersFor('ruby', 'weak-padding', 'https://docs.ruby-lang.org/en/master/OpenSSL/PKey/RSA.html'),
  query: {
    literals: ['public_encrypt', 'private_decrypt'],
    calls: ['public_encrypt', 'private_decrypt'],
  },
  judge: ({ source, path, args }) => {
    if (!path.includes('.') || args.length === 0) return undefined
    const padding = args[1]
    if (padding === undefined) return { note: 'PKCS#1 v1.5 is what is used where nothing is said' }
    return /(?:^|\.)(?:PKCS1|NO)_PADDING$/.test(pathOf(source, padding.value)) ||
      /^(?:pkcs1|none)$/.test(constantText(source, padding.value) ?? '')
      ? {}
      : undefined
  },
  matches: [
    `sealed = OpenSSL::PKey::RSA.new(pem).public_encrypt(text)`,
    `text = key.private_decrypt(sealed, OpenSSL::PKey::RSA::PKCS1_PADDING)`,
    `sealed = key.public_encrypt(text, OpenSSL::PKey::RSA::NO_PADDING)`,
  ],
  misses: [
    `sealed = key.public_encrypt(text, OpenSSL::PKey::RSA::PKCS1_OAEP_PADDING)`,
    `sealed = key.encrypt(text, { 'rsa_padding_mode' => 'oaep' }) # public_encrypt`,
  ],
}
