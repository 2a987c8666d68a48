import type { Node } from 'web-tree-sitter'
import { enclosing, functionName, type Source, textOf } from '../../syntax/source.ts'
import { wordsOf } from '../../syntax/words.ts'
import type { CodeVerdict } from './code-rule.ts'

/** What a condition speaks of that lets whoever runs the program choose; `tls` alone does not, it is about whether there is TLS. */
const choice =
  /insecure|unsafe|skip_?\w*(?:verif|check|valid|cert|ssl|tls|host)|(?:no|dont|disable)_?\w*(?:verif|valid|check|cert)|verif|validat|\bsecure\b|self_?(?:sign|cert)|trust_?(?:all|\w*cert)|known_?hosts|(?:ignore|allow|accept)_?\w*(?:cert|ssl|tls|self|invalid|any|all|unverified|host)|strict|legacy|compat|debug|\bdev\b|development|production|node_env|localhost|\bisdev|\blocal\b/i
const branching =
  /^(?:if_statement|elif_clause|ternary_expression|conditional_expression|expression_case|switch_case)$/
const deepest = 40

/**
 * What becomes of a check that is turned off: nothing is said where somebody has to ask for it (`if (options.insecure)`), and it is
 * a note where the function says what it is for (`newInsecureClient`).
 */
export function unlessAskedFor(source: Source, node: Node, verdict: CodeVerdict): CodeVerdict | undefined {
  if (isInChoice(source, node)) return undefined
  const around = enclosing(node, source.dialect.functions)
  const words = around === null ? [] : wordsOf(functionName(source, around))
  return words.some((word) => /^(?:insecure|unsafe|unverified|insecurely)$/.test(word))
    ? { ...verdict, severity: 'low', confidence: 'low' }
    : verdict
}

/** `if (x) config.check = all; else config.check = known`: the other branch sets the same thing. */
function isSetOtherwise(source: Source, branching: Node, taken: Node, node: Node): boolean {
  const other = ['consequence', 'alternative']
    .map((field) => branching.childForFieldName(field))
    .find((one) => one !== null && one.id !== taken.id)
  let assignment: Node | null = node
  while (assignment !== null && assignment.id !== taken.id && assignment.childForFieldName('left') === null)
    assignment = assignment.parent
  const target = assignment?.childForFieldName('left')
  return other != null && target != null && textOf(source, other).includes(textOf(source, target))
}

function isInChoice(source: Source, node: Node): boolean {
  let current = node
  for (let depth = 0; depth < deepest; depth += 1) {
    const { parent } = current
    if (parent === null || source.dialect.functions.has(parent.type)) return false
    if (branching.test(parent.type)) {
      const condition =
        parent.childForFieldName('condition') ??
        parent.namedChild(parent.type === 'conditional_expression' ? 1 : 0)
      // Go may set what it looks at right there.
      const said = [parent.childForFieldName('initializer'), condition].filter((one) => one !== null)
      if (
        said.every((one) => one.id !== current.id) &&
        said.some((one) => choice.test(textOf(source, one).slice(0, 300)))
      )
        return true
      if (isSetOtherwise(source, parent, current, node)) return true
    }
    current = parent
  }
  return false
}
