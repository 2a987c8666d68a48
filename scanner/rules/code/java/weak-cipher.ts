import { constantTexts } from '../../../syntax/values.ts'
import { weakCipher } from '../ciphers.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const weakCipherRule: CodeRule = {
  ...papersFor(
    'java',
    'weak-cipher',
    'https://docs.oracle.com/en/java/javase/11/docs/specs/security/standard-names.html',
    'read',
  ),
  query: {
    literals: ['Engine', 'Cipher', 'KeyGenerator', 'SecretKeyFactory', 'DESKeySpec', 'DESedeKeySpec'],
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
    ],
  },
  judge: ({ source, name, path, args }) => {
    if (name !== 'getInstance') {
      if (name === 'NullCipher') return { note: 'it encrypts nothing' }
      if (name === 'ECBBlockCipher') return { note: 'ECB shows which blocks are the same' }
      if (name.endsWith('Engine'))
        return { note: weakCipher(name.replace('Engine', '')) ?? 'it is kept for old data only' }
      // The cipher itself is reported where it is made.
      return /\bCipher\b/.test(source.text) ? undefined : { note: 'the key is one of DES' }
    }
    if (!/\b(?:Cipher|KeyGenerator|SecretKeyFactory)\.getInstance$/.test(path)) return undefined
    const verdicts = constantTexts(source, args[0]?.value ?? null).map((text) => judgeName(path, text))
    return verdicts.find((one) => one !== undefined)
  },
  matches: [
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("DES/CBC/PKCS5Padding"); } }`,
    `class A { void f() throws Exception { Cipher c = javax.crypto.Cipher.getInstance("AES/ECB/PKCS5Padding"); } }`,
    `class A { static final String ALGORITHM = "AES"; void f() throws Exception { Cipher c = Cipher.getInstance(ALGORITHM); } }`,
    `class A { void f() throws Exception { KeyGenerator g = KeyGenerator.getInstance("DES"); } }`,
    `import org.bouncycastle.crypto.engines.DESEngine;
class A { void f() { cipher = new DESEngine(); } }`,
    `class A {
  byte[] seal(String name, byte[] text) throws Exception { return Cipher.getInstance(name).doFinal(text); }
  void f(byte[] text) throws Exception { seal("DES/CBC/PKCS5Padding", text); }
}`,
  ],
  misses: [
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("AES/GCM/NoPadding"); } }`,
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("AES/CBC/PKCS5Padding"); } }`,
    `class A { void f() throws Exception { KeyGenerator g = KeyGenerator.getInstance("AES"); } }`,
  ],
}

function judgeName(path: string, text: string): CodeVerdict | undefined {
  if (/\bCipher\./.test(path) && /^AES$/i.test(text)) return { note: 'without a mode, AES is used with ECB' }
  if (/^PBEWith(?:MD5|SHA1?)And(?:DES|Triple|RC2|RC4)/i.test(text))
    return { note: 'it encrypts with DES, RC2 or RC4' }
  const why = weakCipher(text)
  if (why === undefined) return undefined
  return /\bCipher\./.test(path) ? { note: why } : { note: why, severity: 'medium' }
}
