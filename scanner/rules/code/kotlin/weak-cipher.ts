import type { CodeRule } from '../code-rule.ts'
import { weakCipherRule as inJava } from '../java/weak-cipher.ts'
import { papersFor } from '../papers.ts'

export const weakCipherRule: CodeRule = {
  ...papersFor(
    'kotlin',
    'weak-cipher',
    'https://docs.oracle.com/en/java/javase/11/docs/specs/security/standard-names.html',
    'read',
  ),
  query: inJava.query,
  judge: inJava.judge,
  matches: [
    `fun f() { val c = Cipher.getInstance("DES/CBC/PKCS5Padding") }`,
    `fun f() = javax.crypto.Cipher.getInstance("AES/ECB/PKCS5Padding").apply { init(Cipher.ENCRYPT_MODE, key) }`,
    `class A { companion object {
    private const val ALGORITHM = "AES"
  }
  fun f() { val c = Cipher.getInstance(ALGORITHM) } }`,
    `fun f() { val g = KeyGenerator.getInstance("DES") }`,
    `fun seal(name: String, text: ByteArray) = Cipher.getInstance(name).doFinal(text)
fun f(text: ByteArray) { seal("DESede/CBC/PKCS5Padding", text) }`,
  ],
  misses: [
    `fun f() { val c = Cipher.getInstance("AES/GCM/NoPadding") }`,
    `fun f() { val g = KeyGenerator.getInstance("AES") }`,
    `fun f(mode: String) { val c = Cipher.getInstance("AES/$mode/NoPadding") }`,
  ],
}
