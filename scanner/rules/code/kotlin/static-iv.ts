import type { CodeRule } from '../code-rule.ts'
import { staticIv as inJava } from '../java/static-iv.ts'
import { papersFor } from '../papers.ts'

export const staticIv: CodeRule = {
  ...papersFor(
    'kotlin',
    'static-iv',
    'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/javax/crypto/Cipher.html',
    'read',
  ),
  query: inJava.query,
  judge: inJava.judge,
  matches: [
    `fun f() { val iv = IvParameterSpec("1234567890123456".toByteArray()) }`,
    `class A { companion object {
    private val IV = byteArrayOf(1, 2, 3, 4, 5, 6, 7, 8)
  }
  fun f() { val iv = IvParameterSpec(IV) } }`,
    `fun f() { val iv = ByteArray(16); use(IvParameterSpec(iv)) }`,
    `fun f() { use(GCMParameterSpec(128, ByteArray(12) { 0 })) }`,
  ],
  misses: [
    `fun f() { val iv = ByteArray(16); SecureRandom().nextBytes(iv); use(IvParameterSpec(iv)) }`,
    `fun f() { val iv = ByteArray(16).also { SecureRandom().nextBytes(it) }; use(IvParameterSpec(iv)) }`,
    `fun f(iv: ByteArray) { use(GCMParameterSpec(128, iv)) }`,
    `fun f(message: ByteArray) { val iv = message.copyOfRange(0, 16); use(IvParameterSpec(iv)) }`,
    `fun f(message: ByteArray) { val iv = ByteArray(16); System.arraycopy(message, 0, iv, 0, 16); use(IvParameterSpec(iv)) }`,
  ],
}
