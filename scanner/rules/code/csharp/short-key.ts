import { enclosing, receiverOf, textOf } from '../../../syntax/source.ts'
import { constantNumber, constantText, followName } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { raised } from '../edits.ts'
import { papersFor } from '../papers.ts'
import { isSmallCurve } from '../small-curve.ts'

const least = 2048
const smallCurve: CodeVerdict = { note: 'the curve is too small' }
/** Where a key is brought along, its size is not said here. */
const bringing = /\b(?:Import\w+|FromXmlString|FromJsonString|CspParameters)\b/

export const shortKey: CodeRule = {
  ...papersFor(
    'csharp',
    'short-key',
    'https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/ca5385',
    'read',
  ),
  query: {
    literals: ['RSA', 'DSA', 'KeyGenerationParameters', 'ParametersGenerator', 'Curve'],
    calls: [
      'RSACryptoServiceProvider',
      'DSACryptoServiceProvider',
      'RSACng',
      'DSACng',
      'RSAOpenSsl',
      'Create',
      'KeyGenerationParameters',
      'RsaKeyGenerationParameters',
      'CreateFromFriendlyName',
      'GetByName',
      'GenerateKey',
      'ECDsaCng',
      'ECDiffieHellmanCng',
      'ECDsaOpenSsl',
      'ECDiffieHellmanOpenSsl',
      'Init',
    ],
    settings: ['KeySize'],
  },
  judge: (site) => {
    const { source, how, name, path, args, value } = site
    if (name === 'CreateFromFriendlyName' || (name === 'GetByName' && /Curve\w*\.GetByName$/.test(path)))
      return isSmallCurve(constantText(source, args[0]?.value ?? null) ?? '') ? smallCurve : undefined
    const curve = args.map(
      ({ value }) => /\bNamedCurves\.(?<name>\w+)$/.exec(textOf(source, value))?.groups?.['name'],
    )
    if (curve.some((one) => one !== undefined && isSmallCurve(one))) return smallCurve
    if (/^(?:EC|Generate|GetBy)/.test(name)) return undefined
    if (how === 'setting') return isAsymmetric(site) ? judgeBits(site, 0) : undefined
    if (name === 'Create' && !/(?:^|\.)(?:RSA|DSA)\.Create$/.test(path)) return undefined
    if (name === 'Init' && !isParameters(site)) return undefined
    if (/^(?:RSA|DSA)CryptoServiceProvider$/.test(name) && args.length === 0) return judgeDefault(site)
    if (value === null && args.length === 0) return undefined
    return judgeBits(
      site,
      name === 'RsaKeyGenerationParameters' ? 2 : name === 'KeyGenerationParameters' ? 1 : 0,
    )
  },
  matches: [
    `class A { void F() { using var rsa = new RSACryptoServiceProvider(1024); } }`,
    `class A { void F() { using var rsa = RSA.Create(1024); } }`,
    `class A { void F() { using var rsa = RSA.Create(); rsa.KeySize = 1024; } }`,
    `class A { byte[] F() { var rsa = new RSACryptoServiceProvider(); return rsa.ExportCspBlob(false); } }`,
    `class A { void F() { generator.Init(new KeyGenerationParameters(new SecureRandom(), 1024)); } }`,
    `class A { void F() { var curve = ECCurve.CreateFromFriendlyName("secp160r1"); } }`,
    `class A { void F() { using var ec = ECDsa.Create(ECCurve.NamedCurves.brainpoolP160r1); } }`,
    `class A { void F() { var curve = SecNamedCurves.GetByName("secp192k1"); } }`,
    `class A { void F() { var g = new DHParametersGenerator(); g.Init(1024, 80, new SecureRandom()); } }`,
  ],
  misses: [
    `class A { void F() { using var rsa = RSA.Create(3072); } }`,
    `class A { void F(string xml) { var rsa = new RSACryptoServiceProvider(); rsa.FromXmlString(xml); } }`,
    `class A { void F() { using var aes = Aes.Create(); aes.KeySize = 256; } }`,
    `class A { void F(RSAParameters p) { using var rsa = RSA.Create(p); } }`,
    `class A { void F() { using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256); } }`,
    `class A { void F() { var user = Users.GetByName("P-192"); } }`,
    `class A { void F() { pool.Init(1024, 80, RSA); } }`,
  ],
}

function judgeBits({ source, how, args, value }: Site, index: number): CodeVerdict | undefined {
  const given = how === 'setting' ? value : (args[index]?.value ?? null)
  const bits = constantNumber(source, given)
  return bits === undefined || bits >= least || bits < 8
    ? undefined
    : { note: `it has ${bits} bits`, ...raised(source, given, 3072) }
}

/** Without a size it makes keys of 1024 bits, unless one is brought. */
function judgeDefault({ source, node }: Site): CodeVerdict | undefined {
  const around = textOf(source, enclosing(node, source.dialect.functions) ?? node)
  return bringing.test(around)
    ? undefined
    : { confidence: 'medium', note: 'its keys have 1024 bits where no size is said' }
}

/** Bouncy Castle's generators of primes for DSA, Diffie-Hellman and ElGamal. */
function isParameters({ source, node }: Site): boolean {
  const object = receiverOf(source, node)
  return (
    object !== null &&
    /\b(?:Dsa|DH|ElGamal)ParametersGenerator\(/.test(textOf(source, followName(source, object)))
  )
}

/** Of what is set it has to be known that it is RSA or DSA: AES has such a property too. */
function isAsymmetric({ source, node }: Site): boolean {
  const object = /^(?<object>\w+)\.KeySize\b/.exec(textOf(source, node))?.groups?.['object']
  if (object === undefined)
    return /\b(?:RSA|DSA)\w*\s*(?:\(\s*\))?\s*\{[^{}]*$/.test(
      source.text.slice(Math.max(0, node.startIndex - 300), node.startIndex),
    )
  return (source.bindings.get(object) ?? []).some((one) => /\b(?:RSA|DSA)/.test(textOf(source, one)))
}
