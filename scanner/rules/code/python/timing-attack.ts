import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { calleePath, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { judgeComparison } from '../judge-comparison.ts'
import { papersFor } from '../papers.ts'

export const timingAttack: CodeRule = {
  ...papersFor(
    'python',
    'timing-attack',
    'https://docs.python.org/3/library/hmac.html#hmac.compare_digest',
    'read',
  ),
  query: {
    comparisons: ['ignature', 'hmac', 'oken', 'ecret', 'assword', 'api_key', 'API_KEY', 'TOKEN', 'SECRET'],
  },
  judge: ({ source, node }) => {
    const isEquality = node.children.some((one) => one?.type === '==' || one?.type === '!=')
    const sides = node.namedChildren.filter((one) => one !== null)
    const verdict = isEquality && sides.length === 2 ? judgeComparison(source, sides) : undefined
    return verdict && { ...verdict, ...fixOf(source, node, sides) }
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

/**
 * Where one side is the text of a digest: the other may be anything that a request brings, also nothing, and
 * `compare_digest` takes only texts of ASCII.
 */
function fixOf(source: Source, node: Node, sides: readonly Node[]): Pick<CodeVerdict, 'edits'> {
  const isText = (side: Node): boolean =>
    possibleValues(source, side).every((one) => calleePath(source, one).endsWith('.hexdigest'))
  const digest = sides.find(isText)
  const other = sides.find((side) => side !== digest)
  if (digest === undefined || other === undefined || !/^import hmac\b|^import .*, hmac\b/m.test(source.text))
    return {}
  const call = `hmac.compare_digest(${textOf(source, digest)}.encode(), str(${textOf(source, other)}).encode())`
  const isUnequal = node.children.some((one) => one?.type === '!=')
  const isAlone =
    /^(?:if_statement|elif_clause|while_statement|return_statement|assignment|parenthesized_expression)$/
  const text = isUnequal ? (isAlone.test(node.parent?.type ?? '') ? `not ${call}` : `(not ${call})`) : call
  return { edits: [replacing(node, text)] }
}
