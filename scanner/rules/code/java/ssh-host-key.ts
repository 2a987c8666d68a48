import { constantText } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { papersFor } from '../papers.ts'

export const sshHostKey: CodeRule = {
  ...papersFor(
    'java',
    'ssh-host-key',
    'https://github.com/mwiede/jsch/blob/master/src/main/java/com/jcraft/jsch/Session.java',
    'read',
  ),
  query: {
    literals: ['StrictHostKeyChecking', 'PromiscuousVerifier', 'AcceptAllServerKeyVerifier'],
    calls: ['setConfig', 'put', 'setProperty', 'PromiscuousVerifier', 'addHostKeyVerifier'],
  },
  judge: ({ source, name, args }) => {
    if (name === 'PromiscuousVerifier') return {}
    const [key, value] = args.map((one) => constantText(source, one.value))
    if (key !== 'StrictHostKeyChecking' || value !== 'no') return undefined
    const given = args[1]?.value
    return given?.type === 'string_literal' ? { edits: [replacing(given, '"yes"')] } : {}
  },
  matches: [
    `class A { void f(Session session) { session.setConfig("StrictHostKeyChecking", "no"); } }`,
    `class A { void f(SSHClient ssh) { ssh.addHostKeyVerifier(new PromiscuousVerifier()); } }`,
  ],
  misses: [`class A { void f(Session session) { session.setConfig("StrictHostKeyChecking", "yes"); } }`],
}
