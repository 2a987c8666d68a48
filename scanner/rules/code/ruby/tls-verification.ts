import type { Node } from 'web-tree-sitter'
import { pathOf, type Source, textOf } from '../../../syntax/source.ts'
import { constantNumber, constantText, isFalse } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { papersFor } from '../papers.ts'

/** Modes, of which one verifies nothing. */
const modes = ['verify_mode', 'ssl_verify_mode', 'openssl_verify_mode', 'VERIFY_PEER', 'verify_ssl']
/** Switches that nothing else has. */
const switches = [
  'verify_ssl',
  'ssl_verify',
  'ssl_verifypeer',
  'ssl_verify_peer',
  'ssl_verifyhost',
  'ssl_verify_host',
  'verify_hostname',
  'verify_peer',
  'tls_insecure',
  'verify_certificate',
]
/** What says that `verify` is a client's. */
const clients = /\b(?:HTTParty|Faraday|HTTPX|Typhoeus|Excon|RestClient|OpenSSL)\b/

export const tlsVerification: CodeRule = {
  ...papersFor(
    'ruby',
    'tls-verification',
    'https://docs.ruby-lang.org/en/master/OpenSSL/SSL/SSLContext.html',
  ),
  query: {
    literals: ['VERIFY_NONE', 'verify', 'insecure'],
    calls: ['new', 'set_params', 'verify_mode', 'verify'],
    settings: [...modes, ...switches.filter((one) => !modes.includes(one)), 'verify'],
  },
  judge: (site) => (site.how === 'call' ? judgeCall(site) : judgeSetting(site)),
  matches: [
    `http = Net::HTTP.new(host, 443)
http.verify_mode = OpenSSL::SSL::VERIFY_NONE`,
    `Net::HTTP.start(uri.host, uri.port, use_ssl: true, verify_mode: OpenSSL::SSL::VERIFY_NONE)`,
    `connection = Faraday.new(url, ssl: { verify: false })`,
    `connection = Faraday.new(url) do |f|
  f.ssl.verify = false
end`,
    `HTTParty.get(url, verify: false)`,
    `RestClient::Request.execute(method: :get, url: url, verify_ssl: false)`,
    `RestClient::Resource.new(url, verify_ssl: OpenSSL::SSL::VERIFY_NONE)`,
    `Typhoeus.get(url, ssl_verifypeer: false)`,
    `Excon.defaults[:ssl_verify_peer] = false`,
    `URI.open(url, ssl_verify_mode: OpenSSL::SSL::VERIFY_NONE)`,
    `config.action_mailer.smtp_settings = { address: host, openssl_verify_mode: 'none' }`,
    `OpenSSL::SSL::VERIFY_PEER = OpenSSL::SSL::VERIFY_NONE`,
    `context.set_params(verify_mode: OpenSSL::SSL::VERIFY_NONE)`,
    `http.verify_hostname = false`,
  ],
  misses: [
    `http.verify_mode = OpenSSL::SSL::VERIFY_PEER`,
    `HTTParty.get(url, verify: true)`,
    `HTTParty.get(url, verify: settings.verify?)`,
    `http.verify_mode = local? ? OpenSSL::SSL::VERIFY_NONE : OpenSSL::SSL::VERIFY_PEER`,
    `JWT.decode(token, key, true, verify: false)`,
    `mock.verify = false`,
    `user.update(verify: false)`,
    `class Source
  def apply(mode)
    self.verify_peer = false if mode == 'plain'
  end
end`,
  ],
}

function judgeCall({ source, name, path, args }: Site): CodeVerdict | undefined {
  const isContext = name === 'new' && /\bSSLContext\.new$/.test(path)
  return isContext && args.some(({ name: key, value }) => key === undefined && isNone(source, value))
    ? {}
    : undefined
}

function judgeSetting({ source, node, name, value }: Site): CodeVerdict | undefined {
  if (value === null) return undefined
  if (modes.includes(name) && isNone(source, value)) return fixOfMode(source, value)
  if (/^(?:ssl_|openssl_)?verify_mode$/.test(name))
    return /^(?:none|0)$/i.test(constantText(source, value) ?? String(constantNumber(source, value) ?? ''))
      ? {}
      : undefined
  if (name === 'tls_insecure') return textOf(source, value) === 'true' ? {} : undefined
  if (/verify_?host$/.test(name) && constantNumber(source, value) === 0) return {}
  // A setting of its own that a class has is not yet a client's.
  const target = node.childForFieldName('left')
  if (!isFalse(source, value) || (target !== null && /^(?:self\.|@)/.test(textOf(source, target))))
    return undefined
  const fix = value.type === 'false' ? { edits: [replacing(value, 'true')] } : {}
  if (name !== 'verify') return name === 'VERIFY_PEER' ? undefined : fix
  return isClients(source, node) ? fix : undefined
}

/** `HTTParty.get(url, verify: false)`, `ssl: { verify: false }`, `f.ssl.verify = false` */
function isClients(source: Source, node: Node): boolean {
  const target = node.childForFieldName('left')
  if (target !== null) return /\bssl\.verify$/.test(pathOf(source, target))
  const holder = node.parent
  const outer = holder?.type === 'hash' ? holder.parent : null
  const key = outer?.type === 'pair' ? outer.childForFieldName('key') : null
  if (key !== null && key !== undefined && /\bssl\b/.test(textOf(source, key))) return true
  const binding = outer?.type === 'assignment' ? outer.childForFieldName('left') : null
  if (binding !== null && /\bssl(?:_options)?$/.test(textOf(source, binding))) return true
  const call =
    holder?.type === 'argument_list' ? holder.parent : outer?.type === 'argument_list' ? outer.parent : null
  return call !== null && clients.test(pathOf(source, call))
}

const isNone = (source: Source, value: Node): boolean => /(?:^|\.)VERIFY_NONE$/.test(pathOf(source, value))

const fixOfMode = (source: Source, value: Node): CodeVerdict =>
  textOf(source, value).endsWith('::VERIFY_NONE') &&
  value.parent?.childForFieldName('left')?.type !== 'scope_resolution'
    ? { edits: [replacing(value, textOf(source, value).replace(/VERIFY_NONE$/, 'VERIFY_PEER'))] }
    : {}
