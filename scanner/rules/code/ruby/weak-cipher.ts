import { constantTexts } from '../../../syntax/values.ts'
import { weakCipher } from '../ciphers.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const weakCipherRule: CodeRule = {
  ...papersFor('ruby', 'weak-cipher', 'https://docs.ruby-lang.org/en/master/OpenSSL/Cipher.html'),
  query: {
    literals: ['Cipher', 'Crypt::', 'RC4'],
    calls: ['new', 'Cipher'],
  },
  judge: ({ source, path, args }) => {
    if (/^(?:RC4|Crypt\.Blowfish)\.new$/.test(path)) return { note: 'the cipher is broken or outdated' }
    const said = args.flatMap(({ value }) => constantTexts(source, value))
    if (/(?:^|\.)(?:OpenSSL\.)?Cipher(?:\.Cipher)?(?:\.new)?$/.test(path)) {
      const why = said.map(weakCipher).find(Boolean)
      return why === undefined ? undefined : { note: why }
    }
    const own = /(?:^|\.)Cipher\.(?<own>AES(?:128|192|256)?|DES|BF|RC2|RC4|CAST5|IDEA)\.new$/.exec(
      path,
    )?.groups
    const cipher = own?.['own']
    if (cipher === undefined) return undefined
    if (!cipher.startsWith('AES')) return { note: `${cipher} is broken or outdated` }
    return said.some((one) => /^ecb$/i.test(one))
      ? { note: 'ECB shows which blocks are the same' }
      : undefined
  },
  matches: [
    `cipher = OpenSSL::Cipher.new('des-ede3-cbc')`,
    `cipher = OpenSSL::Cipher::Cipher.new('AES-128-ECB')`,
    `cipher = OpenSSL::Cipher::AES.new(256, :ECB)`,
    `cipher = OpenSSL::Cipher::AES128.new(:ECB)`,
    `cipher = OpenSSL::Cipher::RC4.new`,
    `require 'crypt/blowfish'
 cipher = Crypt::Blowfish.new(key)`,
    `class Vault
  ALGORITHM = 'bf-cbc'.freeze
  def cipher
    OpenSSL::Cipher.new(ALGORITHM)
  end
end`,
  ],
  misses: [
    `cipher = OpenSSL::Cipher.new('aes-256-gcm')`,
    `cipher = OpenSSL::Cipher::AES.new(256, :GCM)`,
    `cipher = OpenSSL::Cipher.new(settings.cipher)`,
    `board = Cipher::Puzzle.new('des')`,
  ],
}
