import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'
import { bodyOf } from './tls-verification.ts'

export const sshHostKey: CodeRule = {
  ...papersFor('javascript', 'ssh-host-key', 'https://github.com/mscdex/ssh2#client-methods', 'read'),
  query: { settings: ['hostVerifier'] },
  judge: ({ source, value }) => {
    if (value === null) return undefined
    // Who returns nothing and calls nobody back connects to nothing.
    const body = bodyOf(source, value) ?? ''
    return /^(?:true|\w+\(true\)|\{\s*(?:return\s+true|(?:return\s+)?\w+\(true\))\s*;?\s*\})$/.test(body)
      ? {}
      : undefined
  },
  matches: [
    `connection.connect({ host, hostVerifier: () => true })`,
    `connection.connect({ host, hostVerifier: (key, verify) => verify(true) })`,
    `connection.connect({ host, hostVerifier: function (key) { return true } })`,
  ],
  misses: [
    `connection.connect({ host, hostVerifier: (key) => key.equals(known) })`,
    `connection.connect({ host, hostVerifier: () => false })`,
    `connection.connect({ host, hostVerifier: (key) => {} })`,
  ],
}
