import type { Node } from 'web-tree-sitter'
import { type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { judgeComparison } from '../judge-comparison.ts'
import { papersFor } from '../papers.ts'

export const timingAttack: CodeRule = {
  ...papersFor(
    'java',
    'timing-attack',
    'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/security/MessageDigest.html#isEqual(byte%5B%5D,byte%5B%5D)',
    'read',
  ),
  query: {
    literals: [
      'ignature',
      'hmac',
      'Hmac',
      'Token',
      'Secret',
      'secret',
      'Mac.getInstance',
      'apiKey',
      'assword',
      'ApiKey',
    ],
    calls: ['equals', 'equalsIgnoreCase'],
  },
  judge: ({ source, node, path, args }) => {
    const values = args.map(({ value }) => value)
    if (
      /^(?:Arrays|Objects|StringUtils|StrUtil)\./.test(path) ||
      /\b(?:Arrays|Objects|StringUtils)\.equals$/.test(path)
    )
      return withFix(source, node, path, judgeComparison(source, values))
    // A function of somebody's own that compares two things may well take its time.
    if (values.length !== 1) return undefined
    const object = node.childForFieldName('object')
    return object === null ? undefined : judgeComparison(source, [object, ...values])
  },
  matches: [
    `class A { boolean f(HttpServletRequest request) { return request.getParameter("password").equals(expectedPassword); } }`,
    `class A { boolean f(HttpServletRequest request) { return request.getHeader("signature").equals(expectedSignature); } }`,
    `class A { boolean f(byte[] body) throws Exception { Mac mac = Mac.getInstance("HmacSHA256"); byte[] expectedMac = mac.doFinal(body); return Arrays.equals(expectedMac, signature); } }`,
  ],
  misses: [
    `class A { boolean f(Form form) { return form.getPassword().equals(form.getConfirmPassword()); } }`,
    `class A { boolean f() { return MessageDigest.isEqual(expected, signature); } }`,
    `class A { boolean f(String token) { return token.equals("none"); } }`,
    `class A { boolean f() { return PasswordUtils.equals(encodedPassword, userPassword); } }`,
    `class A { boolean f() { return !TokenFormat.SELF_CONTAINED.equals(client.getTokenFormat()); } }`,
    `class A { boolean f(Token token) { return token.getType().equals(other.getType()); } }`,
  ],
}

/** What a Mac gives is bytes, which `MessageDigest` compares too. */
function withFix(
  source: Source,
  call: Node,
  path: string,
  verdict: CodeVerdict | undefined,
): CodeVerdict | undefined {
  const object = call.childForFieldName('object')
  const name = call.childForFieldName('name')
  const isBytes = verdict?.note === 'a keyed hash is compared' && /\bArrays\.equals$/.test(path)
  if (!isBytes || object === null || name === null || /\bgetBytes\(/.test(textOf(source, call)))
    return verdict
  const known = source.imports.get('MessageDigest') === 'java.security.MessageDigest'
  const text = `${known ? '' : 'java.security.'}MessageDigest.isEqual`
  return { ...verdict, edits: [{ start: object.startIndex, end: name.endIndex, text }] }
}
