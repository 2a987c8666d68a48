import type { CodeRule } from '../code-rule.ts'
import { judgeComparison } from '../judge-comparison.ts'
import { papersFor } from '../papers.ts'

export const timingAttack: CodeRule = {
  ...papersFor('python', 'timing-attack', 'https://docs.python.org/3/library/hmac.html#hmac.compare_digest'),
  query: {
    comparisons: ['ignature', 'hmac', 'oken', 'ecret', 'assword', 'api_key', 'API_KEY', 'TOKEN', 'SECRET'],
  },
  judge: ({ source, node }) => {
    const isEquality = node.children.some((one) => one?.type === '==' || one?.type === '!=')
    const sides = node.namedChildren.filter((one) => one !== null)
    return isEquality && sides.length === 2 ? judgeComparison(source, sides) : undefined
  },
  matches: [
    `import hmac\nexpected = hmac.new(key, body, 'sha256').hexdigest()\nif expected != request.headers['X-Signature']:\n    abort(403)`,
    `if request.headers.get('signature') == expected_signature:\n    accept()`,
    `if request.args['token'] == settings.API_TOKEN:\n    accept()`,
  ],
  misses: [
    `if password != password_confirmation:\n    raise ValueError`,
    `if token is None:\n    return`,
    `if token.type == other.type:\n    merge()`,
    `if signature == 'none':\n    return`,
    `import hmac\nhmac.compare_digest(expected, given)`,
  ],
}
