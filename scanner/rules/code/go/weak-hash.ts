import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeHash } from '../judge-hash.ts'
import { papersFor } from '../papers.ts'
import { pathOf } from '../../../syntax/source.ts'

const weakPackage = /(?:^|\/)(?<hash>md[45]|sha1|ripemd160)\.(?:New|Sum)\w*$/

export const weakHash: CodeRule = {
  ...papersFor('go', 'weak-hash', 'https://pkg.go.dev/crypto/md5', 'read'),
  query: {
    literals: [
      'crypto/md5',
      'crypto/sha1',
      '/md4',
      '/ripemd160',
      'crypto.SHA1',
      'crypto.MD5',
      'Md5',
      'MD5',
      'md5',
      'Sha1',
      'sha1',
      'SignatureAlgorithm',
    ],
    calls: [
      'New',
      'Sum',
      'SignPKCS1v15',
      'VerifyPKCS1v15',
      'SignPSS',
      'VerifyPSS',
      'New16',
      'Md5',
      'MD5',
      'md5',
      'Sha1',
      'SHA1',
      'sha1',
    ],
    settings: ['SignatureAlgorithm'],
  },
  judge: (site) => {
    if (site.how === 'setting') return judgeSignature(site)
    const weak = weakFunction(site)
    if (weak === undefined) return undefined
    const verdict = judgeHash(site, weak)
    // Somebody's own function of that name is only known by its name.
    const isOwn = /^(?:md5|sha1)$/i.test(site.name)
    return isOwn && verdict?.confidence === 'low' ? undefined : verdict
  },
  matches: [
    `package a
import "crypto"
func hashPassword(password string) []byte { h := crypto.MD5.New(); h.Write([]byte(password)); return h.Sum(nil) }`,
    `package a
import "crypto/md5"
func f(user User) []byte { h := md5.New(); return h.Sum(user.Password) }`,
    `package a
import "crypto/x509"
var template = x509.Certificate{SignatureAlgorithm: x509.SHA1WithRSA}`,
    `package a
import "crypto/md5"
func hashPassword(password string) [16]byte { return md5.Sum([]byte(password)) }`,
    `package a
import ("crypto/sha1"; "io")
func f(secret string) []byte {
  h := sha1.New()
  io.WriteString(h, secret)
  return h.Sum(nil)
}`,
    `package a
import ("crypto/hmac"; "crypto/md5")
func sign(key, body []byte) []byte { m := hmac.New(md5.New, key); m.Write(body); return m.Sum(nil) }`,
    `package main
import "crypto/md5"
func main() { x := md5.Sum(data); print(x) }`,
    `package a
import "crypto/md5"
func digest(text string) [16]byte { return md5.Sum([]byte(text)) }
func store(user *User, password string) { user.Password = digest(password) }`,
  ],
  misses: [
    `package a
import ("crypto/sha1"; "crypto/x509")
func thumbprint(cert *x509.Certificate) []byte { hash := sha1.Sum(cert.Raw); return hash[:] }
func assertion(token *Token, cert *x509.Certificate) { token.Header["x5t"] = base64.StdEncoding.EncodeToString(thumbprint(cert)) }`,
    `package a
import "crypto/x509"
var template = x509.Certificate{SignatureAlgorithm: x509.SHA256WithRSA}`,
    `package a
import ("crypto/md5"; "io")
func checksum(file io.Reader) []byte {
  h := md5.New()
  io.Copy(h, file)
  return h.Sum(nil)
}`,
    `package a
import "crypto/sha1"
func etag(body []byte) string { return fmt.Sprintf("%x", sha1.Sum(body)) }`,
    `package a
import "crypto/sha256"
func hashPassword(password string) [32]byte { return sha256.Sum256([]byte(password)) }`,
    `package a
import ("crypto/hmac"; "crypto/sha1")
func sign(key []byte) { hmac.New(sha1.New, key) }`,
    `package a
import "crypto/md5"
func digest(text string) [16]byte { return md5.Sum([]byte(text)) }
func f(body string) { etag := digest(body); cacheKey := digest(url); use(etag, cacheKey) }`,
    `package a
import "crypto/sha1"
func accept(key string) string {
  h := sha1.New()
  h.Write([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
  return base64.StdEncoding.EncodeToString(h.Sum(nil))
}`,
    `package a
import "crypto/md5"
// HTTP Digest
func ha1(username, realm, password string) string { return fmt.Sprintf("%x", md5.Sum([]byte(username+":"+realm+":"+password))) }`,
    `package a
import "crypto/sha1"
func blobID(content []byte) [20]byte { return sha1.Sum(append([]byte(fmt.Sprintf("blob %d", len(content))), content...)) }`,
    `package a
import "crypto/sha1"
// mysql_native_password
func scramble(password []byte) [20]byte { return sha1.Sum(password) }`,
    `package a
import "crypto/md5"
func avatar(email string) string { return fmt.Sprintf("https://www.gravatar.com/avatar/%x", md5.Sum([]byte(email))) }`,
  ],
}

/** Of certificates: `x509.SHA1WithRSA`. */
function judgeSignature({ source, value }: Site): CodeVerdict | undefined {
  const weak = /^crypto\/x509\.(?<name>(?:MD[25]|SHA1|DSAWithSHA1|ECDSAWithSHA1)\w*)$/.exec(
    pathOf(source, value),
  )
  return weak === null
    ? undefined
    : {
        severity: 'medium',
        confidence: 'high',
        note: `certificates are signed with ${weak.groups?.['name']}`,
      }
}

function weakFunction({ source, name, path, args }: Site): string | undefined {
  const first = args[0]?.value ?? null
  if (path === 'crypto/hmac.New') return /\/md[45]\.New$/.test(pathOf(source, first)) ? 'HMAC-MD5' : undefined
  if (/(?:Sign|Verify)P(?:KCS1v15|SS)$/.test(name)) {
    const hash = args.map(
      ({ value }) => /^crypto\.(?<hash>MD5|SHA1)$/.exec(pathOf(source, value))?.groups?.['hash'],
    )
    return hash.find((one) => one !== undefined)
  }
  if (/^(?:md5|sha1)$/i.test(name)) return args.length === 0 ? undefined : name.toUpperCase()
  const named = /^crypto\.(?<hash>MD[45]|SHA1)\.New$/.exec(path)?.groups?.['hash']
  return named ?? weakPackage.exec(path)?.groups?.['hash']?.toUpperCase()
}
