import type { Node } from 'web-tree-sitter'
import { calleePath, fieldOf, argumentsOf, pathOf, type Source, textOf } from '../../../syntax/source.ts'
import { possibleValues } from '../../../syntax/possible-values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { tlsVerification as inJava } from '../java/tls-verification.ts'
import { papersFor } from '../papers.ts'

export const tlsVerification: CodeRule = {
  ...papersFor(
    'kotlin',
    'tls-verification',
    'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/javax/net/ssl/X509TrustManager.html',
    'read',
  ),
  query: {
    literals: [...(inJava.query.literals ?? []), 'onReceivedSslError'],
    calls: [...(inJava.query.calls ?? []), 'HostnameVerifier'],
    settings: [
      ...(inJava.query.settings ?? []),
      'hostnameVerifier',
      'defaultHostnameVerifier',
      'sslHostnameVerifier',
      'onReceivedSslError',
    ],
  },
  judge: (site) => (site.how === 'setting' ? judgeSetting(site) : judgeCall(site)),
  matches: [
    `val trustAll = object : X509TrustManager { override fun checkServerTrusted(chain: Array<X509Certificate>, type: String) {} }`,
    `class A : X509TrustManager { override fun checkServerTrusted(chain: Array<out X509Certificate>?, authType: String?) = Unit }`,
    `class A : X509TrustManager { override fun checkServerTrusted(chain: Array<X509Certificate>, type: String) { Log.d(TAG, "trusted") } }`,
    `fun f(b: OkHttpClient.Builder) { b.hostnameVerifier { _, _ -> true } }`,
    `fun f() { HttpsURLConnection.setDefaultHostnameVerifier(HostnameVerifier { host, session -> true }) }`,
    `fun f(c: HttpsURLConnection) { c.hostnameVerifier = HostnameVerifier { _, _ -> true } }`,
    `val v = object : HostnameVerifier { override fun verify(host: String, session: SSLSession): Boolean { return true } }`,
    `fun f(b: Builder) { b.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE) }`,
    `class A : WebViewClient() { override fun onReceivedSslError(view: WebView, handler: SslErrorHandler, error: SslError) { handler.proceed() } }`,
  ],
  misses: [
    `class A : X509TrustManager { override fun checkServerTrusted(chain: Array<X509Certificate>, type: String) { inner.checkServerTrusted(chain, type) } }`,
    `fun f(b: OkHttpClient.Builder) { b.hostnameVerifier(verifier) }`,
    `fun f(b: OkHttpClient.Builder) { b.hostnameVerifier { host, _ -> host == "api.example.org" } }`,
    `class A { fun verify(name: String): Boolean = true }`,
    `class A { fun checkServerTrusted(name: String) {} }`,
    `class A : WebViewClient() { override fun onReceivedSslError(view: WebView, handler: SslErrorHandler, error: SslError) { handler.cancel() } }`,
    `class A : X509TrustManager { override fun checkServerTrusted(chain: Array<X509Certificate>, type: String) { throw CertificateException("no") } }`,
  ],
}

function judgeSetting({ source, node, name, value }: Site): CodeVerdict | undefined {
  if (value === null) return undefined
  if (!source.dialect.functions.has(node.type)) return acceptsAny(source, value) ? {} : undefined
  if (name === 'onReceivedSslError') return judgeWebView(source, node)
  const parameters = textOf(source, fieldOf(source, node, 'parameters') ?? node)
  const isTrust = name === 'isTrusted' && /\bX509Certificate\b/.test(parameters)
  const isVerifier =
    isTrust ||
    (name === 'checkServerTrusted' && parameters.includes('Certificate')) ||
    (name === 'verify' && /\bSSLSession\b/.test(parameters))
  return isVerifier && acceptsAll(source, fieldOf(source, node, 'body')) ? {} : undefined
}

/** A web view that goes on whatever is wrong. */
function judgeWebView(source: Source, node: Node): CodeVerdict | undefined {
  const body = textOf(source, node)
  return /\.proceed\(\)/.test(body) && !/\.cancel\(\)|\bsuper\.|\b(?:if|when|while)\b/.test(body)
    ? {}
    : undefined
}

function judgeCall(site: Site): CodeVerdict | undefined {
  const { source, node, name, path, args } = site
  if (name === 'HostnameVerifier') {
    // What it is handed to or set as is told there.
    const isHanded = /^(?:value_argument|assignment)$/.test(node.parent?.type ?? '')
    return !isHanded && args.some(({ value }) => acceptsLambda(source, value)) ? {} : undefined
  }
  if (
    name === 'setTrustAll' ||
    name === 'trustManager' ||
    name === 'loadTrustMaterial' ||
    args.length === 0
  ) {
    const last = args.at(-1)?.value
    if (last !== undefined && acceptsAny(source, last)) return {}
    return name === 'trustManager' || name === 'loadTrustMaterial' || path.endsWith('ostnameVerifier')
      ? undefined
      : inJava.judge(site)
  }
  return args.some(({ value }) => acceptsAny(source, value)) ? {} : inJava.judge(site)
}

const any =
  /\b(?:ALLOW_ALL_HOSTNAME_VERIFIER|NoopHostnameVerifier(?:\.INSTANCE|\(\))|AllowAllHostnameVerifier\(\)|InsecureTrustManagerFactory\.INSTANCE)$/

function acceptsAny(source: Source, given: Node): boolean {
  return possibleValues(source, given).some((value) => {
    if (any.test(pathOf(source, value))) return true
    if (acceptsLambda(source, value)) return true
    // What was made before is reported where it was made.
    if (value.id !== given.id) return false
    const isVerifier =
      source.dialect.calls.has(value.type) &&
      /\b(?:HostnameVerifier|TrustStrategy)$/.test(calleePath(source, value))
    return isVerifier && argumentsOf(source, value).some((one) => acceptsLambda(source, one.value))
  })
}

/** `{ _, _ -> true }` */
const acceptsLambda = (source: Source, value: Node): boolean =>
  value.type === 'lambda_literal' && /^\{\s*(?:[\w\s,:.?]*->)?\s*true\s*\}$/.test(plain(source, value))

const logging =
  /^(?:(?:\w+\.){0,4}(?:log|trace|debug|info|warn|warning|error|severe|fine|println|print|[dewiv])|Timber\.\w+)$/

/** A body that is empty, or does nothing but say yes or write what it was shown into a log. */
const acceptsAll = (source: Source, body: Node | null): boolean =>
  body !== null && (saysYes(source, body) || onlyLogs(source, body))

const onlyLogs = (source: Source, body: Node): boolean =>
  source.dialect.blocks.has(body.type) &&
  body.namedChildCount > 0 &&
  body.namedChildren.every(
    (one) =>
      one !== null &&
      (/comment/.test(one.type) ||
        (source.dialect.calls.has(one.type) && logging.test(calleePath(source, one)))),
  )

const saysYes = (source: Source, body: Node): boolean =>
  /^(?:true|Unit|\{\s*(?:return(?:\s+true)?)?\s*;?\s*\}|\{\s*true\s*\})$/.test(plain(source, body))

const plain = (source: Source, node: Node): string =>
  textOf(source, node)
    .slice(0, 2000)
    .replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    .trim()
