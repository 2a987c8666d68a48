import type { Node } from 'web-tree-sitter'
import { constantText, followName, isFalse, isTrue } from '../../../syntax/values.ts'
import { type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { unlessAskedFor } from '../is-asked-for.ts'
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
      'tlsAllowInvalidCertificates',
      'tlsAllowInvalidHostnames',
      'tlsInsecure',
      'sslValidate',
      'acceptInsecureCerts',
      'trustServerCertificate',
    ],
    calls: ['setCertificateVerifyProc', 'on', 'appendSwitch'],
    literals: [
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
      'tlsAllowInvalid',
      'tlsInsecure',
      'sslValidate',
      'acceptInsecureCerts',
      'trustServerCertificate',
      'setCertificateVerifyProc',
      'certificate-error',
      'ignore-certificate-errors',
    ],
  },
  judge: (site) => {
    const verdict = site.how === 'call' ? judgeElectron(site) : judgeSetting(site)
    return verdict && unlessAskedFor(site.source, site.node, verdict)
  },
  matches: [
    `const agent = new https.Agent({ rejectUnauthorized: !!false })`,
    `new sql.ConnectionPool({ server, options: { encrypt: true, trustServerCertificate: true } })`,
    `session.defaultSession.setCertificateVerifyProc((request, callback) => { callback(0) })`,
    `app.on('certificate-error', (event, contents, url, error, certificate, callback) => { event.preventDefault(); callback(true) })`,
    `mongoose.connect(uri, { tlsAllowInvalidCertificates: true })`,
    `tls.connect({ host, checkServerIdentity: (name) => { console.log(name) } })`,
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
    `if (!options.strict) agent.options.rejectUnauthorized = false`,
    `app.on('certificate-error', (event, contents, url, error, certificate, callback) => { if (certificate.fingerprint === known) callback(true); else callback(false) })`,
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

function judgeSetting({ source, name, value }: Site): CodeVerdict | undefined {
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
    case 'tlsAllowInvalidCertificates':
    case 'tlsAllowInvalidHostnames':
    case 'tlsInsecure':
    case 'insecureSkipVerify':
    case 'trustServerCertificate':
      return isTrue(source, value) ? {} : undefined
    case 'acceptInsecureCerts':
    case 'ignoreHTTPSErrors':
      // Browsers that are driven by tests and crawlers.
      return isTrue(source, value) ? { severity: 'low', confidence: 'medium' } : undefined
    default:
      return isOff || textOf(source, value) === '0' ? { ...fixOf(source, value) } : undefined
  }
}

/** Electron asks the program what it thinks of a certificate: 0 is "trusted". */
function judgeElectron({ source, name, args }: Site): CodeVerdict | undefined {
  const [first, second] = args
  if (name === 'appendSwitch')
    return constantText(source, first?.value ?? null) === 'ignore-certificate-errors' ? {} : undefined
  const isEvent = name === 'on' && constantText(source, first?.value ?? null) === 'certificate-error'
  if (name === 'on' && !isEvent) return undefined
  const given = isEvent ? second : first
  const handler = given && followName(source, given.value)
  if (handler === undefined || !source.dialect.functions.has(handler.type)) return undefined
  const body = textOf(source, handler.childForFieldName('body') ?? handler).slice(0, 3000)
  const isAccepted = isEvent ? /\b\w+\(\s*true\s*\)/.test(body) : /\b\w+\(\s*0\s*\)/.test(body)
  return isAccepted && !/\bif\b|\?|\bswitch\b/.test(body) ? {} : undefined
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

/** What a function does, without comments and what it writes to the log; undefined where it is none. */
export function bodyOf(source: Source, given: Node): string | undefined {
  const value = followName(source, given)
  if (!source.dialect.functions.has(value.type)) return undefined
  const body = value.childForFieldName('body')
  if (body === null) return undefined
  return textOf(source, body)
    .replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\bconsole\.\w+\([^;\n]*\);?/g, '')
    .trim()
}
