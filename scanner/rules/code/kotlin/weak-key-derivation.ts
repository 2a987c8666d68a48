import type { CodeRule } from '../code-rule.ts'
import { weakKeyDerivation as inJava } from '../java/weak-key-derivation.ts'
import { papersFor } from '../papers.ts'

export const weakKeyDerivation: CodeRule = {
  ...papersFor(
    'kotlin',
    'weak-key-derivation',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
    'read',
  ),
  query: inJava.query,
  judge: inJava.judge,
  matches: [
    `fun f(password: CharArray, salt: ByteArray) { PBEKeySpec(password, salt, 1000, 256) }`,
    `class A { companion object {
    private const val ITERATIONS = 1_000
  }
  fun f(password: CharArray, salt: ByteArray) = PBEKeySpec(password, salt, ITERATIONS, 256) }`,
    `fun f(): PasswordEncoder = BCryptPasswordEncoder(4)`,
    `fun hash(password: String) = MessageDigest.getInstance("SHA-256").digest(password.toByteArray())`,
    `fun f(): PasswordEncoder = StandardPasswordEncoder()`,
  ],
  misses: [
    `fun f(password: CharArray, salt: ByteArray) { PBEKeySpec(password, salt, 600_000, 256) }`,
    `fun f(): PasswordEncoder = BCryptPasswordEncoder()`,
    `fun digest(content: ByteArray) = MessageDigest.getInstance("SHA-256").digest(content)`,
    `fun digest(token: String) = DigestUtils.sha256Hex(token)`,
  ],
}
