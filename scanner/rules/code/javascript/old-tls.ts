import type { Node } from 'web-tree-sitter'
import { type Source, textOf } from '../../../syntax/source.ts'
import { constantText, followName } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { unlessAskedFor } from '../is-asked-for.ts'
import { isOldPolicy } from '../old-tls-policy.ts'
import { papersFor } from '../papers.ts'

export const oldTls: CodeRule = {
  ...papersFor(
    'javascript',
    'old-tls',
    'https://nodejs.org/api/tls.html#tlscreatesecurecontextoptions',
    'read',
  ),
  query: {
    settings: [
      'minVersion',
      'maxVersion',
      'secureProtocol',
      'DEFAULT_MIN_VERSION',
      'DEFAULT_MAX_VERSION',
      'secureOptions',
      'securityPolicy',
      'minimumProtocolVersion',
      'sslPolicy',
      'tlsSecurityPolicy',
    ],
  },
  judge: (site) => {
    const verdict = judgeSetting(site)
    return verdict && unlessAskedFor(site.source, site.node, verdict)
  },
  matches: [
    `const c = require('crypto').constants; https.createServer({ secureOptions: c.SSL_OP_NO_SSLv2 | c.SSL_OP_NO_SSLv3 })`,
    `import { aws_apigateway as gateway } from 'aws-cdk-lib'; new gateway.DomainName(this, 'x', { securityPolicy: gateway.SecurityPolicy.TLS_1_0 })`,
    `new cloudfront.Distribution(this, 'x', { minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1 })`,
    `tls.createServer({ minVersion: 'TLSv1' })`,
    `https.request({ secureProtocol: 'TLSv1_method' })`,
    `tls.DEFAULT_MIN_VERSION = 'TLSv1.1'`,
    `https.createServer({ key, cert, secureProtocol: 'SSLv3_server_method' })`,
  ],
  misses: [
    `const c = require('crypto').constants; https.createServer({ secureOptions: c.SSL_OP_NO_SSLv3 | c.SSL_OP_NO_TLSv1 | c.SSL_OP_NO_TLSv1_1 })`,
    `new gateway.DomainName(this, 'x', { securityPolicy: gateway.SecurityPolicy.TLS_1_2 })`,
    `if (legacy) { options.minVersion = 'TLSv1' }`,
    `tls.createServer({ minVersion: 'TLSv1.2' })`,
    `https.request({ secureProtocol: 'TLSv1_2_method' })`,
    `https.request({ secureProtocol: 'SSLv23_method' })`,
    `module({ minVersion: '1.0' })`,
  ],
}

function judgeSetting({ source, name, value }: Site): CodeVerdict | undefined {
  if (name === 'secureOptions') return judgeOptions(source, value)
  if (/[pP]olicy$|^minimumProtocol/.test(name))
    return isOldPolicy(source, value) ? { note: 'its policy takes TLS 1.0 or 1.1' } : undefined
  const version = constantText(source, value)
  if (version === undefined || value === null) return undefined
  const isOld = /^(?:TLSv1(?:\.[01])?|SSLv[23]|(?:SSLv[23]|D?TLSv1(?:_1)?)_(?:client_|server_)?method)$/.test(
    version,
  )
  // SSLv23_method means every version, for historical reasons.
  if (!isOld || version.startsWith('SSLv23')) return undefined
  const isMinimum = /min/i.test(name) && value.type === 'string'
  return {
    note: `it allows ${version}`,
    ...(isMinimum && {
      edits: [{ start: value.startIndex + 1, end: value.endIndex - 1, text: 'TLSv1.2' }],
    }),
  }
}

/**
 * OpenSSL's options exclude versions one by one. Since Node 12 the least is TLS 1.2 whatever they leave, so that what they leave is a note.
 */
function judgeOptions(source: Source, value: Node | null): CodeVerdict | undefined {
  const text = value === null ? '' : textOf(source, followName(source, value)).slice(0, 1000)
  if (/\bSSL_OP_NO_TLSv1_[23]\b/.test(text)) return { note: 'it excludes the newer versions' }
  if (!/\bSSL_OP_NO_(?:SSL|TLS)v/.test(text)) return undefined
  const isWhole = /\bSSL_OP_NO_TLSv1\b/.test(text) && /\bSSL_OP_NO_TLSv1_1\b/.test(text)
  // Asked for by a least version too.
  const isMinimum = /\bminVersion\b/.test(source.text)
  return isWhole || isMinimum
    ? undefined
    : {
        severity: 'low',
        confidence: 'low',
        note: 'before Node 12 the versions that are not excluded are taken',
      }
}
