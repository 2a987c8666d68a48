import { constantTexts, namedTexts } from '../../../syntax/values.ts'
import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import type { Source } from '../../../syntax/source.ts'
import { weakCipher } from '../ciphers.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { papersFor } from '../papers.ts'
import { hidingMode, judgeUnauthenticated } from '../unauthenticated.ts'

export const weakCipherRule: CodeRule = {
  ...papersFor(
    'java',
    'weak-cipher',
    'https://docs.oracle.com/en/java/javase/11/docs/specs/security/standard-names.html',
    'read',
  ),
  query: {
    literals: [
      'Engine',
      'Cipher',
      'KeyGenerator',
      'SecretKeyFactory',
      'DESKeySpec',
      'DESedeKeySpec',
      'EnabledCipherSuites',
    ],
    calls: [
      'getInstance',
      'NullCipher',
      'DESKeySpec',
      'DESedeKeySpec',
      'RC2ParameterSpec',
      'RC5ParameterSpec',
      'DESEngine',
      'DESedeEngine',
      'RC2Engine',
      'RC4Engine',
      'BlowfishEngine',
      'IDEAEngine',
      'CAST5Engine',
      'SkipjackEngine',
      'ECBBlockCipher',
      'setEnabledCipherSuites',
    ],
  },
  judge: ({ source, node, name, path, args }) => {
    if (name === 'setEnabledCipherSuites')
      return args.some(({ value }) => allTexts(source, value).some((one) => weakSuite.test(one)))
        ? { note: 'it allows RC4, Triple DES or no encryption' }
        : undefined
    if (name !== 'getInstance') {
      if (name === 'NullCipher') return { note: 'it encrypts nothing' }
      if (name === 'ECBBlockCipher') return { note: 'ECB shows which blocks are the same' }
      if (name.endsWith('Engine'))
        return { note: weakCipher(name.replace('Engine', '')) ?? 'it is kept for old data only' }
      // The cipher itself is reported where it is made.
      return /\bCipher\b/.test(source.text) ? undefined : { note: 'the key is one of DES' }
    }
    if (!/\b(?:Cipher|KeyGenerator|SecretKeyFactory)\.getInstance$/.test(path)) return undefined
    const verdicts = namedTexts(source, args[0]?.value ?? null).map((text) => judgeName(path, text))
    const weak = verdicts.find((one) => one !== undefined)
    if (weak !== undefined || !/\bCipher\./.test(path)) return weak
    const mode = namedTexts(source, args[0]?.value ?? null).flatMap((one) => modeOf(one) ?? [])[0]
    return mode === undefined ? undefined : judgeUnauthenticated(source, node, mode)
  },
  matches: [
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("AES/CBC/PKCS5Padding"); c.init(Cipher.ENCRYPT_MODE, key, iv); } }`,
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("AES/CTR/NoPadding"); c.init(Cipher.ENCRYPT_MODE, key, iv); } }`,
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("DES/CBC/PKCS5Padding"); } }`,
    `class A { void f() throws Exception { Cipher c = javax.crypto.Cipher.getInstance("AES/ECB/PKCS5Padding"); } }`,
    `class A { static final String ALGORITHM = "AES"; void f() throws Exception { Cipher c = Cipher.getInstance(ALGORITHM); } }`,
    `class A { void f() throws Exception { KeyGenerator g = KeyGenerator.getInstance("DES"); } }`,
    `class A { void f(SSLSocket s) { s.setEnabledCipherSuites(new String[] {"SSL_RSA_WITH_RC4_128_SHA"}); } }`,
    `class A { void f() throws Exception { String[] names = {"AES/GCM/NoPadding", "DES/CBC/PKCS5Padding"}; for (int i = 0; i < 2; i++) Cipher.getInstance(names[i]); } }`,
    `import org.bouncycastle.crypto.engines.DESEngine;
class A { void f() { cipher = new DESEngine(); } }`,
    `class A {
  byte[] seal(String name, byte[] text) throws Exception { return Cipher.getInstance(name).doFinal(text); }
  void f(byte[] text) throws Exception { seal("DES/CBC/PKCS5Padding", text); }
}`,
  ],
  misses: [
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("AES/GCM/NoPadding"); } }`,
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("AES/CBC/PKCS5Padding"); c.init(Cipher.DECRYPT_MODE, key, iv); } }`,
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("AES/CBC/PKCS5Padding"); c.init(Cipher.ENCRYPT_MODE, key, iv); Mac m = Mac.getInstance("HmacSHA256"); } }`,
    `class A { void f() throws Exception { KeyGenerator g = KeyGenerator.getInstance("AES"); } }`,
    `class A {
  void f() throws Exception { String name = same("AES/GCM/NoPadding"); String old = same("DES"); Cipher.getInstance(name); }
  static String same(String name) { return name; }
}`,
    `class A { void f(SSLSocket s) { s.setEnabledCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256"}); } }`,
  ],
}

/** `AES/CBC/PKCS5Padding` */
const modeOf = (name: string): string | undefined =>
  /^\w+\/(?:CBC|CTR|CFB|OFB)/i.test(name) ? hidingMode.exec(name)?.groups?.['mode'] : undefined

/** Suites of TLS as Java names them. */
const weakSuite = /_(?:RC4|3DES|DES|DES40|NULL|anon|EXPORT\w*)_|_NULL$/

/** The texts of a list too. */
const allTexts = (source: Source, given: Node): readonly string[] =>
  possibleValues(source, given).flatMap((one) => {
    const list = one.childForFieldName('value') ?? one.childForFieldName('arguments') ?? one
    return [one, ...list.namedChildren].flatMap((item) => constantTexts(source, item))
  })

function judgeName(path: string, text: string): CodeVerdict | undefined {
  if (/\bCipher\./.test(path) && /^AES$/i.test(text)) return { note: 'without a mode, AES is used with ECB' }
  if (/^PBEWith(?:MD5|SHA1?)And(?:DES|Triple|RC2|RC4)/i.test(text))
    return { note: 'it encrypts with DES, RC2 or RC4' }
  const why = weakCipher(text)
  if (why === undefined) return undefined
  return /\bCipher\./.test(path) ? { note: why } : { note: why, severity: 'medium' }
}
