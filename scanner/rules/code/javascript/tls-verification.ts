import type { Node } from 'web-tree-sitter'
import { constantText, followName, isFalse, isTrue } from '../../../syntax/values.ts'
import { type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const tlsVerification: CodeRule = {
  ...papersFor(
    'javascript',
    'tls-verification',
    'https://nodejs.org/api/tls.html#tlsconnectoptions-callback',
  ),
  query: {
    settings: [
      'rejectUnauthorized',
      'strictSSL',
      'NODE_TLS_REJECT_UNAUTHORIZED',
      'checkServerIdentity',
      'insecureSkipVerify',
      'ignoreHTTPSErrors',
      'verifySsl',
      'verifySSL',
      'sslVerify',
      'SSL_VERIFYPEER',
      'SSL_VERIFYHOST',
    ],
  },
  judge: ({ source, name, value }) => {
    if (value === null) return undefined
    const isOff = isFalse(source, value) || constantText(source, value) === 'false'
    switch (name) {
      case 'NODE_TLS_REJECT_UNAUTHORIZED':
        return constantText(source, value) === '0' || /^(?:0|false)$/.test(textOf(source, value))
          ? {}
          : undefined
      case 'checkServerIdentity':
        return acceptsAll(source, value) ? { note: 'the name in the certificate is not compared' } : undefined
      case 'insecureSkipVerify':
        return isTrue(source, value) ? {} : undefined
      case 'ignoreHTTPSErrors':
        // Browsers that are driven by tests and crawlers.
        return isTrue(source, value) ? { severity: 'low', confidence: 'medium' } : undefined
      default:
        return isOff || textOf(source, value) === '0' ? { ...fixOf(source, value) } : undefined
    }
  },
  matches: [
    `https.request({ host, rejectUnauthorized: false })`,
    `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'`,
    `process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0`,
    `const agent = new https.Agent()
     agent.options.rejectUnauthorized = false`,
    `tls.connect({ host, checkServerIdentity: () => undefined })`,
    `request({ url, strictSSL: false })`,
    `curl(url, { SSL_VERIFYPEER: 0 }, done)`,
  ],
  misses: [
    `https.request({ host, rejectUnauthorized: true })`,
    `tls.connect({ host, ca: authority })`,
    `tls.connect({ host, checkServerIdentity: (name, certificate) => compareNames(name, certificate) })`,
    `https.request({ host, rejectUnauthorized: options.verify })`,
    `settings.ssl.rejectUnauthorized = query.verify === 'true' ? true : false`,
  ],
}

const fixOf = (source: Source, value: Node) =>
  textOf(source, value) === 'false'
    ? { edits: [{ start: value.startIndex, end: value.endIndex, text: 'true' }] }
    : {}

/** A function that refuses nothing. */
export function acceptsAll(source: Source, given: Node): boolean {
  const value = followName(source, given)
  if (!source.dialect.functions.has(value.type)) return false
  const body = value.childForFieldName('body')
  if (body === null) return false
  const text = textOf(source, body)
    .replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    .trim()
  return /^(?:\{\s*(?:return\s*(?:undefined|null|true|void 0|0)?\s*;?\s*)?\}|undefined|null|true|void 0|\(?\{\}\)?)$/.test(
    text,
  )
}
