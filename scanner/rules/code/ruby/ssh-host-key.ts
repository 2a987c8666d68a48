import { constantText, isFalse } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { papersFor } from '../papers.ts'

export const sshHostKey: CodeRule = {
  ...papersFor('ruby', 'ssh-host-key', 'https://net-ssh.github.io/net-ssh/Net/SSH.html'),
  query: {
    literals: ['verify_host_key', 'paranoid', 'StrictHostKeyChecking'],
    settings: ['verify_host_key', 'paranoid'],
  },
  judge: ({ source, node, name, value }) => {
    if (value === null || (name === 'paranoid' && !/\bSSH|\bSFTP|ssh_options/i.test(source.text)))
      return undefined
    const said = constantText(source, value)
    if (said === 'never' || isFalse(source, value) || value.type === 'nil')
      return value.type === 'simple_symbol' && node.type === 'pair'
        ? { edits: [replacing(value, ':always')] }
        : {}
    return undefined
  },
  matches: [
    `Net::SSH.start(host, user, verify_host_key: :never) { |ssh| ssh.exec!('ls') }`,
    `Net::SFTP.start(host, user, paranoid: false)`,
    `set :ssh_options, { verify_host_key: false }`,
  ],
  misses: [
    `Net::SSH.start(host, user, verify_host_key: :always)`,
    `Net::SSH.start(host, user)`,
    `mode = { paranoid: false }`,
  ],
}
