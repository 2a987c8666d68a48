import { textOf } from '../../../syntax/source.ts'
import { followName } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'
import { acceptsAll } from './tls-verification.ts'

export const sshHostKey: CodeRule = {
  ...papersFor('javascript', 'ssh-host-key', 'https://github.com/mscdex/ssh2#client-methods'),
  query: { settings: ['hostVerifier'] },
  judge: ({ source, value }) => {
    if (value === null) return undefined
    const text = textOf(source, followName(source, value))
    return acceptsAll(source, value) || /=>\s*(?:\w+\(true\)|true)$/.test(text) ? {} : undefined
  },
  matches: [
    `connection.connect({ host, hostVerifier: () => true })`,
    `connection.connect({ host, hostVerifier: (key, verify) => verify(true) })`,
  ],
  misses: [`connection.connect({ host, hostVerifier: (key) => key.equals(known) })`],
}
