import type { CodeRule } from '../code-rule.ts'
import { hardcodedSecret as inJava } from '../java/hardcoded-secret.ts'
import { papersFor } from '../papers.ts'

export const hardcodedSecret: CodeRule = {
  ...papersFor(
    'kotlin',
    'hardcoded-secret',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html#key-storage',
    'read',
  ),
  query: inJava.query,
  judge: inJava.judge,
  matches: [
    `fun f() { val key = SecretKeySpec("sixteen byte key".toByteArray(), "AES") }`,
    `object Config { const val SECRET = "not so secret" }
fun f() = Algorithm.HMAC256(Config.SECRET)`,
    `fun f() = Jwts.builder().setSubject(name).signWith(SignatureAlgorithm.HS256, "not so secret").compact()`,
    `fun f(password: CharArray) { PBEKeySpec(password, "the salt".toByteArray(), 600000, 256) }`,
    `fun f(): SecretKey = SecretKeySpec(byteArrayOf(1, 2, 3, 4, 5, 6, 7, 8), "AES")`,
  ],
  misses: [
    `fun f(key: ByteArray) { val spec = SecretKeySpec(key, "AES") }`,
    `fun f() = Algorithm.HMAC256(System.getenv("KEY"))`,
    `fun f(password: CharArray, salt: ByteArray) { PBEKeySpec(password, salt, 600000, 256) }`,
    `fun f(name: String) { val key = SecretKeySpec("\${name}key".toByteArray(), "AES") }`,
  ],
}
