import { pathOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const staticIv: CodeRule = {
  ...papersFor(
    'ruby',
    'static-iv',
    'https://docs.ruby-lang.org/en/master/OpenSSL/Cipher.html#method-i-iv-3D',
    'unverified',
  ),
  query: {
    literals: ['Cipher', 'cipher', 'SecretBox', 'AEAD'],
    settings: ['iv', 'iv='],
    calls: ['encrypt', 'box'],
  },
  judge: ({ source, how, node, path, args, value }) => {
    if (how === 'call') {
      if (!/\b(?:SecretBox|AEAD\.\w+)\.new\(\)\.(?:encrypt|box)$/.test(path)) return undefined
      const nonce = fixedBytes(source, args[0]?.value ?? null)
      return nonce === undefined ? undefined : { note: `the nonce is ${nonce}` }
    }
    const object = node.childForFieldName('left')
    if (object === null || !/Cipher\b/.test(source.text) || !pathOf(source, object).endsWith('.iv'))
      return undefined
    const what = fixedBytes(source, value)
    return what === undefined ? undefined : { note: `the IV is ${what}` }
  },
  matches: [
    `cipher = OpenSSL::Cipher.new('aes-256-cbc').encrypt
cipher.iv = '1234567890123456'`,
    `class Vault
  IV = ("\\0" * 16).freeze
  def seal(text)
    cipher = OpenSSL::Cipher.new('aes-256-cbc')
    cipher.iv = IV
  end
end`,
    `cipher = OpenSSL::Cipher.new('aes-256-ctr')
cipher.iv = ['00' * 16].pack('H*')`,
    `cipher = OpenSSL::Cipher.new('aes-256-cbc')
cipher.iv = Digest::MD5.digest('some fixed text')`,
  ],
  misses: [
    `cipher = OpenSSL::Cipher.new('aes-256-cbc')
iv = cipher.random_iv`,
    `cipher = OpenSSL::Cipher.new('aes-256-cbc').decrypt
cipher.iv = sealed[0, 16]`,
    `cipher = OpenSSL::Cipher.new('aes-256-cbc')
cipher.iv = SecureRandom.random_bytes(16)`,
    `settings.iv = 'none'`,
  ],
}
