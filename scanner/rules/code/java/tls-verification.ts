import { pathOf, type Source, textOf } from '../../../syntax/source.ts'
import { followName } from '../../../syntax/values.ts'
import type { Node } from 'web-tree-sitter'
import type { CodeRule } from '../code-rule.ts'
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
      'setTrustAll',
      'loadTrustMaterial',
    ],
    settings: ['checkServerTrusted', 'verify', 'isTrusted'],
  },
  judge: ({ source, how, node, name, path: called, args }) => {
    if (how === 'setting') {
      const parameters = textOf(source, node.childForFieldName('parameters') ?? node)
      const isTrust = name === 'isTrusted' && /\bX509Certificate\b/.test(parameters)
      const isVerifier = isTrust || name === 'checkServerTrusted' || /\bSSLSession\b/.test(parameters)
      return isVerifier && acceptsAll(source, node) ? {} : undefined
    }
    if (/^(?:NoopHostnameVerifier|AllowAllHostnameVerifier|TrustAllStrategy)$/.test(name)) return {}
    if (name === 'getInsecure')
      return /\bSSLCertificateSocketFactory\.getInsecure$/.test(called) ? {} : undefined
    if (name === 'TrustSelfSignedStrategy') return { severity: 'medium' }
    if (name === 'setTrustAll') return args[0]?.value.text === 'true' ? {} : undefined
    const given = args[name === 'loadTrustMaterial' ? args.length - 1 : 0]?.value
    if (given === undefined) return undefined
    const path = pathOf(source, given)
    if (
      /\b(?:ALLOW_ALL_HOSTNAME_VERIFIER|NoopHostnameVerifier\.INSTANCE|InsecureTrustManagerFactory\.INSTANCE)$/.test(
        path,
      )
    )
      return {}
    const value = followName(source, given)
    return value.type === 'lambda_expression' && acceptsAll(source, value) ? {} : undefined
  },
  matches: [
    `class A implements X509TrustManager { public void checkServerTrusted(X509Certificate[] chain, String type) { } }`,
    `class A { void f(HttpsURLConnection c) { c.setHostnameVerifier((host, session) -> true); } }`,
    `class A { HostnameVerifier v = new HostnameVerifier() { public boolean verify(String host, SSLSession session) { return true; } }; }`,
    `class A { void f() { factory = SSLCertificateSocketFactory.getInsecure(0, null); } }`,
    `class A { void f(Builder b) { b.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE); } }`,
  ],
  misses: [
    `class A implements X509TrustManager { public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException { inner.checkServerTrusted(chain, type); } }`,
    `class A { void f(HttpsURLConnection c) { c.setHostnameVerifier(verifier); } }`,
    `class A { boolean verify(String name) { return true; } }`,
  ],
}

function acceptsAll(source: Source, node: Node): boolean {
  const body = node.childForFieldName('body')
  if (body === null) return false
  const text = textOf(source, body)
    .replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    .trim()
  return /^(?:true|\{\s*(?:return\s*(?:true)?\s*;)?\s*\})$/.test(text)
}
