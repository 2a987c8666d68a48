import type { Node } from 'web-tree-sitter'
import { returnsOf } from '../../../syntax/functions.ts'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { argumentsOf, calleePath, pathOf, type Source, textOf } from '../../../syntax/source.ts'
import { isTrue } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const tlsVerification: CodeRule = {
  ...papersFor(
    'csharp',
    'tls-verification',
    'https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/ca5359',
    'read',
  ),
  query: {
    literals: [
      'CertificateValidationCallback',
      'CertificateCustomValidationCallback',
      'DangerousAcceptAnyServerCertificateValidator',
      'SslStream',
      'CertificateValidationMode',
      'TrustServerCertificate',
    ],
    calls: ['RemoteCertificateValidationCallback', 'SslStream'],
    settings: [
      'ServerCertificateCustomValidationCallback',
      'ServerCertificateValidationCallback',
      'RemoteCertificateValidationCallback',
      'ClientCertificateValidationCallback',
      'CertificateValidationCallback',
      'CertificateValidationMode',
      'TrustServerCertificate',
    ],
  },
  judge: (site) => (site.how === 'setting' ? judgeSetting(site) : judgeCall(site)),
  matches: [
    `class A { void F() { handler.ServerCertificateCustomValidationCallback = (message, cert, chain, errors) => true; } }`,
    `class A { void F() { var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }; } }`,
    `class A { void F() { ServicePointManager.ServerCertificateValidationCallback += delegate { return true; }; } }`,
    `class A {
  void F() { ServicePointManager.ServerCertificateValidationCallback = AcceptAll; }
  static bool AcceptAll(object sender, X509Certificate cert, X509Chain chain, SslPolicyErrors errors) { return true; }
}`,
    `class A { void F() { var stream = new SslStream(client.GetStream(), false, (sender, cert, chain, errors) => true); } }`,
    `class A { void F() { ServicePointManager.ServerCertificateValidationCallback = new RemoteCertificateValidationCallback((a, b, c, d) => { return true; }); } }`,
    `class A { void F() { client.ClientCredentials.ServiceCertificate.Authentication.CertificateValidationMode = X509CertificateValidationMode.None; } }`,
    `class A { void F() { var b = new SqlConnectionStringBuilder { TrustServerCertificate = true }; } }`,
  ],
  misses: [
    `class A { void F() { handler.ServerCertificateCustomValidationCallback = (message, cert, chain, errors) => errors == SslPolicyErrors.None; } }`,
    `class A { void F() { handler.ServerCertificateCustomValidationCallback = (message, cert, chain, errors) => { if (cert.Thumbprint == known) { return true; } return false; }; } }`,
    `class A { void F() { handler.ServerCertificateCustomValidationCallback = validator.Check; } }`,
    `class A { void F() { var stream = new SslStream(client.GetStream(), false); } }`,
    `class A { void F() { handler.ServerCertificateCustomValidationCallback = null; } }`,
    `class A { void F() { b.TrustServerCertificate = false; } }`,
  ],
}

const local: CodeVerdict = {
  severity: 'low',
  confidence: 'low',
  note: 'only where it is compiled or run for development',
}

function judgeSetting({ source, node, name, value }: Site): CodeVerdict | undefined {
  if (value === null) return undefined
  const isOff =
    name === 'TrustServerCertificate'
      ? isTrue(source, value)
      : name === 'CertificateValidationMode'
        ? /\bX509CertificateValidationMode\.None$/.test(pathOf(source, value))
        : acceptsAll(source, value)
  if (!isOff) return undefined
  if (isForDevelopment(source, node)) return local
  return name === 'TrustServerCertificate' ? { severity: 'medium' } : {}
}

function judgeCall({ source, node, name, args }: Site): CodeVerdict | undefined {
  // What it is set to is reported where it is set.
  if (name === 'RemoteCertificateValidationCallback' && isSet(node)) return undefined
  return args.some(({ value }) => acceptsAll(source, value))
    ? isForDevelopment(source, node)
      ? local
      : {}
    : undefined
}

const isSet = ({ parent }: Node): boolean =>
  parent?.type === 'assignment_expression' && /ValidationCallback\s*[+]?=/.test(parent.text.slice(0, 300))

/** A function that says yes whatever it is shown: one that is written there, by its name, or the platform's own. */
function acceptsAll(source: Source, given: Node, depth = 0): boolean {
  if (depth > 2) return false
  return possibleValues(source, given).some((value) => {
    if (/\bDangerousAcceptAnyServerCertificateValidator$/.test(pathOf(source, value))) return true
    if (source.dialect.calls.has(value.type))
      return (
        calleePath(source, value).endsWith('RemoteCertificateValidationCallback') &&
        argumentsOf(source, value).some((one) => acceptsAll(source, one.value, depth + 1))
      )
    const written = source.dialect.functions.has(value.type)
      ? [value]
      : source.dialect.names.has(value.type)
        ? (source.functions.get(textOf(source, value)) ?? [])
        : []
    return written.some((one) => saysOnlyTrue(source, one))
  })
}

function saysOnlyTrue(source: Source, holder: Node): boolean {
  const values = returnsOf(source, holder)
  return (
    values.length > 0 && values.every((one) => /^[\s(]*true[\s)]*$/.test(textOf(source, one).slice(0, 40)))
  )
}

/** `if (env.IsDevelopment())`, `#if DEBUG` */
function isForDevelopment({ text }: Source, node: Node): boolean {
  const before = text.slice(Math.max(0, node.startIndex - 400), node.startIndex)
  return /\bIsDevelopment\(\)\s*\)?\s*\{?[^{}]*$|^\s*#if\s+DEBUG\b(?![\s\S]*#endif)/m.test(before)
}
