import { argumentsOf, type Source, textOf } from '../../../syntax/source.ts'
import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import type { CodeRule } from '../code-rule.ts'
import { unlessAskedFor } from '../is-asked-for.ts'
import { papersFor } from '../papers.ts'

export const sshHostKey: CodeRule = {
  ...papersFor(
    'go',
    'ssh-host-key',
    'https://pkg.go.dev/golang.org/x/crypto/ssh#InsecureIgnoreHostKey',
    'read',
  ),
  query: { calls: ['InsecureIgnoreHostKey'], settings: ['HostKeyCallback'] },
  judge: ({ source, how, node, value }) => {
    if (how === 'call') return unlessAskedFor(source, node, {})
    // Where callers hand over one that compares too, somebody chooses.
    const isAny = value !== null && possibleValues(source, value).every((one) => refusesNothing(source, one))
    return isAny ? unlessAskedFor(source, node, {}) : undefined
  },
  matches: [
    `package a
import "golang.org/x/crypto/ssh"
var config = &ssh.ClientConfig{HostKeyCallback: func(name string, a net.Addr, key ssh.PublicKey) error { log.Println(name); return nil }}`,
    `package a
import "golang.org/x/crypto/ssh"
func f() { check := func(name string, a net.Addr, key ssh.PublicKey) error { return nil }; use(&ssh.ClientConfig{HostKeyCallback: ssh.HostKeyCallback(check)}) }`,
    `package a
import "golang.org/x/crypto/ssh"
func anyKey(name string, a net.Addr, key ssh.PublicKey) error { return nil }
var config = &ssh.ClientConfig{HostKeyCallback: anyKey}`,
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
func f() { config := &ssh.ClientConfig{HostKeyCallback: func(name string, a net.Addr, key ssh.PublicKey) error { if !known(key) { return wrong }; return nil }} }`,
    `package a
import "golang.org/x/crypto/ssh"
func f(config *ssh.ClientConfig, insecure bool) { if insecure { config.HostKeyCallback = ssh.InsecureIgnoreHostKey() } }`,
    `package a
import "golang.org/x/crypto/ssh"
func f() { check := func(name string, a net.Addr, key ssh.PublicKey) error { return compare(key) }; use(&ssh.ClientConfig{HostKeyCallback: check}) }`,
    `package a
import "golang.org/x/crypto/ssh"
var config = &ssh.ClientConfig{HostKeyCallback: ssh.FixedHostKey(key)}`,
  ],
}

/** A function that says yes to every key, also in a variable, by its name, or as `ssh.HostKeyCallback(…)`. */
function refusesNothing(source: Source, given: Node, depth = 0): boolean {
  if (depth > 3) return false
  if (given.type === 'call_expression' || given.type === 'type_conversion_expression') {
    const inner = argumentsOf(source, given)[0]?.value ?? given.childForFieldName('operand')
    const type = given.childForFieldName('function') ?? given.childForFieldName('type') ?? given
    const isConversion = textOf(source, type).endsWith('HostKeyCallback')
    return (
      isConversion &&
      inner != null &&
      possibleValues(source, inner).some((one) => refusesNothing(source, one, depth + 1))
    )
  }
  const named = given.type === 'identifier' ? source.functions.get(textOf(source, given))?.[0] : undefined
  const own = named ?? (given.type === 'func_literal' ? given : undefined)
  const body = own?.childForFieldName('body')
  return body != null && doesNothing.test(textOf(source, body).replaceAll(/\/\/[^\n]*/g, ''))
}

/** Writing to the log is no check. */
const doesNothing = /^\{\s*(?:(?:\w*log\w*|fmt)\.\w+(?:\.\w+)?\([^;\n]*\)[;\n]\s*){0,4}return nil;?\s*\}$/i
