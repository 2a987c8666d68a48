import type { Node } from 'web-tree-sitter'
import { pathOf, type Source } from '../../../syntax/source.ts'
import { constantNumber, constantTexts, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeArgon2 } from '../judge-argon2.ts'
import { judgeBcrypt, judgeScrypt } from '../judge-cost.ts'
import { judgeIterations } from '../judge-iterations.ts'
import { fastHash, judgePasswordHash } from '../judge-password-hash.ts'
import { papersFor } from '../papers.ts'

export const weakKeyDerivation: CodeRule = {
  ...papersFor(
    'ruby',
    'weak-key-derivation',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
    'read',
  ),
  query: {
    literals: [
      'pbkdf2',
      'BCrypt',
      'Argon2',
      'scrypt',
      'SHA2',
      'SHA384',
      'SHA512',
      'Sha512',
      'Sha256',
      'stretches',
      'pkcs5_keyivgen',
      'OpenSSL::Digest',
    ],
    calls: [
      'pbkdf2_hmac',
      'pbkdf2_hmac_sha1',
      'scrypt',
      'create',
      'pkcs5_keyivgen',
      'hexdigest',
      'digest',
      'base64digest',
      'new',
      'generate_salt',
    ],
    settings: ['stretches', 'cost', 'crypto_provider'],
  },
  judge: (site) => (site.how === 'setting' ? judgeSetting(site) : judgeCall(site)),
  matches: [
    `key = OpenSSL::PKCS5.pbkdf2_hmac(password, salt, 1000, 32, 'sha256')`,
    `key = OpenSSL::PKCS5.pbkdf2_hmac_sha1(password, salt, 2000, 32)`,
    `key = OpenSSL::KDF.pbkdf2_hmac(password, salt: salt, iterations: 1000, length: 32, hash: 'sha256')`,
    `key = OpenSSL::KDF.scrypt(password, salt: salt, N: 1024, r: 8, p: 1, length: 32)`,
    `hash = BCrypt::Password.create(password, cost: 4)`,
    `BCrypt::Engine.cost = 6`,
    `hash = Argon2::Password.new(t_cost: 1, m_cost: 10).create(password)`,
    `user.password_hash = Digest::SHA256.hexdigest(params[:password])`,
    `def check(user, password)
  user.digest == OpenSSL::Digest::SHA512.hexdigest(user.salt + password)
end`,
    `Devise.setup do |config|
  config.stretches = 1
end`,
    `cipher = OpenSSL::Cipher.new('aes-256-cbc')
cipher.pkcs5_keyivgen(password)`,
    `class User < ActiveRecord::Base
  acts_as_authentic { |c| c.crypto_provider = Authlogic::CryptoProviders::Sha512 }
end`,
  ],
  misses: [
    `key = OpenSSL::PKCS5.pbkdf2_hmac(password, salt, 600_000, 32, 'sha256')`,
    `hash = BCrypt::Password.create(password)`,
    `hash = BCrypt::Password.create(password, cost: 12)`,
    `hash = Argon2::Password.new(t_cost: 2, m_cost: 16).create(password)`,
    `key = Digest::SHA256.hexdigest(token)`,
    `hash = BCrypt::Password.create(Base64.strict_encode64(Digest::SHA256.digest(password)))`,
    `Devise.setup do |config|
  config.stretches = Rails.env.test? ? 1 : 12
end`,
    `checksum = Digest::SHA256.hexdigest(content)`,
    `# SCRAM-SHA-256
salted = OpenSSL::PKCS5.pbkdf2_hmac(password, salt, 4096, 32, 'sha256')`,
    `room.cost = 4 # BCrypt`,
  ],
}

function judgeCall(site: Site): CodeVerdict | undefined {
  const { source, node, name, path, args } = site
  const number = (option: string, index?: number): number | undefined => {
    const at = index === undefined ? undefined : args[index]
    const given = optionOf(source, node, option) ?? (at?.name === undefined ? at?.value : undefined)
    return constantNumber(source, given ?? null)
  }
  switch (name) {
    case 'pbkdf2_hmac':
    case 'pbkdf2_hmac_sha1':
      return judgeIterations(source, node, number('iterations', 2))
    case 'scrypt':
      return judgeScrypt({
        cost: number('N'),
        blockSize: number('r'),
        parallelization: number('p'),
      })
    case 'create':
      return /\bBCrypt\.Password\.create$/.test(path)
        ? judgeBcryptCost(source, optionOf(source, node, 'cost'))
        : undefined
    case 'generate_salt':
      return /\bBCrypt\.Engine\.generate_salt$/.test(path)
        ? judgeBcryptCost(source, args[0]?.value)
        : undefined
    case 'pkcs5_keyivgen':
      // By the documentation one round of MD5 or 2048, and an IV that follows from the password.
      return /\bCipher\b/.test(source.text)
        ? { confidence: 'high', note: 'its key and IV follow from the password by a few rounds of a hash' }
        : undefined
    case 'new':
      if (/\bArgon2\.Password\.new$/.test(path)) {
        const exponent = number('m_cost')
        return judgeArgon2({
          memory: exponent === undefined ? undefined : 2 ** exponent,
          passes: number('t_cost') ?? 2,
          variant: undefined,
        })
      }
      return judgeFast(site)
    default:
      return judgeFast(site)
  }
}

function judgeFast(site: Site): CodeVerdict | undefined {
  const own = /(?:^|\.)Digest\.(?<hash>SHA(?:2|224|256|384|512)|SHA3\w*)(?:\.\w+)?$/.exec(site.path)?.groups
  const isNamed = /(?:^|\.)OpenSSL\.Digest(?:\.\w+)?$/.test(site.path)
  const hash =
    own?.['hash'] ??
    (isNamed
      ? constantTexts(site.source, site.args[0]?.value ?? null).find((one) => fastHash.test(one))
      : undefined)
  return hash === undefined ? undefined : judgePasswordHash(site, hash.toUpperCase())
}

const judgeBcryptCost = (source: Source, given: Node | undefined): CodeVerdict | undefined =>
  judgeBcrypt(source, given, isLeast(source, given) ? 4 : undefined)

const isLeast = (source: Source, given: Node | undefined): boolean =>
  given !== undefined && /\bBCrypt\.Engine\.MIN_COST$/.test(pathOf(source, given))

function judgeSetting({ source, node, name, value }: Site): CodeVerdict | undefined {
  const object = node.childForFieldName('left')
  if (object === null || value === null) return undefined
  const path = pathOf(source, object)
  if (name === 'crypto_provider') {
    const hash = /CryptoProviders\.(?<hash>Sha(?:256|512))(?:\.V2)?$/.exec(pathOf(source, value))?.groups?.[
      'hash'
    ]
    return hash === undefined
      ? undefined
      : { note: `passwords are kept by rounds of ${hash.toUpperCase()}, which is fast` }
  }
  if (name === 'cost') return path === 'BCrypt.Engine.cost' ? judgeBcryptCost(source, value) : undefined
  return /\bDevise\b/.test(source.text) ? judgeBcryptCost(source, value) : undefined
}
