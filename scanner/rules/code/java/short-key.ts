import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { argumentsOf, calleePath, enclosing, type Source, textOf } from '../../../syntax/source.ts'
import { constantNumber, constantText } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { raised } from '../edits.ts'
import { papersFor } from '../papers.ts'
import { isSmallCurve } from '../small-curve.ts'

const least = 2048
const leastCurve = 224
const leastSymmetric = 112

export const shortKey: CodeRule = {
  ...papersFor(
    'java',
    'short-key',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html#algorithms',
    'read',
  ),
  query: {
    literals: [
      'KeyPairGenerator',
      'KeyGenerator',
      'RSAKeyGenParameterSpec',
      'ECGenParameterSpec',
      'getParameterSpec',
      'DSAGenParameterSpec',
      'DHGenParameterSpec',
      'AlgorithmParameterGenerator',
    ],
    calls: [
      'initialize',
      'init',
      'RSAKeyGenParameterSpec',
      'ECGenParameterSpec',
      'getParameterSpec',
      'DSAGenParameterSpec',
      'DHGenParameterSpec',
      'AlgorithmParameterGenerator',
      'DSAGenParameterSpec',
      'DHGenParameterSpec',
    ],
  },
  judge: (site) => {
    const { source, name, args } = site
    if (name === 'ECGenParameterSpec' || name === 'getParameterSpec') {
      const curve = (constantText(source, args[0]?.value ?? null) ?? '').replace(/^X9\.62 /, '')
      return isSmallCurve(curve) ? { note: 'the curve is too small' } : undefined
    }
    const bits = constantNumber(source, args[0]?.value ?? null)
    const needed = bits === undefined ? undefined : neededBits(site)
    return bits === undefined || needed === undefined || bits >= needed || bits < 8
      ? undefined
      : { note: `it has ${bits} bits`, ...raised(source, args[0]?.value, needed === least ? 3072 : 256) }
  },
  matches: [
    `class A { void f() throws Exception { KeyPairGenerator e = KeyPairGenerator.getInstance("EC"); KeyPairGenerator r = KeyPairGenerator.getInstance("RSA"); r.initialize(1024); e.initialize(256); } }`,
    `class A { static final String NAME = "AES"; void f() throws Exception { KeyGenerator g = KeyGenerator.getInstance(NAME); g.init(64); } }`,
    `class A { void f() { new DHGenParameterSpec(1024, 0); } }`,
    `class A { void f() throws Exception { KeyPairGenerator g = KeyPairGenerator.getInstance("RSA"); g.initialize(1024); } }`,
    `class A { void f() throws Exception { KeyGenerator g = KeyGenerator.getInstance("AES"); g.init(64); } }`,
    `class A { void f() { new ECGenParameterSpec("secp160r1"); } }`,
  ],
  misses: [
    `class A { void f() throws Exception { KeyPairGenerator g = KeyPairGenerator.getInstance("RSA"); g.initialize(3072); } }`,
    `class A { void f() throws Exception { KeyPairGenerator g = KeyPairGenerator.getInstance("EC"); g.initialize(256); } }`,
    `class A { void f() throws Exception { KeyGenerator g = KeyGenerator.getInstance("AES"); g.init(256); } }`,
    `class A { void f() { pool.init(10); } }`,
  ],
}

/** How many bits a generator's keys need: by what it was made for, or else by what is made in the same method. */
function neededBits({ source, node, name }: Site): number | undefined {
  if (name.endsWith('GenParameterSpec')) return least
  const made = generatorOf(source, node)
  if (made !== undefined) return leastFor(made.kind, made.algorithm)
  const around = textOf(source, enclosing(node, source.dialect.functions) ?? node).slice(0, 20_000)
  if (name === 'initialize') {
    if (!/KeyPairGenerator/.test(around)) return undefined
    return /getInstance\(\s*"(?:EC|ECDSA|ECDH|Ed|X)/i.test(around) ? leastCurve : least
  }
  return /KeyGenerator\.getInstance\(\s*"(?:AES|Hmac|ChaCha|Blowfish)/.test(around)
    ? leastSymmetric
    : undefined
}

/** The `KeyPairGenerator.getInstance("…")` that the object of a call was made by. */
function generatorOf(
  source: Source,
  call: Node,
): { readonly kind: string; readonly algorithm: string } | undefined {
  const object = call.childForFieldName('object')
  const calls = object === null ? [] : possibleValues(source, object)
  for (const one of calls) {
    if (!source.dialect.calls.has(one.type)) continue
    const kind = /(?<kind>\w+)\.getInstance$/.exec(calleePath(source, one))?.groups?.['kind']
    const algorithm = constantText(source, argumentsOf(source, one)[0]?.value ?? null)
    if (kind !== undefined && algorithm !== undefined) return { kind, algorithm }
  }
  return undefined
}

function leastFor(kind: string, algorithm: string): number | undefined {
  if (/^(?:KeyPairGenerator|AlgorithmParameterGenerator)$/.test(kind))
    return /^(?:EC|Ed|X\d)/i.test(algorithm) ? leastCurve : least
  return kind === 'KeyGenerator' && /^(?:AES|Hmac|ChaCha|Blowfish)/i.test(algorithm)
    ? leastSymmetric
    : undefined
}
