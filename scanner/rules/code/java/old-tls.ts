import { textOf } from '../../../syntax/source.ts'
import { constantText } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { papersFor } from '../papers.ts'

export const oldTls: CodeRule = {
  ...papersFor(
    'java',
    'old-tls',
    'https://docs.oracle.com/en/java/javase/11/docs/specs/security/standard-names.html',
    'read',
  ),
  query: {
    literals: ['SSLContext', 'EnabledProtocols', '.protocols', 'SSLConnectionSocketFactory'],
    calls: ['getInstance', 'setEnabledProtocols', 'setProperty', 'SSLConnectionSocketFactory'],
  },
  judge: ({ source, name, path, args }) => {
    if (name === 'setProperty') {
      const [key = '', versions = ''] = args.map((one) => constantText(source, one.value))
      const isOld = /\bSSLv[23]|\bTLSv?1(?:\.[01])?(?=,|$)/.test(versions)
      return /^(?:jdk\.tls\.(?:client|server)|https)\.protocols$/.test(key) && isOld ? {} : undefined
    }
    if (name === 'setEnabledProtocols' || name === 'SSLConnectionSocketFactory')
      return args.some(({ value }) => /"(?:SSLv[23]\w*|TLSv1(?:\.1)?)"/.test(textOf(source, value)))
        ? {}
        : undefined
    if (!/\bSSLContext\.getInstance$/.test(path)) return undefined
    const version = constantText(source, args[0]?.value ?? null)
    // Both name the newest that the platform has; what SSL says is only older.
    if (version === 'SSL') return { severity: 'low', confidence: 'medium' }
    return version !== undefined && /^(?:SSLv[23]|TLSv1(?:\.[01])?)$/.test(version)
      ? {
          note: `it allows ${version}`,
          ...(args[0]?.value.type === 'string_literal' && { edits: [replacing(args[0].value, '"TLSv1.2"')] }),
        }
      : undefined
  },
  matches: [
    `class A { void f() throws Exception { SSLContext c = SSLContext.getInstance("TLSv1"); } }`,
    `class A { void f(SSLSocket s) { s.setEnabledProtocols(new String[] {"TLSv1", "TLSv1.2"}); } }`,
  ],
  misses: [
    `class A { void f() throws Exception { SSLContext c = SSLContext.getInstance("TLSv1.2"); } }`,
    `class A { void f() throws Exception { SSLContext c = SSLContext.getInstance("TLS"); } }`,
  ],
}
