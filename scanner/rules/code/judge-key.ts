import type { Node } from 'web-tree-sitter'
import { argumentsOf, pathOf, type Source, textOf } from '../../syntax/source.ts'
import { followName } from '../../syntax/values.ts'
import type { CodeVerdict } from './code-rule.ts'
import { fixedBytes } from './fixed-bytes.ts'

/** What is no secret: public keys and certificates, names of files, what a template fills in, and words that say "none". */
const noSecret = /BEGIN (?:PUBLIC|CERT|RSA PUBLIC)|\.(?:pem|pub|key|crt)["']|^["'](?:\$\{|\{\{|<|%)/
/** Calls that read a setting, and give their second argument where there is none. */
const settings = /^(?:ENV\.fetch|env|config|getenv|Env\.get|Config\.get)$/

/**
 * A key or salt that a call or setting of Ruby or PHP is given: a weakness where it is written in the code, or falls back to what is
 * written there.
 * @param what what it is, for people: `the salt`
 */
export function judgeKey(source: Source, given: Node | undefined, what: string): CodeVerdict | undefined {
  if (given === undefined) return undefined
  const node = followName(source, given)
  const gravity = what === 'the salt' ? { severity: 'medium' as const } : {}
  if (fixedBytes(source, given) !== undefined)
    return noSecret.test(textOf(source, node).slice(0, 200))
      ? undefined
      : { ...gravity, note: `${what} is a text in the code` }
  const fallback = fallbackOf(source, node)
  return fallback !== null && fixedBytes(source, fallback) !== undefined
    ? { severity: 'medium', note: `${what} is a text in the code where none is configured` }
    : undefined
}

/** `ENV['KEY'] || 'text'`, `getenv('KEY') ?: 'text'`, `env('KEY', 'text')` */
function fallbackOf(source: Source, node: Node): Node | null {
  if (node.type === 'conditional_expression')
    return node.childForFieldName('body') === null ? node.childForFieldName('alternative') : null
  if (/^binary(?:_expression)?$/.test(node.type))
    return /^(?:\|\||\?\?|or)$/.test(node.childForFieldName('operator')?.type ?? '')
      ? node.childForFieldName('right')
      : null
  if (!settings.test(pathOf(source, node).replace(/\(\)$/, ''))) return null
  const [, fallback] = argumentsOf(source, node)
  return fallback?.name === undefined ? (fallback?.value ?? null) : null
}
