import { textOf } from '../../../syntax/source.ts'
import { followName } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const sshHostKey: CodeRule = {
  ...papersFor(
    'go',
    'ssh-host-key',
    'https://pkg.go.dev/golang.org/x/crypto/ssh#InsecureIgnoreHostKey',
    'read',
  ),
  query: { calls: ['InsecureIgnoreHostKey'], settings: ['HostKeyCallback'] },
  judge: ({ source, how, value }) => {
    if (how === 'call') return {}
    const given = value === null ? null : followName(source, value)
    if (given?.type !== 'func_literal') return undefined
    const body = textOf(source, given.childForFieldName('body') ?? given).replaceAll(/\/\/[^\n]*/g, '')
    return /^\{\s*return nil;?\s*\}$/.test(body) ? {} : undefined
  },
  matches: [
    `package a
import "golang.org/x/crypto/ssh"
var config = &ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()}`,
    `package a
import "golang.org/x/crypto/ssh"
var config = &ssh.ClientConfig{HostKeyCallback: func(name string, a net.Addr, key ssh.PublicKey) error { return nil }}`,
  ],
  misses: [
    `package a
import "golang.org/x/crypto/ssh"
var config = &ssh.ClientConfig{HostKeyCallback: ssh.FixedHostKey(key)}`,
  ],
}
