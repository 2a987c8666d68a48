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
  ],
}

function judgeSetting({ source, name, value }: Site): CodeVerdict | undefined {
  if (value === null) return undefined
  const isOff = isFalse(source, value) || constantText(source, value) === 'false'
  switch (name) {
    case 'NODE_TLS_REJECT_UNAUTHORIZED':
      return constantText(source, value) === '0' || /^(?:0|false)$/.test(textOf(source, value))
        ? {}
        : undefined
    case 'checkServerIdentity':
      return acceptsAll(source, value) ? { note: 'the name in the certificate is not compared' } : undefined
    case 'tlsAllowInvalidCertificates':
    case 'tlsAllowInvalidHostnames':
    case 'tlsInsecure':
    case 'insecureSkipVerify':
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

/** A function that refuses nothing. */
export function acceptsAll(source: Source, given: Node): boolean {
  const value = followName(source, given)
  if (!source.dialect.functions.has(value.type)) return false
  const body = value.childForFieldName('body')
  if (body === null) return false
  const text = textOf(source, body)
    .replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\bconsole\.\w+\([^;\n]*\);?/g, '')
    .trim()
  return /^(?:\{\s*(?:return\s*(?:undefined|null|true|void 0|0)?\s*;?\s*)?\}|undefined|null|true|void 0|\(?\{\}\)?)$/.test(
    text,
  )
}
