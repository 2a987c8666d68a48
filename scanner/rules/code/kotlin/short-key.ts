import type { CodeRule } from '../code-rule.ts'
import { shortKey as inJava } from '../java/short-key.ts'
import { papersFor } from '../papers.ts'

export const shortKey: CodeRule = {
  ...papersFor(
    'kotlin',
    'short-key',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html#algorithms',
    'read',
  ),
  query: inJava.query,
  judge: inJava.judge,
  matches: [
    `fun f() { val g = KeyPairGenerator.getInstance("RSA"); g.initialize(1024) }`,
    `fun f() = KeyPairGenerator.getInstance("RSA").apply { initialize(1024) }.generateKeyPair()`,
    `fun f() { val g = KeyGenerator.getInstance("AES"); g.init(64) }`,
    `fun f() { ECGenParameterSpec("secp160r1") }`,
  ],
  misses: [
    `fun f() = KeyPairGenerator.getInstance("RSA").apply { initialize(3072) }`,
    `fun f() = KeyPairGenerator.getInstance("EC").apply { initialize(256) }`,
    `fun f() { pool.init(10) }`,
  ],
}
