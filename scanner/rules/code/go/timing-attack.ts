import type { CodeRule } from '../code-rule.ts'
import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { calleePath, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeVerdict } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { judgeComparison } from '../judge-comparison.ts'
import { papersFor } from '../papers.ts'

export const timingAttack: CodeRule = {
  ...papersFor('go', 'timing-attack', 'https://pkg.go.dev/crypto/subtle#ConstantTimeCompare', 'read'),
  query: {
    calls: ['Equal', 'Compare', 'DeepEqual', 'EqualFold'],
    comparisons: ['ignature', 'hmac', 'oken', 'ecret', 'assword', 'APIKey', 'apiKey', 'TOKEN', 'SECRET'],
  },
  judge: ({ source, how, node, path, args }) => {
    if (how === 'call') {
      if (!/^(?:bytes\.(?:Equal|Compare)|reflect\.DeepEqual|strings\.(?:Compare|EqualFold))$/.test(path))
        return undefined
      const verdict = judgeComparison(
        source,
        args.map(({ value }) => value),
      )
      return verdict && { ...verdict, ...fixOfCall(source, node) }
    }
    const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
    if (left === null || right === null) return undefined
    const verdict = judgeComparison(source, [left, right])
    return verdict && { ...verdict, ...fixOfOperator(source, node, left, right) }
  },
  matches: [
    `package a
import ("crypto/hmac"; "crypto/sha256"; "reflect")
func f(key, body, given []byte) bool { m := hmac.New(sha256.New, key); m.Write(body); return reflect.DeepEqual(m.Sum(nil), given) }`,
    `package a
import ("bytes"; "crypto/hmac"; "crypto/sha256")
func f(key, body, given []byte) bool {
  m := hmac.New(sha256.New, key)
  expectedMAC := m.Sum(nil)
  return bytes.Equal(expectedMAC, signature)
}`,
    `package a
func f(r *http.Request) bool { return r.Header.Get("signature") == expectedSignature }`,
    `package a
import ("crypto/hmac"; "crypto/sha256"; "encoding/hex")
func f(key, body []byte, given string) bool {
  m := hmac.New(sha256.New, key)
  m.Write(body)
  signature := hex.EncodeToString(m.Sum(nil))
  return signature != given
}`,
    `package a
import ("bytes"; "crypto/hmac"; "crypto/sha256")
func f(key, body, given []byte) bool {
  m := hmac.New(sha256.New, key)
  signature := m.Sum(nil)
  return !bytes.HasPrefix(given, body) && bytes.Equal(signature, givenSignature)
}`,
  ],
  misses: [
    `package a
import "reflect"
func f(a, b Settings) bool { return reflect.DeepEqual(a, b) }`,
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

const hasHmac = (source: Source): boolean => source.imports.get('hmac') === 'crypto/hmac'

/** An import that nothing uses any more would not compile. */
function fixOfCall(source: Source, call: Node): Pick<CodeVerdict, 'edits'> {
  const callee = call.childForFieldName('function')
  const isUsed = (source.text.match(/\bbytes\.\w/g) ?? []).length > 1
  return callee !== null && textOf(source, callee) === 'bytes.Equal' && isUsed && hasHmac(source)
    ? { edits: [replacing(callee, 'hmac.Equal')] }
    : {}
}

/** Of texts; that they are some is only sure where one was made by an encoder. */
function fixOfOperator(source: Source, node: Node, left: Node, right: Node): Pick<CodeVerdict, 'edits'> {
  const isText = [left, right].some((side) =>
    possibleValues(source, side).some((one) => /\bEncodeToString$/.test(calleePath(source, one))),
  )
  if (!isText || !hasHmac(source)) return {}
  const not = node.childForFieldName('operator')?.type === '!=' ? '!' : ''
  const call = `${not}hmac.Equal([]byte(${textOf(source, left)}), []byte(${textOf(source, right)}))`
  return { edits: [replacing(node, call)] }
}
