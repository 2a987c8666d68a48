import { textOf } from '../../../syntax/source.ts'
import { constantText, followName } from '../../../syntax/values.ts'
import { acceptsAll } from './tls-verification.ts'
import type { CodeRule } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { papersFor } from '../papers.ts'

export const sshHostKey: CodeRule = {
  ...papersFor('java', 'ssh-host-key', 'https://github.com/mwiede/jsch#readme'),
  query: {
    literals: [
      'StrictHostKeyChecking',
      'PromiscuousVerifier',
      'AcceptAllServerKeyVerifier',
      'HostKeyVerifier',
      'verifyServerHostKey',
    ],
    calls: [
      'setConfig',
      'put',
      'setProperty',
      'PromiscuousVerifier',
      'addHostKeyVerifier',
      'setServerKeyVerifier',
    ],
    settings: ['verifyServerHostKey'],
  },
  judge: ({ source, how, node, name, args }) => {
    if (how === 'setting') return acceptsAll(source, node) ? {} : undefined
    if (name === 'PromiscuousVerifier') return {}
    if (name.endsWith('Verifier')) {
      const given = args[0] === undefined ? null : followName(source, args[0].value)
      const isAll = given !== null && /\bAcceptAllServerKeyVerifier\.INSTANCE$/.test(textOf(source, given))
      return isAll || (given?.type === 'lambda_expression' && acceptsAll(source, given)) ? {} : undefined
    }
    const [key, value] = args.map((one) => constantText(source, one.value))
    if (key !== 'StrictHostKeyChecking' || value !== 'no') return undefined
    const given = args[1]?.value
    return given?.type === 'string_literal' ? { edits: [replacing(given, '"yes"')] } : {}
  },
  matches: [
    `class A { void f(Session session) { session.setConfig("StrictHostKeyChecking", "no"); } }`,
    `class A { void f(SSHClient ssh) { ssh.addHostKeyVerifier(new PromiscuousVerifier()); } }`,
    `class A { void f(SshClient ssh) { ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE); } }`,
    `class A implements ServerHostKeyVerifier { public boolean verifyServerHostKey(String host, int port, String name, byte[] key) { return true; } }`,
  ],
  misses: [`class A { void f(Session session) { session.setConfig("StrictHostKeyChecking", "yes"); } }`],
}
