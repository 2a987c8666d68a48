import type { CodeRule } from '../code-rule.ts'
import { judgeComparison } from '../judge-comparison.ts'
import { papersFor } from '../papers.ts'

export const timingAttack: CodeRule = {
  ...papersFor('go', 'timing-attack', 'https://pkg.go.dev/crypto/subtle#ConstantTimeCompare'),
  query: {
    calls: ['Equal', 'Compare'],
    comparisons: ['ignature', 'hmac', 'oken', 'ecret', 'assword', 'APIKey', 'apiKey', 'TOKEN', 'SECRET'],
  },
  judge: ({ source, how, node, path, args }) => {
    if (how === 'call')
      return /^bytes\.(?:Equal|Compare)$/.test(path)
        ? judgeComparison(
            source,
            args.map(({ value }) => value),
          )
        : undefined
    const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
    return left === null || right === null ? undefined : judgeComparison(source, [left, right])
  },
  matches: [
    `package a
import ("bytes"; "crypto/hmac"; "crypto/sha256")
func f(key, body, given []byte) bool {
  m := hmac.New(sha256.New, key)
  expectedMAC := m.Sum(nil)
  return bytes.Equal(expectedMAC, signature)
}`,
    `package a
func f(r *http.Request) bool { return r.Header.Get("signature") == expectedSignature }`,
  ],
  misses: [
    `package a
import "crypto/hmac"
func f() bool { return hmac.Equal(expectedMAC, signature) }`,
    `package a
func f(token string) bool { return token == "" }`,
    `package a
func f(err error) bool { return err != crypto.ErrSecretKeyMismatch }`,
    `package a
func f() bool { return secretNamespace != ingress.Namespace }`,
    `package a
func f(p *parser) bool { return p.token == other.token }`,
  ],
}
