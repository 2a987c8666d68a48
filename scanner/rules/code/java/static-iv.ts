import type { CodeRule } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

/** Where each takes the IV; the last two are Bouncy Castle's, of key and size, or of key. */
const places: Readonly<Record<string, number>> = {
  IvParameterSpec: 0,
  GCMParameterSpec: 1,
  AEADParameters: 2,
  ParametersWithIV: 1,
}

export const staticIv: CodeRule = {
  ...papersFor(
    'java',
    'static-iv',
    'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/javax/crypto/Cipher.html',
    'read',
  ),
  query: { calls: ['IvParameterSpec', 'GCMParameterSpec', 'AEADParameters', 'ParametersWithIV'] },
  judge: ({ source, name, args }) => {
    const given = args[places[name] ?? 0]?.value
    if (given === undefined) return undefined
    const what = fixedBytes(source, given)
    return what === undefined ? undefined : { note: `the IV is ${what}` }
  },
  matches: [
    `class A { void f(byte[] key) { byte[] nonce = "7cVgr5cbdCZV".getBytes(); engine.init(true, new AEADParameters(new KeyParameter(key), 128, nonce)); } }`,
    `class A { void f(KeyParameter key) { engine.init(true, new ParametersWithIV(key, new byte[16])); } }`,
    `class A { void f(SecureRandom random) { byte[] iv = new byte[16]; random.nextBytes(iv); iv = "1234567890123456".getBytes(); use(new IvParameterSpec(iv)); } }`,
    `class A { void f(SecureRandom random) { byte[] iv = new byte[] {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'}; use(new IvParameterSpec(iv)); } void g(byte[] iv) { random.nextBytes(iv); } }`,
    `class A { void f() { IvParameterSpec iv = new IvParameterSpec("1234567890123456".getBytes()); } }`,
    `class A { static final byte[] IV = {1, 2, 3, 4, 5, 6, 7, 8}; void f() { IvParameterSpec iv = new IvParameterSpec(IV); } }`,
    `class A { void f() { byte[] iv = new byte[16]; use(new IvParameterSpec(iv)); } }`,
  ],
  misses: [
    `class A { void f() { byte[] iv = "1234567890123456".getBytes(); new SecureRandom().nextBytes(iv); use(new IvParameterSpec(iv)); } }`,
    `class A { void f() { byte[] iv = new byte[16]; new SecureRandom().nextBytes(iv); use(new IvParameterSpec(iv)); } }`,
    `class A { void f(byte[] iv) { use(new GCMParameterSpec(128, iv)); } }`,
  ],
}
