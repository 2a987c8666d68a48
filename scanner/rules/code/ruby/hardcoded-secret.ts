import type { Node } from 'web-tree-sitter'
import { pathOf } from '../../../syntax/source.ts'
import { constantText, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeKey } from '../judge-key.ts'
import { papersFor } from '../papers.ts'

const settings = [
  'secret_key_base',
  'secret_token',
  'secret_key',
  'session_secret',
  'jwt_secret',
  'JWT_SECRET',
  'SECRET_KEY',
]

export const hardcodedSecret: CodeRule = {
  ...papersFor('ruby', 'hardcoded-secret', 'https://guides.rubyonrails.org/security.html#custom-credentials'),
  query: {
    literals: [
      'Cipher',
      'HMAC',
      'JWT',
      'pbkdf2',
      'Message',
      'BCrypt',
      'RSA',
      'PKey',
      'Session::Cookie',
      ...settings,
    ],
    calls: [
      'hexdigest',
      'digest',
      'base64digest',
      'new',
      'encode',
      'decode',
      'pbkdf2_hmac',
      'pbkdf2_hmac_sha1',
      'scrypt',
      'hash_secret',
      'set',
      'use',
      'export',
      'to_pem',
    ],
    settings: ['key', ...settings],
  },
  judge: (site) => (site.how === 'setting' ? judgeSetting(site) : judgeCall(site)),
  matches: [
    `cipher = OpenSSL::Cipher.new('aes-256-gcm')
cipher.key = 'thirty-two bytes of not so secret'`,
    `class Hook
  SECRET = 'do not tell'.freeze
  def sign(body)
    OpenSSL::HMAC.hexdigest('SHA256', SECRET, body)
  end
end`,
    `token = JWT.encode({ user: user.id }, 'not so secret', 'HS256')`,
    `claims = JWT.decode(token, ENV.fetch('JWT_KEY', 'fallback for everybody'), true, algorithm: 'HS256')`,
    `token = JWT.encode(payload, ENV['JWT_KEY'] || 'fallback for everybody')`,
    `key = OpenSSL::PKCS5.pbkdf2_hmac(password, 'the salt', 600_000, 32, 'sha256')`,
    `key = OpenSSL::KDF.pbkdf2_hmac(password, salt: 'the salt', iterations: 600_000, length: 32, hash: 'sha256')`,
    `Shop::Application.config.secret_key_base = 'everybody can read this'`,
    `crypt = ActiveSupport::MessageEncryptor.new('thirty-two bytes of not so secret')`,
    `use Rack::Session::Cookie, key: 'shop', secret: 'everybody can read this'`,
    `set :session_secret, 'everybody can read this'`,
    `key = OpenSSL::PKey::RSA.new(File.read('key.pem'), 'not so secret')`,
  ],
  misses: [
    `cipher = OpenSSL::Cipher.new('aes-256-gcm')
cipher.key = ENV['KEY']`,
    `OpenSSL::HMAC.hexdigest('SHA256', ENV['SECRET'], body)`,
    `JWT.encode(payload, Rails.application.credentials.secret_key_base)`,
    `JWT.decode(token, nil, false)`,
    `OpenSSL::PKCS5.pbkdf2_hmac(password, SecureRandom.random_bytes(16), 600_000, 32, 'sha256')`,
    `Shop::Application.config.secret_key_base = ENV['SECRET_KEY_BASE']`,
    `config.secret_key = 'your key here'`,
    `column.key = 'name' # Cipher`,
    `OpenSSL::PKey::RSA.new(File.read('key.pem'), passphrase)`,
    `Digest::SHA256.hexdigest('text') # HMAC`,
  ],
}

function judgeCall({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  const judged = (given: Node | undefined, what: string) => judgeKey(source, given, what)
  const at = (index: number): Node | undefined => {
    const given = args[index]
    return given?.name === undefined ? given?.value : undefined
  }
  switch (name) {
    case 'hexdigest':
    case 'digest':
    case 'base64digest':
      return /\bHMAC\.\w+$/.test(path) ? judged(at(1), 'the key') : undefined
    case 'new':
      if (/\bOpenSSL\.HMAC\.new$/.test(path)) return judged(at(0), 'the key')
      if (/\bMessage(?:Encryptor|Verifier)\.new$/.test(path)) return judged(at(0), 'the key')
      return /\bPKey\.(?:RSA|DSA|EC)\.new$|\bPKey\.read$/.test(path)
        ? judged(at(1), 'the passphrase')
        : undefined
    case 'export':
    case 'to_pem':
      return judged(at(1), 'the passphrase')
    case 'encode':
    case 'decode':
      return /(?:^|\.)JWT\.(?:en|de)code$/.test(path) ? judged(at(1), 'the key of tokens') : undefined
    case 'pbkdf2_hmac':
    case 'pbkdf2_hmac_sha1':
    case 'scrypt':
      return judged(optionOf(source, node, 'salt') ?? at(1), 'the salt')
    case 'hash_secret':
      return /\bBCrypt\.Engine\.hash_secret$/.test(path) ? judged(at(1), 'the salt') : undefined
    case 'set':
      return path === 'set' && constantText(source, args[0]?.value ?? null) === 'session_secret'
        ? judged(at(1), 'the key of sessions')
        : undefined
    default:
      return /\bSession\.Cookie$/.test(pathOf(source, args[0]?.value ?? null))
        ? judged(optionOf(source, node, 'secret'), 'the key of sessions')
        : undefined
  }
}

function judgeSetting({ source, node, name, value }: Site): CodeVerdict | undefined {
  const object = node.childForFieldName('left')
  if (object === null || value === null) return undefined
  const path = pathOf(source, object)
  if (name === 'key')
    return /[Cc]ipher\w*\.key$|^(?:aes|des|enc|dec|c)\.key$/.test(path) && /\bCipher\b/.test(source.text)
      ? judgeKey(source, value, 'the key')
      : undefined
  // Of a variable its use tells more.
  if (object.type === 'identifier') return undefined
  const text = constantText(source, value)
  const isPlaceholder =
    text !== undefined && (text.length < 8 || /^(?:your|change|enter|insert|put)\b/i.test(text))
  return isPlaceholder ? undefined : judgeKey(source, value, 'the secret key')
}
