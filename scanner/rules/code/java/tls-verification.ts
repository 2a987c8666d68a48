import { type Argument, enclosing, pathOf, type Source, textOf } from '../../../syntax/source.ts'
import { constantText, followName, isTrue } from '../../../syntax/values.ts'
import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { unlessAskedFor } from '../is-asked-for.ts'
import { papersFor } from '../papers.ts'

export const tlsVerification: CodeRule = {
  ...papersFor(
    'java',
    'tls-verification',
    'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/javax/net/ssl/X509TrustManager.html',
    'read',
  ),
  query: {
    literals: [
      'checkServerTrusted',
      'checkClientTrusted',
      'HostnameVerifier',
      'HostNameVerifier',
      'hostnameVerifier',
      'ALLOW_ALL',
      'TrustAll',
      'TrustSelfSigned',
      'InsecureTrustManagerFactory',
      'trustAll',
      'TrustStrategy',
      'loadTrustMaterial',
      'getInsecure',
      'onReceivedSslError',
      'EndpointIdentification',
      'endpoint.identification',
      'checkserveridentity',
      'ssl.trust',
      'HostnameVerification',
      'setSSL',
      'setStartTLS',
      'setTLS',
      'AcceptAllTrustManager',
      'DisableCNCheck',
      'invalidHostNameAllowed',
      'socketFactory.class',
      'SSLSocket',
      'ssl.enable',
    ],
    calls: [
      'getInsecure',
      'setHostnameVerifier',
      'setDefaultHostnameVerifier',
      'hostnameVerifier',
      'setSSLHostnameVerifier',
      'NoopHostnameVerifier',
      'AllowAllHostnameVerifier',
      'TrustAllStrategy',
      'TrustSelfSignedStrategy',
      'trustManager',
      'init',
      'sslSocketFactory',
      'setTrustAll',
      'loadTrustMaterial',
      'setTrustManager',
      'getAcceptAllTrustManager',
      'setEndpointIdentificationAlgorithm',
      'setProperty',
      'put',
      'setSSLOnConnect',
      'setStartTLSRequired',
      'setStartTLSEnabled',
      'setSSL',
      'setTLS',
      'setDisableCNCheck',
      'createSocket',
      'setSSLSocketFactory',
      'setSslSocketFactory',
      'setDefaultSSLSocketFactory',
      'invalidHostNameAllowed',
      'ALLOW_ALL_HOSTNAME_VERIFIER',
    ],
    settings: ['checkServerTrusted', 'checkClientTrusted', 'verify', 'isTrusted', 'onReceivedSslError'],
  },
  judge: ({ source, how, node, name, path: called, args }) => {
    const found = judgeVerifier({ source, how, node, name, path: called, args })
    return found && unlessAskedFor(source, node, found)
  },
  matches: [
    `class A { void f(SSLSocketFactory factory, String host) throws Exception { SSLSocket socket = (SSLSocket) factory.createSocket(host, 443); socket.startHandshake(); } }`,
    `class A { void f(HttpsURLConnection c) { c.setHostnameVerifier((HostnameVerifier) new NullHostnameVerifier()); } }`,
    `class A { void f(LdapSource source) { source.setSslSocketFactory(new TrustAllSSLSocketFactory()); } }`,
    `class A { void f(TLSClientParameters tls) { tls.setDisableCNCheck(true); } }`,
    `class A { void f(SslSettings.Builder builder) { builder.invalidHostNameAllowed(true); } }`,
    `class A { HostnameVerifier v = org.apache.http.conn.ssl.SSLSocketFactory.ALLOW_ALL_HOSTNAME_VERIFIER; }`,
    `class A { void f(Properties props) { props.put("mail.smtp.socketFactory.class", "javax.net.ssl.SSLSocketFactory"); } }`,
    `class A implements X509TrustManager { public void checkServerTrusted(X509Certificate[] chain, String type) { } }`,
    `class A { void f(HttpsURLConnection c) { c.setHostnameVerifier((host, session) -> true); } }`,
    `class A { HostnameVerifier v = new HostnameVerifier() { public boolean verify(String host, SSLSession session) { return true; } }; }`,
    `class A { void f() { factory = SSLCertificateSocketFactory.getInsecure(0, null); } }`,
    `class A { void f(Builder b) { b.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE); } }`,
    `class A extends WebViewClient { public void onReceivedSslError(WebView view, SslErrorHandler handler, SslError error) { handler.proceed(); } }`,
    `class A { void f(SSLParameters p) { p.setEndpointIdentificationAlgorithm(""); } }`,
    `class A { void f(Properties p) { p.put("mail.smtp.ssl.trust", "*"); } }`,
    `import org.apache.commons.mail.SimpleEmail;
class A { void f(SimpleEmail email) { email.setSSLOnConnect(true); email.send(); } }`,
    `class A implements X509TrustManager { public void checkServerTrusted(X509Certificate[] chain, String type) { log.debug("trusted {}", type); } }`,
    `class A implements X509TrustManager { public void checkClientTrusted(X509Certificate[] chain, String type) { } public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException { inner.checkServerTrusted(chain, type); } }`,
  ],
  misses: [
    `class A { void f(SSLSocketFactory factory, String host) throws Exception { SSLSocket socket = (SSLSocket) factory.createSocket(host, 443); SSLParameters p = socket.getSSLParameters(); p.setEndpointIdentificationAlgorithm("HTTPS"); socket.setSSLParameters(p); } }`,
    `class A { Socket open(String host, int port) throws Exception { return (SSLSocket) factory.createSocket(host, port); } }`,
    `class A { void f(HttpsURLConnection c) { c.setHostnameVerifier(new DefaultHostnameVerifier()); } }`,
    `class A { void f(HttpsURLConnection c) { c.setSSLSocketFactory(context.getSocketFactory()); } HostnameVerifier v; }`,
    `class A { void f(SSLContext context, TrustManager[] known) throws Exception { context.init(null, known, null); } HostnameVerifier v; }`,
    `class A { void f(Properties props) { props.put("mail.smtp.ssl.enable", "true"); props.put("mail.smtp.ssl.checkserveridentity", "true"); } }`,
    `class A { void f(TLSClientParameters tls) { tls.setDisableCNCheck(false); } }`,
    `class A implements X509TrustManager { public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException { inner.checkServerTrusted(chain, type); } }`,
    `class A { void f(HttpsURLConnection c) { c.setHostnameVerifier(verifier); } }`,
    `class A { boolean verify(String name) { return true; } }`,
    `class A { void f(Builder b, Options options) { if (options.isInsecure()) { b.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE); } } }`,
    `class A extends WebViewClient { public void onReceivedSslError(WebView view, SslErrorHandler handler, SslError error) { if (isOurs(error.getCertificate())) handler.proceed(); else handler.cancel(); } }`,
    `import org.apache.commons.mail.SimpleEmail;
class A { void f(SimpleEmail email) { email.setSSLOnConnect(true); email.setSSLCheckServerIdentity(true); email.send(); } }`,
  ],
}

type Place = Pick<Site, 'source' | 'how' | 'node' | 'name' | 'path' | 'args'>

function judgeVerifier({ source, how, node, name, path: called, args }: Place): CodeVerdict | undefined {
  if (how === 'setting') return judgeMethod(source, node, name)
  switch (name) {
    case 'NoopHostnameVerifier':
    case 'AllowAllHostnameVerifier':
    case 'TrustAllStrategy':
    case 'getAcceptAllTrustManager':
      return {}
    case 'init':
      return args.length === 3 && isAccepting(source, args[1]!.value) ? handed : undefined
    case 'sslSocketFactory':
      return args.length === 2 && isAccepting(source, args[1]!.value) ? handed : undefined
    case 'getInsecure':
      return /\bSSLCertificateSocketFactory\.getInsecure$/.test(called) ? {} : undefined
    case 'TrustSelfSignedStrategy':
      return { severity: 'medium' }
    case 'setTrustAll':
      return args[0]?.value.text === 'true' ? {} : undefined
    case 'setEndpointIdentificationAlgorithm':
      return /^(?:null|"")$/.test(args[0]?.value.text ?? '')
        ? { note: 'the name in the certificate is not compared' }
        : undefined
    case 'setDisableCNCheck':
    case 'invalidHostNameAllowed':
      return isTrue(source, args[0]?.value)
        ? { note: 'the name in the certificate is not compared' }
        : undefined
    case 'createSocket':
      return judgeSocket(source, node, args)
    case 'ALLOW_ALL_HOSTNAME_VERIFIER':
      return isKept(source, node) ? {} : undefined
    case 'setProperty':
    case 'put':
      return judgeProperty(source, node, args)
    case 'setSSLOnConnect':
    case 'setStartTLSRequired':
    case 'setStartTLSEnabled':
    case 'setSSL':
    case 'setTLS':
      return args[0]?.value.text === 'true' ? judgeCommonsMail(source, node) : undefined
    default:
      return judgeGiven(source, args[name === 'loadTrustMaterial' ? args.length - 1 : 0]?.value)
  }
}

/** A constant that is put into a variable; where it is handed over, that is the place. */
const isKept = (source: Source, node: Node): boolean => {
  let around = node.parent
  while (around !== null && /^(?:field_access|cast_expression|parenthesized_expression)$/.test(around.type))
    around = around.parent
  return around !== null && source.dialect.bindings[around.type] !== undefined
}

/** What accepts everything is told where it stands; it may have stood there before somebody hands it over. */
const handed: CodeVerdict = { note: 'what it is given accepts everything' }

const checks = ['checkServerTrusted', 'verify', 'isTrusted'] as const

/** Whether it is made by a class of this file, named or not, that accepts everything; `new TrustManager[] { one }` too. */
function isAccepting(source: Source, given: Node): boolean {
  const accepting = checks.flatMap((name) =>
    (source.functions.get(name) ?? []).filter(
      // What is written right there is told once, at the method.
      (one) => !isWithin(one, given) && judgeMethod(source, one, name) !== undefined,
    ),
  )
  if (accepting.length === 0) return false
  const isMade = (value: Node): boolean => {
    const inner = value.type === 'cast_expression' ? (value.childForFieldName('value') ?? value) : value
    const made = possibleValues(source, inner)
    return made.some((one) => {
      if (one.type === 'cast_expression') return isMade(one)
      if (one.type === 'object_creation_expression')
        return accepting.some((method) => isMethodOf(source, method, one))
      const list = one.type === 'array_creation_expression' ? one.childForFieldName('value') : one
      return list?.type === 'array_initializer' && list.namedChildren.some((item) => isMade(item))
    })
  }
  return isMade(given)
}

const isWithin = (inner: Node, outer: Node): boolean =>
  outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex

function isMethodOf(source: Source, method: Node, made: Node): boolean {
  if (made.namedChildren.some((one) => one.type === 'class_body')) return isWithin(method, made)
  const name = enclosing(method, source.dialect.classes)?.childForFieldName('name')
  const type = made.childForFieldName('type')
  return name != null && type !== null && textOf(source, name) === textOf(source, type)
}

/** What is handed to a client in order to verify. */
function judgeGiven(source: Source, given: Node | undefined): CodeVerdict | undefined {
  if (given === undefined) return undefined
  const value = withoutCast(followName(source, withoutCast(given)))
  if (isAccepting(source, given)) return handed
  const made = value.type === 'object_creation_expression' ? value.childForFieldName('type') : null
  // A class of another file is known by its name alone.
  if (
    made !== null &&
    !source.text.includes(`class ${textOf(source, made)}`) &&
    acceptingName.test(textOf(source, made))
  )
    return { confidence: 'medium', note: 'by its name, what it is given accepts everything' }
  const isKnown =
    /\b(?:ALLOW_ALL_HOSTNAME_VERIFIER|NoopHostnameVerifier\.INSTANCE|InsecureTrustManagerFactory\.INSTANCE|TrustAllStrategy\.INSTANCE)$/.test(
      pathOf(source, value),
    )
  return isKnown || (value.type === 'lambda_expression' && acceptsAll(source, value)) ? {} : undefined
}

const withoutCast = (node: Node): Node =>
  node.type === 'cast_expression' ? (node.childForFieldName('value') ?? node) : node

const acceptingName =
  /^(?:Null|NoOp|Noop|Allow(?:All|Any)|Accept(?:All|Any|Every)|Trust(?:All|Any|Every)|NonValidating|NaiveTrust|Naive|Dummy|Insecure|Fake|Blind|Permissive)\w*(?:Host[nN]ame|Trust|SSL|Ssl|X509)\w*$/

/**
 * A socket of TLS compares no name with its certificate by itself, as HTTPS does:
 * https://docs.oracle.com/en/java/javase/21/security/java-secure-socket-extension-jsse-reference-guide.html
 */
function judgeSocket(source: Source, node: Node, args: readonly Argument[]): CodeVerdict | undefined {
  const around = node.parent
  const isKnown =
    around?.type === 'cast_expression'
      ? /\bSSLSocket$/.test(around.childForFieldName('type')?.text ?? '')
      : false
  const holder = enclosing(node, source.dialect.functions)
  if (!isKnown || args.length < 2 || holder === null) return undefined
  // Who makes sockets for others leaves it to them, and who connects to this machine needs no name.
  if (around?.parent?.type === 'return_statement' || looksAtName.test(source.text)) return undefined
  if (/^(?:"(?:localhost|127\.0\.0\.1|::1)"|\w*getLoopbackAddress\(\))$/.test(args[0]!.value.text))
    return undefined
  return { severity: 'medium', confidence: 'medium', note: 'the name in the certificate is not compared' }
}

const looksAtName =
  /EndpointIdentificationAlgorithm|HostnameVerifier|HostNameVerifier|\.verify\(\s*\w*[hH]ost|getSubjectAlternativeNames|getSubjectX500Principal|CertPathValidator|getSubjectDN|getPeerPrincipal\(\)\.getName|X500Name/

function judgeMethod(source: Source, node: Node, name: string): CodeVerdict | undefined {
  const parameters = textOf(source, node.childForFieldName('parameters') ?? node)
  if (name === 'onReceivedSslError') {
    const body = bodyOf(source, node)
    // Who looks at the error, or asks somebody, may go on.
    return /\.proceed\(\)/.test(body) && !/\b(?:if|switch|cancel|Dialog)\b/.test(body) ? {} : undefined
  }
  if (name === 'checkClientTrusted')
    return /\bX509Certificate\b/.test(parameters) && acceptsAll(source, node)
      ? { severity: 'low', confidence: 'medium', note: 'a server takes every certificate of a client' }
      : undefined
  const isTrust = name === 'isTrusted' && /\bX509Certificate\b/.test(parameters)
  const isVerifier = isTrust || name === 'checkServerTrusted' || /\bSSLSession\b/.test(parameters)
  return isVerifier && acceptsAll(source, node) ? {} : undefined
}

function judgeProperty(source: Source, node: Node, args: readonly Argument[]): CodeVerdict | undefined {
  const [key, value] = args.map((one) => constantText(source, one.value) ?? textOf(source, one.value))
  if (key === undefined || value === undefined) return undefined
  if (/^mail\.smtps?\.ssl\.checkserveridentity$/.test(key) && value === 'false')
    return { severity: 'medium', note: 'the name in the certificate is not compared' }
  if (/^mail\.(?:smtps?|imaps?|pop3s?)\.ssl\.trust$/.test(key) && value === '*') return {}
  if (isMailOverTls(key, value)) return judgeMail(source, node, /checkserveridentity/)
  if (key === 'ssl.endpoint.identification.algorithm' && (value === '' || value === '""'))
    return { note: 'the name in the certificate is not compared' }
  const isTurnedOff =
    key === 'jdk.internal.httpclient.disableHostnameVerification' ||
    key === 'com.sun.jndi.ldap.object.disableEndpointIdentification'
  return isTurnedOff && value !== 'false'
    ? { note: 'the name in the certificate is not compared' }
    : undefined
}

const isMailOverTls = (key: string, value: string): boolean =>
  /^mail\.(?:smtps?|imaps?|pop3s?)\.(?:socketFactory\.class|ssl\.enable)$/.test(key) &&
  /^(?:true|javax\.net\.ssl\.SSLSocketFactory)$/.test(value)

/** Commons Email and, before Jakarta Mail 2.1, JavaMail compare the name in the certificate only where they are told to. */
function judgeMail(source: Source, node: Node, telling: RegExp): CodeVerdict | undefined {
  const around = enclosing(node, source.dialect.functions)
  const text = around === null ? source.text : textOf(source, around)
  return telling.test(text) || /\bjakarta\.mail\b/.test(source.text)
    ? undefined
    : { severity: 'medium', confidence: 'medium', note: 'the name in the certificate is not compared' }
}

const judgeCommonsMail = (source: Source, node: Node): CodeVerdict | undefined =>
  /\bcommons\.mail\b/.test(source.text)
    ? judgeMail(source, node, /\bsetSSLCheckServerIdentity\(\s*(?!false)/)
    : undefined

const bodyOf = (source: Source, node: Node): string => {
  const body = node.childForFieldName('body')
  return body === null
    ? ''
    : textOf(source, body)
        .slice(0, 5000)
        .replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
}

/** A method or lambda that refuses nothing: it says yes, or nothing at all, and at most tells somebody what it has seen. */
export function acceptsAll(source: Source, node: Node): boolean {
  const text = bodyOf(source, node)
    .replaceAll(/\b(?:System\.(?:out|err)|\w*(?:log|logger|LOG|LOGGER|Log|Timber))\.\w+\([^;]*\)\s*;/g, '')
    .trim()
  return /^(?:\(*true\)*|\{[{;\s]*(?:return\s*(?:\(*true\)*)?\s*;)?[}\s]*\})$/.test(text)
}
