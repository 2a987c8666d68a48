import { enclosing, textOf } from '../../../syntax/source.ts'
import { isTrue } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const sshHostKey: CodeRule = {
  ...papersFor('csharp', 'ssh-host-key', 'https://winscp.net/eng/docs/library_sessionoptions'),
  query: {
    literals: ['CanTrust', 'GiveUpSecurity', 'SshHostKeyPolicy'],
    settings: ['CanTrust', 'GiveUpSecurityAndAcceptAnySshHostKey', 'SshHostKeyPolicy'],
  },
  judge: ({ source, name, node, value }) => {
    if (value === null) return undefined
    if (name === 'SshHostKeyPolicy')
      return /\bGiveUpSecurityAndAcceptAny$/.test(textOf(source, value)) ? {} : undefined
    if (!isTrue(source, value)) return undefined
    if (name !== 'CanTrust') return {}
    const around = textOf(source, enclosing(node, source.dialect.functions) ?? node)
    // Who looks at the key before decides by it.
    return /finger_?print|HostKey\b(?!Received|EventArgs)|\bif\s*\(/i.test(around) ? undefined : {}
  },
  matches: [
    `class A { void F() { client.HostKeyReceived += (sender, e) => { e.CanTrust = true; }; } }`,
    `class A { void F() { var o = new SessionOptions { GiveUpSecurityAndAcceptAnySshHostKey = true }; } }`,
    `class A { void F() { var o = new SessionOptions { SshHostKeyPolicy = SshHostKeyPolicy.GiveUpSecurityAndAcceptAny }; } }`,
  ],
  misses: [
    `class A { void F() { client.HostKeyReceived += (sender, e) => { e.CanTrust = known.SequenceEqual(e.FingerPrint); }; } }`,
    `class A { void F() { client.HostKeyReceived += (sender, e) => { if (known.SequenceEqual(e.FingerPrint)) { e.CanTrust = true; } }; } }`,
  ],
}
