import type { CodeRule } from '../code-rule.ts'
import { weakHash as inJava } from '../java/weak-hash.ts'
import { judgeHash } from '../judge-hash.ts'
import { papersFor } from '../papers.ts'

export const weakHash: CodeRule = {
  ...papersFor(
    'kotlin',
    'weak-hash',
    'https://docs.oracle.com/en/java/javase/11/docs/specs/security/standard-names.html',
    'read',
  ),
  query: inJava.query,
  judge: (site) => {
    // Okio: `text.encodeUtf8().md5()`.
    if (/^(?:md5|sha1)$/.test(site.name) && site.args.length === 0)
      return /\bokio\b/.test(site.source.text)
        ? judgeHash(site, site.name === 'md5' ? 'MD5' : 'SHA-1')
        : undefined
    return inJava.judge(site)
  },
  matches: [
    `class A { fun hash(password: String): ByteArray = MessageDigest.getInstance("MD5").digest(password.toByteArray()) }`,
    `fun store(user: User, password: String) {
  val md = MessageDigest.getInstance("SHA-1")
  md.update(password.toByteArray())
  user.passwordHash = md.digest().toHex()
}`,
    `import org.apache.commons.codec.digest.DigestUtils
fun makeResetToken(email: String): String { return DigestUtils.md5Hex(email) }`,
    `fun f(body: ByteArray, signature: ByteArray): Boolean { val s = Signature.getInstance("SHA1withRSA"); return s.verify(signature) }`,
    `import okio.ByteString.Companion.encodeUtf8
fun keep(user: User, password: String) { user.password = password.encodeUtf8().md5().hex() }`,
    `fun digest(text: String) = MessageDigest.getInstance("MD5").digest(text.toByteArray()).joinToString("") { "%02x".format(it) }
fun store(user: User, password: String) { user.password = digest(password) }`,
    `fun String.md5(): String { val md = MessageDigest.getInstance("MD5"); return md.digest(toByteArray()).joinToString("") { "%02x".format(it) } }`,
  ],
  misses: [
    `fun etag(body: ByteArray): String = MessageDigest.getInstance("MD5").digest(body).toHex()`,
    `fun cacheKey(url: String): String { val digest = MessageDigest.getInstance("SHA-1"); return digest.digest(url.toByteArray()).toHex() }`,
    `fun gravatar(email: String) = "https://www.gravatar.com/avatar/" + MessageDigest.getInstance("MD5").digest(email.toByteArray()).toHex()`,
    `class PwnedPasswords { fun prefix(password: String) = MessageDigest.getInstance("SHA-1").digest(password.toByteArray()).toHex().take(5) }`,
    `fun hash(password: String) = MessageDigest.getInstance("SHA-256").digest(password.toByteArray())`,
    `fun mac() = Mac.getInstance("HmacSHA1")`,
    `fun now() = Calendar.getInstance()`,
  ],
}
