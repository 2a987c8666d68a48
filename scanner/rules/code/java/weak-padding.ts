import { namedTexts } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const weakPadding: CodeRule = {
  ...papersFor(
    'java',
    'weak-padding',
    'https://docs.oracle.com/en/java/javase/11/docs/specs/security/standard-names.html',
    'read',
  ),
  query: { literals: ['Cipher', 'PKCS1Encoding'], calls: ['getInstance', 'PKCS1Encoding'] },
  judge: ({ source, name, path, args }) => {
    if (name === 'PKCS1Encoding') return {}
    if (!/\bCipher\.getInstance$/.test(path)) return undefined
    const texts = namedTexts(source, args[0]?.value ?? null)
    return texts.some((one) => /^RSA(?:\/\w+\/(?:PKCS1Padding|NoPadding))?$/i.test(one)) ? {} : undefined
  },
  matches: [
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("RSA/ECB/PKCS1Padding"); } }`,
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("RSA"); } }`,
  ],
  misses: [
    `class A { void f() throws Exception { Cipher c = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding"); } }`,
  ],
}
