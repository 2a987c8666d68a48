import { type Condition, parseCondition } from './conditions.ts'

/** A `${{ … }}` in a text: its inside, and where the whole of it starts. */
export interface Expression {
  readonly inside: string
  readonly whole: string
  readonly at: number
}

/** The expressions of a text, in order. An unclosed one is left out: GitHub refuses it. */
export function expressionsIn(text: string): readonly Expression[] {
  const found: Expression[] = []
  let at = text.indexOf('${{')
  while (at !== -1) {
    const end = text.indexOf('}}', at)
    if (end === -1) break
    found.push({ inside: text.slice(at + 3, end).trim(), whole: text.slice(at, end + 2), at })
    at = text.indexOf('${{', end + 2)
  }
  return found
}

/**
 * Values that anybody who can open an issue or a pull request chooses freely.
 * (https://docs.github.com/en/actions/concepts/security/script-injections, read; the list is the one GitHub's security
 * lab names.)
 */
const freeText: readonly RegExp[] = [
  /\bgithub\.event\.(?:issue|pull_request|discussion)\.(?:title|body)\b/i,
  /\bgithub\.event\.(?:comment|review|review_comment)\.body\b/i,
  /\bgithub\.event\.pages\b.{0,20}\bpage_name\b/i,
  /\bgithub\.event\.(?:commits\b.{0,20}|head_commit)\.(?:message|author\.(?:email|name))\b/i,
  /\bgithub\.event\.pull_request\.head\.(?:ref|label|repo\.default_branch)\b/i,
  /\bgithub\.head_ref\b/i,
  /\bgithub\.event\.workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|author\.(?:email|name)))\b/i,
  /\bgithub\.event\.changes\b/i,
  // The whole event or a whole comment, as text.
  /\btojson\(\s*github\.event(?:\.(?:issue|pull_request|discussion|comment|review))?\s*\)/i,
]

/** The part of an expression that an outsider chooses; null where there is none, or where it only decides which of others it is. */
export function freeTextIn(inside: string): string | null {
  const texts = outcomesOf(inside)
  for (const pattern of freeText) {
    for (const text of texts) {
      const found = pattern.exec(text)
      if (found) return found[0]
    }
  }
  return null
}

/**
 * The values that an expression may come to, in lower case: `github.head_ref` and `github.ref_name` of
 * `github.head_ref || github.ref_name`. What can't be read is one value as it stands.
 */
export function outcomesOf(inside: string): readonly string[] {
  const tree = parseCondition(inside)
  return tree === null ? [inside] : outcomes(tree)
}

/** Functions that say yes or no, or give a hash, whatever the text is. */
const withoutText = new Set([
  'contains',
  'startswith',
  'endswith',
  'hashfiles',
  'success',
  'failure',
  'always',
  'cancelled',
])

function outcomes(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'or':
      return [...outcomes(condition.left), ...outcomes(condition.right)]
    // Where the left side counts, it is empty, zero or false.
    case 'and':
      return outcomes(condition.right)
    case 'call': {
      if (withoutText.has(condition.name)) return []
      const inner = condition.inputs.flatMap(outcomes)
      return condition.name === 'tojson' ? inner.map((one) => `tojson(${one})`) : inner
    }
    case 'name':
      return [condition.name.replaceAll(/\[([a-z_][\w-]*)\]/g, '.$1')]
    case 'not':
    case 'compare':
    case 'text':
    default:
      return []
  }
}

/** The name in `secrets.NAME`; null where the expression names none. */
export function secretIn(inside: string): string | null {
  const found = /\bsecrets\s*(?:\.\s*([A-Za-z_]\w*)|\[\s*'([A-Za-z_]\w*)'\s*\])/i.exec(inside)
  return found ? (found[1] ?? found[2] ?? null) : null
}

/** Every secret that a text names. */
export function secretsIn(text: string): readonly string[] {
  return expressionsIn(text)
    .map((expression) => secretIn(expression.inside))
    .filter((name) => name !== null)
}
