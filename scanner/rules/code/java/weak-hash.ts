import { namedTexts } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { judgeHash } from '../judge-hash.ts'
import { papersFor } from '../papers.ts'

export const weakHash: CodeRule = {
  ...papersFor(
    'java',
    'weak-hash',
    'https://docs.oracle.com/en/java/javase/11/docs/specs/security/standard-names.html',
    'read',
  ),
  query: {
    literals: [
      'MessageDigest',
      'DigestUtil',
      'Hashing',
      'Signature',
      'HmacMD5',
      'Md5',
      'MD5',
      'md5',
      'sha1',
      'Sha1',
      'SHA1',
      'NoOpPasswordEncoder',
      'MD4Digest',
    ],
    calls: [
      'getInstance',
      'md5',
      'md5Hex',
      'md5DigestAsHex',
      'md5Digest',
      'sha1',
      'sha1Hex',
      'sha',
      'shaHex',
      'getMd5Digest',
      'getSha1Digest',
      'getShaDigest',
      'Md5Hash',
      'Sha1Hash',
      'Md5PasswordEncoder',
      'ShaPasswordEncoder',
      'MessageDigestPasswordEncoder',
      'MD5',
      'digest',
      'HmacUtils',
      'hmacMd5',
      'hmacMd5Hex',
      'SimpleHash',
      'MD5Digest',
      'SHA1Digest',
      'MD4Digest',
    ],
  },
  judge: (site) => {
    const weak = weakFunction(site)
    if (weak === undefined) return undefined
    if (site.name.endsWith('PasswordEncoder') || weak === 'no hash at all')
      return { severity: 'high', confidence: 'high', note: `passwords are kept with ${weak}` }
    const node = site.args[0]?.value
    const verdict = judgeHash(
      site,
      weak,
      node && { node, isWeak: (one) => /^(?:MD[245]|SHA-?1?|HmacMD5)(?:with.*)?$/i.test(one) },
    )
    // Somebody's own function of that name is only known by its name.
    return isOwn(site) && verdict?.confidence === 'low' ? undefined : verdict
  },
  matches: [
    `class A {
  static String hex(String text) throws Exception { byte[] bytes = text.getBytes(); MessageDigest md = MessageDigest.getInstance("MD5"); // here
    md.update(bytes);
    byte[] digest = md.digest(); char[] out = new char[32]; int k = 0;
    for (byte b : digest) { out[k++] = digits[b >>> 4 & 15]; out[k++] = digits[b & 15]; }
    return new String(out); }
  void f(Map<String, String> parameters, String text) throws Exception { parameters.put("sign", hex(text)); }
}`,
    `class A { byte[] hash(String password) throws Exception {
  MessageDigest md = MessageDigest.getInstance("MD5");
  md.update(password.getBytes());
  return md.digest();
} }`,
    `import org.apache.commons.codec.digest.DigestUtils;
class A { void f(User user, String password) { user.setPassword(DigestUtils.md5Hex(password)); } }`,
    `class A { boolean f(byte[] body, byte[] signature) throws Exception { Signature s = Signature.getInstance("SHA1withRSA"); return s.verify(signature); } }`,
    `class A { PasswordEncoder encoder() { return new Md5PasswordEncoder(); } }`,
    `class A { void f(byte[] x) throws Exception { MessageDigest.getInstance("SHA-1").digest(x); } }`,
    `class A { byte[] hash(Properties p, String password) throws Exception { return MessageDigest.getInstance(p.getProperty("hash", "MD5")).digest(password.getBytes()); } }`,
    `class A {
  static String digest(String text) throws Exception { return hex(MessageDigest.getInstance("MD5").digest(text.getBytes())); }
  void store(User user, String password) throws Exception { user.setPassword(A.digest(password)); }
}`,
    `class A {
  private static final String ALGORITHM = "SHA1";
  String makeResetToken(String email) throws Exception { return hex(MessageDigest.getInstance(A.ALGORITHM).digest(email.getBytes())); }
}`,
  ],
  misses: [
    `class A {
  static String hex(String text) throws Exception { byte[] bytes = text.getBytes(); MessageDigest md = MessageDigest.getInstance("MD5"); md.update(bytes);
    byte[] digest = md.digest(); char[] out = new char[32]; int k = 0;
    for (byte b : digest) { out[k++] = digits[b >>> 4 & 15]; out[k++] = digits[b & 15]; }
    return new String(out); }
  void f(Map<String, String> headers, String body) throws Exception { headers.put("ETag", hex(body)); }
}`,
    `class A { String etag(byte[] body) throws Exception { return hex(MessageDigest.getInstance("MD5").digest(body)); } }`,
    `import org.apache.commons.codec.digest.DigestUtils;
class A { String cacheKey(String url) { return DigestUtils.md5Hex(url); } }`,
    `class A { byte[] hash(String password) throws Exception { return MessageDigest.getInstance("SHA-256").digest(password.getBytes()); } }`,
    `class A { Mac f() throws Exception { return Mac.getInstance("HmacSHA1"); } }`,
    `class A { Calendar f() { return Calendar.getInstance(); } }`,
    `class A { String f(String secret) { return Sha512DigestUtils.shaHex(content + ":" + secret); } }`,
    `class A {
  static String digest(String text) throws Exception { return hex(MessageDigest.getInstance("MD5").digest(text.getBytes())); }
  void f(String body, String url) throws Exception { String etag = digest(body); String cacheKey = digest(url); }
}`,
    `class HaveIBeenPwnedChecker { byte[] f(String password) throws Exception { return MessageDigest.getInstance("SHA-1").digest(password.getBytes()); } }`,
    `class A { UUID f(byte[] name) { return UUID.nameUUIDFromBytes(name); } }`,
    `class A { String accept(String key) throws Exception { return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes())); } }`,
    `class A { /* HTTP Digest */ String ha1(String user, String realm, String password) { return DigestUtils.md5Hex(user + ":" + realm + ":" + password); } }`,
  ],
}

const isOwn = ({ name, path }: Site): boolean =>
  /^(?:md5|MD5|sha1|sha)$/.test(name) && !/\b(?:DigestUtils?|Hashing|SecureUtil|DigestUtil)\b/.test(path)

function weakFunction({ source, name, path, args }: Site): string | undefined {
  const texts = namedTexts(source, args[0]?.value ?? null)
  const named = (pattern: RegExp): string | undefined => texts.find((one) => pattern.test(one))
  if (name === 'getInstance') {
    if (/\bNoOpPasswordEncoder\./.test(path)) return 'no hash at all'
    if (/\bMessageDigest\./.test(path)) return named(/^(?:MD[245]|SHA-?1?)$/i)
    if (/\bSignature\./.test(path)) return named(/^(?:MD[25]|SHA-?1)with/i)
    return /\bMac\./.test(path) && named(/^HmacMD5$/i) !== undefined ? 'HMAC-MD5' : undefined
  }
  if (name === 'MessageDigestPasswordEncoder' || name === 'SimpleHash') return named(/^(?:MD5|SHA-?1?)$/i)
  if (name === 'digest' || name === 'HmacUtils') return undefined
  // A class that says so makes another hash: `Sha512DigestUtils.shaHex`.
  if (/sha(?:224|256|384|512)|sha3/i.test(path)) return undefined
  if (name.startsWith('hmacMd5')) return 'HMAC-MD5'
  if (args.length === 0 && !/^get|Encoder$|^(?:MD[45]|SHA1)Digest$/.test(name) && !/Hashing\./.test(path))
    return undefined
  return /md[45]/i.test(name) ? 'MD5' : 'SHA-1'
}
