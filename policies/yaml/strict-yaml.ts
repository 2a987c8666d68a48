import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml'
import type { Problem } from '../problem.ts'
import { type LinePlace, linePlaces } from './line-places.ts'
import { refuseRiskyYaml } from './refuse-risky-yaml.ts'

/** A path inside the document: keys of maps and indexes of lists. */
export type ValuePath = readonly PropertyKey[]

export interface StrictYaml {
  readonly ok: true
  /** Plain maps, lists, strings, numbers, booleans and null; dates stay strings. */
  readonly value: unknown
  /** Where a value stands; for a value that is missing, where the map stands that should hold it. */
  readonly placeOf: (path: ValuePath) => LinePlace
  /** Where a key of the map at `path` stands. */
  readonly placeOfKey: (path: ValuePath, key: string) => LinePlace
}

export type StrictYamlResult = StrictYaml | { readonly ok: false; readonly problems: readonly Problem[] }

/** Errors after the first few are mostly echoes of them. */
const mostSyntaxProblems = 10

/**
 * Reads one YAML 1.2 document and keeps the places of its values. Never throws, whatever the text. Duplicate keys, keys that
 * are not text, anchors, aliases, tags, directives and a second document are problems.
 * @param longest in UTF-16 units; a longer text is not looked at
 */
export function readStrictYaml(text: string, longest: number): StrictYamlResult {
  if (text.length > longest)
    return refused({ line: 1, column: 1, message: `The file is larger than ${longest} characters.` })
  const placeAt = linePlaces(text)
  const risky = refuseRiskyYaml(text)
  if (risky !== undefined) return refused({ ...placeAt(risky.offset), message: risky.message })

  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    strict: true,
    stringKeys: true,
    merge: false,
    resolveKnownTags: false,
    // Its own check compares every key with every other; duplicateKeys below takes linear time.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  })
  const broken = [...document.errors, ...document.warnings].slice(0, mostSyntaxProblems).map((error) => ({
    ...placeAt(error.pos[0]),
    message:
      error.code === 'MULTIPLE_DOCS'
        ? 'A second document begins here: write everything into one, without `---` in between.'
        : `This is not valid YAML: ${firstLine(error.message)}.`,
  }))
  const problems = broken.length > 0 ? broken : duplicateKeys(document, placeAt)
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: document.toJS({ maxAliasCount: 0 }),
    placeOf: (path) => placeAt(offsetOf(document.contents, path)),
    placeOfKey: (path, key) => placeAt(offsetOfKey(document.contents, path, key)),
  }
}

const refused = (problem: Problem): StrictYamlResult => ({ ok: false, problems: [problem] })

const firstLine = (message: string): string => (message.split('\n', 1)[0] ?? '').replace(/\.$/, '')

function duplicateKeys(document: Document, placeAt: (offset: number) => LinePlace): Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>()
      for (const pair of map.items) {
        const key = keyText(pair)
        if (seen.has(key))
          problems.push({
            ...placeAt(startOf(pair.key) ?? 0),
            message: `The key ${JSON.stringify(key)} stands here twice.`,
          })
        seen.add(key)
      }
    },
  })
  return problems.slice(0, mostSyntaxProblems)
}

/** Walks down as far as the path exists. */
function offsetOf(root: Node | null, path: ValuePath): number {
  let node: unknown = root
  let offset = startOf(root) ?? 0
  for (const step of path) {
    const next: unknown = isMap(node)
      ? pairOf(node.items, step)?.value
      : isSeq(node)
        ? node.items[Number(step)]
        : undefined
    if (next === undefined) return offset
    // A value that is not written (`key:`) has no place of its own worth showing; its key has.
    const key = isMap(node) ? pairOf(node.items, step)?.key : undefined
    offset = (isScalar(next) && next.value === null ? startOf(key) : startOf(next)) ?? startOf(key) ?? offset
    node = next
  }
  return offset
}

function offsetOfKey(root: Node | null, path: ValuePath, key: string): number {
  let node: unknown = root
  for (const step of path)
    node = isMap(node) ? pairOf(node.items, step)?.value : isSeq(node) ? node.items[Number(step)] : undefined
  const pair = isMap(node) ? pairOf(node.items, key) : undefined
  return startOf(pair?.key) ?? offsetOf(root, path)
}

function pairOf(items: readonly unknown[], key: PropertyKey): Pair | undefined {
  return items.filter((item) => isPair(item)).find((pair) => keyText(pair) === String(key))
}

const keyText = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : String(pair.key))

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined
}
