import { receiverOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { judgeComparison } from '../judge-comparison.ts'
import { papersFor } from '../papers.ts'

const words = [
  'ignature',
  'hmac',
  'Hmac',
  'oken',
  'ecret',
  'assword',
  'apiKey',
  'ApiKey',
  'API_KEY',
  'Mac.getInstance',
]

export const timingAttack: CodeRule = {
  ...papersFor(
    'kotlin',
    'timing-attack',
    'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/security/MessageDigest.html#isEqual(byte%5B%5D,byte%5B%5D)',
    'read',
  ),
  query: { literals: words, comparisons: words, calls: ['equals', 'contentEquals'] },
  judge: ({ source, how, node, path, args }) => {
    if (how === 'comparison') {
      const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
      return left === null || right === null ? undefined : judgeComparison(source, [left, right])
    }
    const values = args.filter((one) => one.name === undefined).map(({ value }) => value)
    if (/\b(?:Arrays|Objects|StringUtils)\.equals$/.test(path)) return judgeComparison(source, values)
    const object = receiverOf(source, node)
    return object === null || values[0] === undefined
      ? undefined
      : judgeComparison(source, [object, values[0]])
  },
  matches: [
    `fun f(request: HttpServletRequest) = request.getHeader("signature") == expectedSignature`,
    `fun f(body: ByteArray, signature: ByteArray): Boolean { val mac = Mac.getInstance("HmacSHA256"); val expectedMac = mac.doFinal(body); return expectedMac.contentEquals(signature) }`,
    `fun f(call: ApplicationCall) = call.request.headers["X-Api-Key"] == config.apiKey`,
    `fun f(password: String) = password == "letmein"`,
  ],
  misses: [
    `fun f() = MessageDigest.isEqual(expected, signature)`,
    `fun f(token: String?) = token == null`,
    `fun f(password: String, confirmPassword: String) = password == confirmPassword`,
    `fun f(token: Token) = token.type == other.type`,
    `fun f(format: TokenFormat) = format != TokenFormat.SELF_CONTAINED`,
  ],
}
