import { pathOf, textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { renamed } from '../edits.ts'
import { papersFor } from '../papers.ts'

export const sshHostKey: CodeRule = {
  ...papersFor('python', 'ssh-host-key', 'https://docs.paramiko.org/en/stable/api/client.html', 'read'),
  query: { calls: ['set_missing_host_key_policy'], settings: ['known_hosts'] },
  judge: ({ source, how, node, args, value }) => {
    if (how === 'call') {
      const policy = args[0] === undefined ? '' : pathOf(source, args[0].value)
      const own = /\b(?<own>AutoAddPolicy|WarningPolicy)(?:\(\))?$/.exec(policy)?.groups?.['own']
      return own === undefined ? undefined : { ...renamed(source, args[0]?.value, own, 'RejectPolicy') }
    }
    // AsyncSSH takes None for "any".
    const isConnecting = node.type === 'keyword_argument' && /asyncssh/.test(source.text)
    return isConnecting && value !== null && textOf(source, value) === 'None' ? {} : undefined
  },
  matches: [
    `import paramiko\nclient.set_missing_host_key_policy(paramiko.AutoAddPolicy())`,
    `from paramiko.client import WarningPolicy\nclient.set_missing_host_key_policy(WarningPolicy)`,
    `import asyncssh\nasyncssh.connect(host, known_hosts=None)`,
  ],
  misses: [
    `import paramiko\nclient.set_missing_host_key_policy(paramiko.RejectPolicy())`,
    `find(known_hosts=None)`,
  ],
}
