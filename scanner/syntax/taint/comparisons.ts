import type { Node } from 'web-tree-sitter'
import { argumentsOf, calleePath, type Source, textOf } from '../source.ts'
import { definitionsOf } from './definitions.ts'

/**
 * `if _, ok := allowed[x]; !ok { return }`, `if (!allowed[x]) return`: whether it is a key of what is known. Who finds it in a cache and
 * leaves has let nothing through.
 */
export function isLookedUp(
  source: Source,
  condition: Node,
  text: string,
  use: Node,
  where: 'holds' | 'fails',
): boolean {
  if ((where === 'fails') !== /^\(?\s*!/.test(text) || /&&|\|\|/.test(text)) return false
  const wanted = textOf(source, use).replaceAll(/\W/g, String.raw`\$&`)
  const lookup = new RegExp(String.raw`^!?[\w$.]+\[\s*${wanted}\s*\]$`)
  if (lookup.test(text.replace(/^\((?<inner>.*)\)$/, '$<inner>').trim())) return true
  return (
    source.dialect.language === 'go' &&
    namesIn(source, condition).some((name) =>
      definitionsOf(source, name).some(
        ({ value }) => value !== null && lookup.test(textOf(source, value).slice(0, 200)),
      ),
    )
  )
}

/**
 * Whether all that is asked of an address is how it begins, and any host may follow: `x.startsWith('https://')`,
 * `x.startsWith('https://example.com')`, which `https://example.com.evil.example` does, too.
 */
export function leavesHost(text: string, where: 'holds' | 'fails'): boolean {
  const asked =
    /^\(?\s*(?<not>!|not\s)?\s*\(?[\w$.]+\.(?:startsWith|startswith|HasPrefix)\(\s*(?:[\w$.]+\s*,\s*)?(?<quote>['"`])(?<beginning>[^'"`]*)\k<quote>\s*\)\s*\)*$/.exec(
      text,
    )?.groups
  if (asked === undefined || (where === 'holds') !== (asked['not'] === undefined)) return false
  return /^(?:https?(?::\/{0,2}(?:[\w-]+\.)*[\w-]*)?|\/\/[\w.-]*)$/i.test(asked['beginning']!)
}

/** `url` of `URL url = new URL(location)`: whoever has looked at the one has looked at the other. */
export function madeOf(source: Source, use: Node): string | undefined {
  if (!source.dialect.names.has(use.type)) return undefined
  const [definition, ...others] = definitionsOf(source, use).filter(
    ({ how }) => how !== 'added' && how !== 'filled',
  )
  const call = definition?.how === 'assigned' && others.length === 0 ? definition.value : null
  if (call === null || !source.dialect.calls.has(call.type)) return undefined
  const [given, ...more] = argumentsOf(source, call)
  const name = given === undefined || more.length > 0 ? '' : textOf(source, given.value)
  return /^\w{1,60}$/.test(name) &&
    /(?:^|\.)(?:URL|URI|create|File|Path|of|parse|Parse|urlparse)$/.test(calleePath(source, call))
    ? name
    : undefined
}

/** The names in an expression, a few. */
export function namesIn(source: Source, node: Node): readonly Node[] {
  const found: Node[] = []
  const visit = (one: Node, depth: number): void => {
    if (depth > 8 || found.length >= 6) return
    if (source.dialect.names.has(one.type)) found.push(one)
    for (const child of one.namedChildren) if (child) visit(child, depth + 1)
  }
  visit(node, 0)
  return found
}
