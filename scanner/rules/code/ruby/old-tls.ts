import type { Node } from 'web-tree-sitter'
import { pathOf, type Source } from '../../../syntax/source.ts'
import { constantText } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const oldName = /^(?:SSLv[23]|TLSv1(?:[._]1)?|TLS1(?:_1)?)(?:_client|_server)?$/i
const oldConstant = /(?:^|\.)(?:SSL[23]|TLS1(?:_1)?)_VERSION$/

export const oldTls: CodeRule = {
  ...papersFor('ruby', 'old-tls', 'https://docs.ruby-lang.org/en/master/OpenSSL/SSL/SSLContext.html'),
  query: {
    literals: ['SSLv2', 'SSLv3', 'TLSv1', 'TLS1', 'SSL3', 'SSL2'],
    calls: ['new'],
    settings: ['ssl_version', 'min_version', 'max_version', 'sslversion'],
  },
  judge: ({ source, how, path, args, value }) => {
    if (how === 'setting') return isOld(source, value) ? {} : undefined
    return /\bSSLContext\.new$/.test(path) && args.some((one) => isOld(source, one.value)) ? {} : undefined
  },
  matches: [
    `http.ssl_version = :SSLv3`,
    `http.min_version = OpenSSL::SSL::TLS1_VERSION`,
    `context = OpenSSL::SSL::SSLContext.new(:TLSv1)`,
    `RestClient::Request.execute(method: :get, url: url, ssl_version: 'TLSv1_1')`,
    `context.ssl_version = :TLSv1_client`,
  ],
  misses: [
    `http.ssl_version = :TLSv1_2`,
    `http.min_version = OpenSSL::SSL::TLS1_2_VERSION`,
    `context = OpenSSL::SSL::SSLContext.new`,
    `http.ssl_version = :SSLv23`,
    `gem.min_version = 'TLS1 and more'`,
  ],
}

const isOld = (source: Source, node: Node | null): boolean =>
  node !== null && (oldName.test(constantText(source, node) ?? '') || oldConstant.test(pathOf(source, node)))
