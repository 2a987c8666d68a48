import { pathOf, textOf } from '../../../syntax/source.ts'
import { constantText, constantTexts } from '../../../syntax/values.ts'
import { wordsOf } from '../../../syntax/words.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeHash } from '../judge-hash.ts'
import { papersFor } from '../papers.ts'

const weakName = /^(?:md[245]|sha-?1?|ripemd-?160|rmd160)$/i
/** `Digest::MD5`, `OpenSSL::Digest::SHA1` */
const weakClass = /(?:^|\.)Digest\.(?<hash>MD[245]|SHA1|SHA|RMD160|RIPEMD160)(?:\.\w+)?$/

export const weakHash: CodeRule = {
  ...papersFor('ruby', 'weak-hash', 'https://docs.ruby-lang.org/en/master/Digest.html'),
  query: {
    literals: [
      'MD5',
      'MD4',
      'MD2',
      'md5',
      'SHA1',
      'Sha1',
      'sha1',
      'SHA.',
      'RMD160',
      'RIPEMD',
      '.crypt',
      'encryptor',
    ],
    calls: ['hexdigest', 'digest', 'base64digest', 'new', 'Digest', 'crypt'],
    settings: ['crypto_provider', 'encryptor'],
  },
  judge: (site) => {
    if (site.how === 'setting') return judgeProvider(site)
    if (site.name === 'crypt') return judgeCrypt(site)
    const weak = weakFunction(site)
    if (weak === undefined) return undefined
    const node = site.args[0]?.value
    const isNamed = /(?:^|\.)Digest(?:\.\w+)?$/.test(site.path)
    return judgeHash(
      site,
      weak,
      isNamed && node ? { node, isWeak: (name) => weakName.test(name) } : undefined,
    )
  },
  matches: [
    `user.password_hash = Digest::MD5.hexdigest(params[:password])`,
    `require 'digest/sha1'
class User
  def self.encrypt(password, salt)
    Digest::SHA1.hexdigest("--#{salt}--#{password}--")
  end
end`,
    `reset_token = Digest::SHA1.hexdigest([Time.now, email].join)`,
    `digest = OpenSSL::Digest.new('md5')
digest << password`,
    `digest = Digest::MD5.new
digest.update(password)
digest.hexdigest`,
    `Digest::MD5.hexdigest(x)`,
    `signature = key.sign(OpenSSL::Digest::SHA1.new, body)`,
    `signature = OpenSSL::HMAC.hexdigest('md5', key, body)`,
    `stored = password.crypt('ab')`,
    `class User < ActiveRecord::Base
  acts_as_authentic do |c|
    c.crypto_provider = Authlogic::CryptoProviders::Sha1
  end
end`,
    `class Session
  def digest(text)
    Digest::MD5.hexdigest(text)
  end

  def store(user, password)
    user.password = digest(password)
  end
end`,
  ],
  misses: [
    `key = "views/#{Digest::MD5.hexdigest(url)}"
Rails.cache.fetch(key) { render }`,
    `headers['ETag'] = Digest::MD5.hexdigest(body)`,
    `avatar = "https://www.gravatar.com/avatar/#{Digest::MD5.hexdigest(email.downcase)}"`,
    `def cache_key
  Digest::SHA1.hexdigest(attributes.to_json)
end`,
    `raise 'the download is damaged' unless Digest::SHA1.file(path).hexdigest == checksum`,
    `prefix = Digest::SHA1.hexdigest(password).upcase[0, 5]
list = Net::HTTP.get(URI("https://api.pwnedpasswords.com/range/#{prefix}"))`,
    `user.password_hash = BCrypt::Password.create(params[:password])`,
    `signature = OpenSSL::HMAC.hexdigest('sha1', key, body)`,
    `# HTTP Digest
ha1 = Digest::MD5.hexdigest("#{username}:#{realm}:#{password}")`,
    `accept = Digest::SHA1.base64digest(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11')`,
    `object_id = Digest::SHA1.hexdigest("blob #{content.bytesize}\\0#{content}")`,
    `s3.put_object(bucket: bucket, key: key, body: body, content_md5: Digest::MD5.base64digest(body))`,
    `shard = Digest::MD5.hexdigest(user_id.to_s).to_i(16) % shard_count`,
    `Digest::SHA256.hexdigest(content)`,
    `report.crypt('ab')`,
    `signature = OpenSSL::HMAC.hexdigest(OpenSSL::Digest.new('sha1'), secret, body)`,
    `digest = OpenSSL::Digest::SHA1.new
signature = OpenSSL::HMAC.hexdigest(digest, secret, body)`,
    `key = OpenSSL::PKCS5.pbkdf2_hmac(password, salt, 700_000, 32, OpenSSL::Digest::SHA1.new)`,
  ],
}

function weakFunction(site: Site): string | undefined {
  const { source, name, path, args } = site
  if (/(?:^|\.)OpenSSL\.HMAC\.\w+$/.test(path)) {
    // HMAC with SHA-1 has no known weakness.
    const given = args[name === 'new' ? 1 : 0]?.value ?? null
    const said = constantText(source, given) ?? pathOf(source, given)
    return /md5/i.test(said) ? 'HMAC-MD5' : undefined
  }
  if (isForKeyed(site)) return undefined
  const own = weakClass.exec(path)?.groups?.['hash']
  // A file's hash is a checksum; what comes after `new` is fed to it.
  if (own !== undefined) return own.toUpperCase()
  if (!/(?:^|\.)(?:OpenSSL\.)?Digest(?:\.(?:new|digest|hexdigest|base64digest))?$/.test(path))
    return undefined
  return constantTexts(source, args[0]?.value ?? null)
    .find((one) => weakName.test(one))
    ?.toUpperCase()
}

/**
 * `OpenSSL::HMAC.digest(OpenSSL::Digest.new('sha1'), key, text)`, also through a variable: what the keyed hash is made of is judged
 * where it is made.
 */
function isForKeyed({ source, node, name }: Site): boolean {
  if (name !== 'new') return false
  const holder = node.parent?.type === 'argument_list' ? node.parent.parent : null
  if (holder !== null) return keyed.test(textOf(source, holder).slice(0, 200))
  const target = node.parent?.type === 'assignment' ? node.parent.childForFieldName('left') : null
  const variable = target === null ? '' : textOf(source, target)
  return (
    /^@{0,2}\w{1,80}$/.test(variable) &&
    new RegExp(String.raw`(?:HMAC\.\w+|HMAC\.new|pbkdf2_hmac)[( ][^\n]{0,200}(?<!\w)${variable}\b`).test(
      source.text,
    )
  )
}

const keyed = /^(?:OpenSSL::)?HMAC\.|^[\w:.]*pbkdf2_hmac/

/** `String#crypt` is DES, or what the salt begins with. */
function judgeCrypt({ source, path, args }: Site): CodeVerdict | undefined {
  const isPassword = wordsOf(path.slice(0, path.lastIndexOf('.'))).some((word) =>
    /^(?:password|passwd|passphrase|pw|pass|pwd)$/.test(word),
  )
  const salt = constantText(source, args[0]?.value ?? null)
  if (!isPassword || args.length !== 1 || (salt !== undefined && /^\$[2567y]/.test(salt))) return undefined
  return salt === undefined
    ? {
        severity: 'medium',
        confidence: 'medium',
        note: 'what crypt does depends on the salt, and is DES for most',
      }
    : {
        severity: 'high',
        confidence: 'high',
        note: `passwords are kept with ${salt.startsWith('$1$') ? 'MD5' : 'DES'}`,
      }
}

/** Authlogic and Devise. */
function judgeProvider({ source, name, value }: Site): CodeVerdict | undefined {
  const said = name === 'encryptor' ? (constantText(source, value) ?? '') : pathOf(source, value)
  const weak =
    name === 'encryptor'
      ? /^(?<hash>sha1|md5|restful_authentication_sha1|authlogic_sha1)$/
      : /CryptoProviders\.(?<hash>MD5|Sha1)(?:\.V2)?$/
  const hash = weak.exec(said)?.groups?.['hash']
  return hash === undefined
    ? undefined
    : { severity: 'high', confidence: 'high', note: `passwords are kept with ${hash.toUpperCase()}` }
}
