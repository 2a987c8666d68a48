import { enclosing, textOf } from '../../../syntax/source.ts'
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
    'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/security/KeyPairGenerator.html',
  ),
  query: {
    literals: [
      'KeyPairGenerator',
      'KeyGenerator',
      'RSAKeyGenParameterSpec',
      'ECGenParameterSpec',
      'getParameterSpec',
    ],
    calls: ['initialize', 'init', 'RSAKeyGenParameterSpec', 'ECGenParameterSpec', 'getParameterSpec'],
  },
  judge: (site) => {
    const { source, name, args } = site
    if (name === 'ECGenParameterSpec' || name === 'getParameterSpec') {
      const curve = constantText(source, args[0]?.value ?? null) ?? ''
      return isSmallCurve(curve) ? { note: 'the curve is too small' } : undefined
    }
    const bits = constantNumber(source, args[0]?.value ?? null)
    const needed = bits === undefined ? undefined : neededBits(site)
    return bits === undefined || needed === undefined || bits >= needed || bits < 8
      ? undefined
      : { note: `it has ${bits} bits`, ...raised(source, args[0]?.value, needed === least ? 3072 : 256) }
  },
  matches: [
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

/** Which algorithm a generator is for is said in the same method. */
function neededBits({ source, node, name }: Site): number | undefined {
  if (name === 'RSAKeyGenParameterSpec') return least
  const around = textOf(source, enclosing(node, source.dialect.functions) ?? node).slice(0, 20_000)
  if (name === 'initialize') {
    if (!/KeyPairGenerator/.test(around)) return undefined
    return /getInstance\(\s*"(?:EC|ECDSA|ECDH|Ed|X)/i.test(around) ? leastCurve : least
  }
  return /KeyGenerator\.getInstance\(\s*"(?:AES|Hmac|ChaCha|Blowfish)/.test(around)
    ? leastSymmetric
    : undefined
}
