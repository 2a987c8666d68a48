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
    'read',
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
        // Nothing but the text `0` switches it off: `false` becomes the text `false`, which does not.
        return constantText(source, value) === '0' || textOf(source, value) === '0' ? {} : undefined
      case 'checkServerIdentity':
        return returnsNothing(source, value)
          ? { note: 'the name in the certificate is not compared' }
          : undefined
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
    `process.env.NODE_TLS_REJECT_UNAUTHORIZED = false`,
    // What is returned is taken for an error.
    `tls.connect({ host, checkServerIdentity: () => true })`,
  ],
}

const fixOf = (source: Source, value: Node) =>
  textOf(source, value) === 'false'
    ? { edits: [{ start: value.startIndex, end: value.endIndex, text: 'true' }] }
    : {}

/** A function that returns nothing true, which is how `checkServerIdentity` says that the name is right. */
function returnsNothing(source: Source, given: Node): boolean {
  const text = bodyOf(source, given)
  return (
    text !== undefined &&
    /^(?:\{\s*(?:return\s*(?:undefined|null|false|void 0|0)?\s*;?\s*)?\}|undefined|null|false|void 0|0)$/.test(
      text,
    )
  )
}

/** What a function does, without comments; undefined where it is none. */
export function bodyOf(source: Source, given: Node): string | undefined {
  const value = followName(source, given)
  if (!source.dialect.functions.has(value.type)) return undefined
  const body = value.childForFieldName('body')
  if (body === null) return undefined
  return textOf(source, body)
    .replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    .trim()
}
