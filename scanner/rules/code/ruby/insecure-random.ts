import { pathOf } from '../../../syntax/source.ts'
import { constantNumber } from '../../../syntax/values.ts'
import type { CodeEdit, CodeRule, Site } from '../code-rule.ts'
import { judgeRandom } from '../judge-random.ts'
import { papersFor } from '../papers.ts'

/** What nobody can predict, though it is called alike. */
const secure = /\b(?:SecureRandom|RbNaCl|OpenSSL)\b/

export const insecureRandom: CodeRule = {
  ...papersFor('ruby', 'insecure-random', 'https://docs.ruby-lang.org/en/master/SecureRandom.html'),
  query: {
    literals: ['rand', 'Random', '.sample', '.shuffle'],
    calls: ['rand', 'sample', 'shuffle', 'shuffle!', 'bytes'],
  },
  judge: (site) => {
    const verdict = isGenerator(site) ? judgeRandom(site, generatorOf(site)) : undefined
    return verdict && { ...verdict, ...fixOf(site) }
  },
  matches: [
    `token = (0...32).map { rand(16).to_s(16) }.join`,
    `class User < ActiveRecord::Base
  def generate_password(length)
    chars = ('a'..'z').to_a
    (1..length).map { chars[rand(chars.size)] }.join
  end
end`,
    `self.reset_token = Digest::SHA256.hexdigest("#{email}#{rand}")`,
    `password = ('a'..'z').to_a.shuffle.first(8).join`,
    `otp = rand(100_000..999_999)`,
    `api_key = Array.new(32) { CHARS.sample }.join`,
    `session[:csrf_token] = Random.rand(10**20).to_s`,
    `def make_token
  Random.new.bytes(16)
end`,
  ],
  misses: [
    `sleep(delay + rand)`,
    `trace(request) if rand < sample_rate`,
    `server = servers.sample`,
    `cards.shuffle!`,
    `token = SecureRandom.hex(32)`,
    `password = ('a'..'z').to_a.sample(8, random: SecureRandom).join`,
    `token = SecureRandom.rand(10**20)`,
    `user.avatar = AVATARS.sample`,
    `rand = 5
token = rand`,
  ],
}

const generatorOf = ({ name }: Site): string => (name === 'rand' || name === 'bytes' ? 'rand' : name)

function isGenerator({ source, name, path, args }: Site): boolean {
  if (secure.test(path) || args.some(({ value }) => secure.test(pathOf(source, value)))) return false
  if (name === 'rand') return /^(?:Kernel\.|Random\.(?:new\(?\)?\.)?|@?\w*(?:random|rng)\.)?rand$/.test(path)
  if (name === 'bytes') return /^Random\.(?:new(?:\(\))?\.)?bytes$/.test(path)
  return path.endsWith(`.${name}`)
}

/** `SecureRandom.random_number` takes the numbers that `rand` takes. */
function fixOf({ source, node, path, args }: Site): { readonly edits?: readonly CodeEdit[] } {
  const most = constantNumber(source, args[0]?.value ?? null)
  const method = node.childForFieldName('method')
  if (path !== 'rand' || args.length !== 1 || most === undefined || most < 1 || method === null) return {}
  const edit = { start: method.startIndex, end: method.endIndex, text: 'SecureRandom.random_number' }
  if (/^\s*require ['"]securerandom['"]/m.test(source.text)) return { edits: [edit] }
  const line = /^require ['"][\w/]+['"]$/m.exec(source.text)
  return line === null
    ? {}
    : { edits: [{ start: line.index, end: line.index, text: `require 'securerandom'\n` }, edit] }
}
