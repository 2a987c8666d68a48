import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { papersFor } from '../papers.ts'

export const oldTls: CodeRule = {
  ...papersFor(
    'csharp',
    'old-tls',
    'https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/ca5397',
    'read',
  ),
  query: {
    literals: ['SecurityProtocolType', 'SslProtocols'],
    calls: [
      'AuthenticateAsClient',
      'AuthenticateAsClientAsync',
      'AuthenticateAsServer',
      'AuthenticateAsServerAsync',
      'BeginAuthenticateAsClient',
      'BeginAuthenticateAsServer',
    ],
    settings: ['SecurityProtocol', 'SslProtocols', 'EnabledSslProtocols'],
  },
  judge: (site) => {
    const values = site.how === 'setting' ? [site.value] : site.args.map(({ value }) => value)
    if (site.how === 'setting' && isTakingOut(site)) return undefined
    for (const value of values) {
      const verdict = value === null ? undefined : judgeValue(site.source, value)
      if (verdict !== undefined) return verdict
    }
    return undefined
  },
  matches: [
    `class A { void F() { ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls; } }`,
    `class A { void F() { ServicePointManager.SecurityProtocol |= SecurityProtocolType.Ssl3 | SecurityProtocolType.Tls12; } }`,
    `class A { void F() { var handler = new HttpClientHandler { SslProtocols = SslProtocols.Tls11 }; } }`,
    `class A { void F() { stream.AuthenticateAsClient("host", null, SslProtocols.Tls, false); } }`,
    `class A { void F() { ServicePointManager.SecurityProtocol |= (SecurityProtocolType)768; } }`,
  ],
  misses: [
    `class A { void F() { ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12 | SecurityProtocolType.Tls13; } }`,
    `class A { void F() { ServicePointManager.SecurityProtocol &= ~SecurityProtocolType.Tls; } }`,
    `class A { void F() { ServicePointManager.SecurityProtocol = (SecurityProtocolType)3072; } }`,
    `class A { void F() { stream.AuthenticateAsClient("host", null, SslProtocols.None, false); } }`,
  ],
}

const old =
  /\b(?:SecurityProtocolType\.(?:Ssl3|Tls(?:11)?)|SslProtocols\.(?:Ssl[23]|Tls(?:11)?|Default))(?!\w)/

function judgeValue(source: Source, given: Node): CodeVerdict | undefined {
  for (const value of possibleValues(source, given)) {
    const text = textOf(source, value).slice(0, 500)
    if (isOldNumber(text)) return { note: 'the number stands for TLS 1.1 or older' }
    const found = old.exec(text)?.[0]
    if (found === undefined) continue
    const isAlone = text === found && value.id === given.id
    return {
      note: `it allows ${found.slice(found.indexOf('.') + 1)}`,
      ...(isAlone && { edits: [replacing(value, text.replace(/\.\w+$/, '.Tls12'))] }),
    }
  }
  return undefined
}

/** SSL 2 and 3, TLS 1.0 and 1.1, of which each has two bits. */
const oldBits = 12 + 48 + 192 + 768

/** `(SecurityProtocolType)768`, as code says it that is compiled for a platform that does not know the name. */
const isOldNumber = (text: string): boolean => {
  const number = /\((?:SecurityProtocolType|SslProtocols)\)\s*(?<number>\d{1,6})\b/.exec(text)?.groups?.[
    'number'
  ]
  return number !== undefined && (Number(number) & oldBits) !== 0
}

/** `&= ~SecurityProtocolType.Tls` */
const isTakingOut = ({ source, node, value }: Site): boolean =>
  /&=|\^=/.test(textOf(source, node).slice(0, 200)) ||
  (value !== null && /~/.test(textOf(source, value).slice(0, 200)))
