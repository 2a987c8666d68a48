import { constantText } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { judgeHash } from '../judge-hash.ts'
import { papersFor } from '../papers.ts'

export const weakHash: CodeRule = {
  ...papersFor(
    'java',
    'weak-hash',
    'https://docs.oracle.com/en/java/javase/21/docs/specs/security/standard-names.html#messagedigest-algorithms',
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
    ],
  },
  judge: (site) => {
    const weak = weakFunction(site)
    if (weak === undefined) return undefined
    if (site.name.endsWith('PasswordEncoder') || weak === 'no hash at all')
      return { severity: 'high', confidence: 'high', note: `passwords are kept with ${weak}` }
    const verdict = judgeHash(site, weak)
    // Somebody's own function of that name is only known by its name.
    return isOwn(site) && verdict?.confidence === 'low' ? undefined : verdict
  },
  matches: [
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
  ],
  misses: [
    `class A { String etag(byte[] body) throws Exception { return hex(MessageDigest.getInstance("MD5").digest(body)); } }`,
    `import org.apache.commons.codec.digest.DigestUtils;
class A { String cacheKey(String url) { return DigestUtils.md5Hex(url); } }`,
    `class A { byte[] hash(String password) throws Exception { return MessageDigest.getInstance("SHA-256").digest(password.getBytes()); } }`,
    `class A { Mac f() throws Exception { return Mac.getInstance("HmacSHA1"); } }`,
    `class A { Calendar f() { return Calendar.getInstance(); } }`,
  ],
}

const isOwn = ({ name, path }: Site): boolean =>
  /^(?:md5|MD5|sha1|sha)$/.test(name) && !/\b(?:DigestUtils?|Hashing|SecureUtil|DigestUtil)\b/.test(path)

function weakFunction({ source, name, path, args }: Site): string | undefined {
  const text = constantText(source, args[0]?.value ?? null)
  if (name === 'getInstance') {
    if (/\bNoOpPasswordEncoder\./.test(path)) return 'no hash at all'
    if (/\bMessageDigest\./.test(path))
      return text !== undefined && /^(?:MD[245]|SHA-?1?)$/i.test(text) ? text : undefined
    if (/\bSignature\./.test(path))
      return text !== undefined && /^(?:MD[25]|SHA-?1)with/i.test(text) ? text : undefined
    return /\bMac\./.test(path) && text !== undefined && /^HmacMD5$/i.test(text) ? 'HMAC-MD5' : undefined
  }
  if (name === 'MessageDigestPasswordEncoder' || name === 'SimpleHash')
    return text !== undefined && /^(?:MD5|SHA-?1?)$/i.test(text) ? text : undefined
  if (name === 'digest' || name === 'HmacUtils') return undefined
  if (name.startsWith('hmacMd5')) return 'HMAC-MD5'
  if (args.length === 0 && !/^get|Encoder$/.test(name) && !/Hashing\./.test(path)) return undefined
  return /md5/i.test(name) ? 'MD5' : 'SHA-1'
}
