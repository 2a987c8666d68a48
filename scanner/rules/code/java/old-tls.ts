import { textOf } from '../../../syntax/source.ts'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { constantText } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { papersFor } from '../papers.ts'

/** As texts, and as the constants of OkHttp and Apache's client. */
const old = /"(?:SSLv[23]\w*|D?TLSv1(?:\.[01])?)"|\b(?:TLS_1_[01]|SSL_3_0|TLS\.V_1_[01]|SSL\.V_3)\b/

export const oldTls: CodeRule = {
  ...papersFor(
    'java',
    'old-tls',
    'https://docs.oracle.com/en/java/javase/11/docs/specs/security/standard-names.html',
    'read',
  ),
  query: {
    literals: [
      'SSLContext',
      'EnabledProtocols',
      '.protocols',
      'SSLConnectionSocketFactory',
      'lsVersions',
      'upportedProtocols',
      'SslContextBuilder',
    ],
    calls: [
      'getInstance',
      'setEnabledProtocols',
      'setProtocols',
      'protocols',
      'tlsVersions',
      'setTlsVersions',
      'setSupportedProtocols',
      'setProperty',
      'SSLConnectionSocketFactory',
    ],
  },
  judge: ({ source, name, path, args }) => {
    if (name === 'setProperty') {
      const [key = '', versions = ''] = args.map((one) => constantText(source, one.value))
      const isOld = /\bSSLv[23]|\bTLSv?1(?:\.[01])?(?=,|$)/.test(versions)
      return /^(?:jdk\.tls\.(?:client|server)|https)\.protocols$/.test(key) && isOld ? {} : undefined
    }
    if (name !== 'getInstance')
      return args.some(({ value }) =>
        possibleValues(source, value).some((one) => old.test(textOf(source, one).slice(0, 2000))),
      )
        ? {}
        : undefined
    if (!/\bSSLContext\.getInstance$/.test(path)) return undefined
    const version = constantText(source, args[0]?.value ?? null)
    // Both name the newest that the platform has; what SSL says is only older.
    if (version === 'SSL') return { severity: 'low', confidence: 'medium' }
    return version !== undefined && /^(?:SSLv[23]|D?TLSv1(?:\.[01])?)$/.test(version)
      ? {
          note: `it allows ${version}`,
          ...(args[0]?.value.type === 'string_literal' && { edits: [replacing(args[0].value, '"TLSv1.2"')] }),
        }
      : undefined
  },
  matches: [
    `class A { void f() throws Exception { SSLContext c = SSLContext.getInstance("TLSv1"); } }`,
    `class A { void f(SSLSocket s) { s.setEnabledProtocols(new String[] {"TLSv1", "TLSv1.2"}); } }`,
    `class A { void f() { new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS).tlsVersions(TlsVersion.TLS_1_2, TlsVersion.TLS_1_0).build(); } }`,
    `class A { void f(SslContextBuilder b) { b.protocols("TLSv1.1"); } }`,
    `class A { static final String[] ALL = {"TLSv1", "TLSv1.2"}; void f(SSLEngine e) { e.setEnabledProtocols(ALL); } }`,
  ],
  misses: [
    `class A { void f() throws Exception { SSLContext c = SSLContext.getInstance("TLSv1.2"); } }`,
    `class A { void f() throws Exception { SSLContext c = SSLContext.getInstance("TLS"); } }`,
  ],
}
