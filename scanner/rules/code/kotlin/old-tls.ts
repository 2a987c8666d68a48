import { textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { oldTls as inJava } from '../java/old-tls.ts'
import { papersFor } from '../papers.ts'

export const oldTls: CodeRule = {
  ...papersFor(
    'kotlin',
    'old-tls',
    'https://docs.oracle.com/en/java/javase/11/docs/specs/security/standard-names.html',
    'read',
  ),
  query: {
    literals: [...(inJava.query.literals ?? []), 'enabledProtocols', 'TlsVersion'],
    calls: [...(inJava.query.calls ?? []), 'tlsVersions'],
    settings: ['enabledProtocols'],
  },
  judge: (site) => {
    const { source, how, name, args, value } = site
    if (how === 'setting')
      return value !== null && /"(?:SSLv[23]\w*|TLSv1(?:\.1)?)"/.test(textOf(source, value)) ? {} : undefined
    // OkHttp.
    if (name === 'tlsVersions')
      return args.some((one) =>
        /\bTlsVersion\.(?:SSL_3_0|TLS_1_[01])\b|"(?:SSLv3|TLSv1(?:\.1)?)"/.test(textOf(source, one.value)),
      )
        ? {}
        : undefined
    return inJava.judge(site)
  },
  matches: [
    `fun f() { val c = SSLContext.getInstance("TLSv1") }`,
    `fun f(s: SSLSocket) { s.enabledProtocols = arrayOf("TLSv1", "TLSv1.2") }`,
    `val spec = ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS).tlsVersions(TlsVersion.TLS_1_0, TlsVersion.TLS_1_2).build()`,
  ],
  misses: [
    `fun f() { val c = SSLContext.getInstance("TLSv1.2") }`,
    `fun f() { val c = SSLContext.getInstance("TLS") }`,
    `fun f(s: SSLSocket) { s.enabledProtocols = arrayOf("TLSv1.2", "TLSv1.3") }`,
  ],
}
