import { constantText } from '../../../syntax/values.ts'
import { weakCipher } from '../ciphers.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const weakCipherRule: CodeRule = {
  ...papersFor(
    'java',
    'weak-cipher',
    'https://docs.oracle.com/en/java/javase/21/docs/specs/security/standard-names.html#cipher-algorithm-names',
  ),
  query: {
    literals: ['Cipher', 'KeyGenerator', 'SecretKeyFactory', 'DESKeySpec', 'DESedeKeySpec'],
    calls: [
      'getInstance',
      'NullCipher',
      'DESKeySpec',
      'DESedeKeySpec',
      'RC2ParameterSpec',
      'RC5ParameterSpec',
    ],
  },
  judge: ({ source, name, path, args }) => {
    if (name !== 'getInstance') {
      if (name === 'NullCipher') return { note: 'it encrypts nothing' }
      // The cipher itself is reported where it is made.
      return /\bCipher\b/.test(source.text) ? undefined : { note: 'the key is one of DES' }
    }
    if (!/\b(?:Cipher|KeyGenerator|SecretKeyFactory)\.getInstance$/.test(path)) return undefined
    const text = constantText(source, args[0]?.value ?? null)
    if (text === undefined) return undefined
    if (/\bCipher\./.test(path) && /^AES$/i.test(text))
      return { note: 'without a mode, AES is used with ECB' }
    if (/^PBEWith(?:MD5|SHA1?)And(?:DES|Triple|RC2|RC4)/i.test(text))
      return { note: 'it encrypts with DES, RC2 or RC4' }
    const why = weakCipher(text)
    if (why === undefined) return undefined
    return /\bCipher\./.test(path) ? { note: why } : { note: why, severity: 'medium' }
  },
  matches: [
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("DES/CBC/PKCS5Padding"); } }`,
    `class A { void f() throws Exception { Cipher c = javax.crypto.Cipher.getInstance("AES/ECB/PKCS5Padding"); } }`,
    `class A { static final String ALGORITHM = "AES"; void f() throws Exception { Cipher c = Cipher.getInstance(ALGORITHM); } }`,
    `class A { void f() throws Exception { KeyGenerator g = KeyGenerator.getInstance("DES"); } }`,
  ],
  misses: [
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("AES/GCM/NoPadding"); } }`,
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("AES/CBC/PKCS5Padding"); } }`,
    `class A { void f() throws Exception { KeyGenerator g = KeyGenerator.getInstance("AES"); } }`,
  ],
}
