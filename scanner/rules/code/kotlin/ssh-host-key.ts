import { constantText } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { sshHostKey as inJava } from '../java/ssh-host-key.ts'
import { papersFor } from '../papers.ts'

export const sshHostKey: CodeRule = {
  ...papersFor(
    'kotlin',
    'ssh-host-key',
    'https://github.com/mwiede/jsch/blob/master/src/main/java/com/jcraft/jsch/Session.java',
    'read',
  ),
  query: { ...inJava.query, settings: ['StrictHostKeyChecking'] },
  judge: (site) => {
    if (site.how !== 'setting') return inJava.judge(site)
    const { source, value } = site
    if (constantText(source, value) !== 'no') return undefined
    return value?.type === 'string_literal' ? { edits: [replacing(value, '"yes"')] } : {}
  },
  matches: [
    `fun f(session: Session) { session.setConfig("StrictHostKeyChecking", "no") }`,
    `fun f(config: Properties) { config["StrictHostKeyChecking"] = "no" }`,
    `fun f(ssh: SSHClient) { ssh.addHostKeyVerifier(PromiscuousVerifier()) }`,
  ],
  misses: [`fun f(session: Session) { session.setConfig("StrictHostKeyChecking", "yes") }`],
}
