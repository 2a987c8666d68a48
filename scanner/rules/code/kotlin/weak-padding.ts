import type { CodeRule } from '../code-rule.ts'
import { weakPadding as inJava } from '../java/weak-padding.ts'
import { papersFor } from '../papers.ts'

export const weakPadding: CodeRule = {
  ...papersFor(
    'kotlin',
    'weak-padding',
    'https://docs.oracle.com/en/java/javase/11/docs/specs/security/standard-names.html',
    'read',
  ),
  query: inJava.query,
  judge: inJava.judge,
  matches: [
    `fun f() { val c = Cipher.getInstance("RSA/ECB/PKCS1Padding") }`,
    `fun f() { val c = Cipher.getInstance("RSA") }`,
  ],
  misses: [`fun f() { val c = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding") }`],
}
