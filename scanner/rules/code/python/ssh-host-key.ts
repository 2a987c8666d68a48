import type { Node } from 'web-tree-sitter'
import { calleePath, resolvePath, type Source, pathOf, textOf } from '../../../syntax/source.ts'
import { optionOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { renamed } from '../edits.ts'
import { papersFor } from '../papers.ts'

export const sshHostKey: CodeRule = {
  ...papersFor('python', 'ssh-host-key', 'https://docs.paramiko.org/en/stable/api/client.html'),
  query: {
    literals: ['set_missing_host_key_policy', 'known_hosts', 'paramiko', 'pysftp'],
    calls: ['set_missing_host_key_policy', 'connect'],
    settings: ['known_hosts', 'hostkeys'],
  },
  judge: ({ source, how, node, name, args, value }) => {
    if (name === 'connect') return judgeTransport(source, node)
    if (name === 'hostkeys') return value?.type === 'none' && /\bpysftp\b/.test(source.text) ? {} : undefined
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
    `import paramiko\ntransport = paramiko.Transport((host, 22))\ntransport.connect(username=user, pkey=key)`,
    `import pysftp\noptions = pysftp.CnOpts()\noptions.hostkeys = None`,
    `import paramiko\nclient.set_missing_host_key_policy(paramiko.AutoAddPolicy())`,
    `from paramiko.client import WarningPolicy\nclient.set_missing_host_key_policy(WarningPolicy)`,
    `import asyncssh\nasyncssh.connect(host, known_hosts=None)`,
  ],
  misses: [
    `import paramiko\ntransport = paramiko.Transport((host, 22))\ntransport.connect(hostkey=known, username=user, pkey=key)`,
    `import paramiko\ntransport = paramiko.Transport((host, 22))\ntransport.connect(username=user, pkey=key)\nif transport.get_remote_server_key() != known:\n    raise ValueError`,
    `import paramiko\ndatabase.connect(host)`,
    `import paramiko\nclient.set_missing_host_key_policy(paramiko.RejectPolicy())`,
    `find(known_hosts=None)`,
  ],
}

/** A transport compares the server's key only with one that it is given. */
function judgeTransport(source: Source, call: Node): CodeVerdict | undefined {
  const object = call.childForFieldName('function')?.childForFieldName('object')
  const made = object == null ? [] : (source.bindings.get(textOf(source, object)) ?? [])
  const isTransport = made.some(
    (one) =>
      source.dialect.calls.has(one.type) &&
      /\bparamiko\.(?:transport\.)?Transport$/.test(resolvePath(source, calleePath(source, one))),
  )
  const isCompared = /\b(?:get_remote_server_key|load_host_keys|load_system_host_keys|HostKeys)\b/.test(
    source.text,
  )
  return isTransport && !isCompared && optionOf(source, call, 'hostkey') === undefined
    ? { severity: 'medium', confidence: 'medium' }
    : undefined
}
