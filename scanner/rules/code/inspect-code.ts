import { Buffer } from 'node:buffer'
import type { Node } from 'web-tree-sitter'
import type { Inspection, Place, TextEdit } from '../../engine/inspection.ts'
import { grammarOf, languageOf } from '../../syntax/language.ts'
import type { Parsed, ParseProblem } from '../../syntax/parse.ts'
import { enclosing, functionName, textOf } from '../../syntax/source.ts'
import type { CodeEdit } from './code-rule.ts'
import { calmAmongTests } from './calm-among-tests.ts'
import { deliveryKindOf, inspectDelivery } from './delivery/inspect-delivery.ts'
import { maskStrings } from './mask-strings.ts'
import { findWeaknesses, rulesFor, type Weakness } from './find-weaknesses.ts'
import { codeRulesOf } from './index.ts'

/** What the rules about code say of one file, and what of it they could not look at. */
export interface CodeInspection {
  readonly inspections: readonly Inspection[]
  readonly problem?: ParseProblem
}

const nothing: CodeInspection = { inspections: [] }
/** One file of a hostile repository must not fill a report. */
const mostOfOneFile = 500
const excerptLength = 160

/** Whether a file of that name is code that rules read. */
export const isCode = (path: string): boolean =>
  grammarOf(path) !== undefined || deliveryKindOf(path) !== null

/**
 * Looks for weaknesses in one file of code. Only a file that holds a rule's literal is parsed.
 * @param bytes UTF-8, the whole file
 * @param owner whose repository it is in, where that is known
 * @returns nothing where the file is no code
 */
export function inspectCode(path: string, bytes: Uint8Array, owner?: string): CodeInspection {
  const grammar = grammarOf(path)
  if (grammar === undefined) return deliveryKindOf(path) === null ? nothing : inDelivery(path, bytes, owner)
  const rules = codeRulesOf(languageOf(grammar))
  const active = rulesFor(rules, bytes)
  if (active.size === 0) return nothing
  const text = decode(bytes)
  const use = (weaknesses: readonly Weakness[], parsed: Parsed): CodeInspection => ({
    inspections: inspectionsOf(weaknesses.slice(0, mostOfOneFile), parsed),
    ...(weaknesses.length > mostOfOneFile && { problem: tooMany }),
  })
  const result = findWeaknesses(rules, grammar, text, path, use, active)
  return 'code' in result ? { inspections: [], problem: result } : result
}

const decode = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')

/** Workflows and Dockerfiles, which no grammar is needed for. */
function inDelivery(path: string, bytes: Uint8Array, owner: string | undefined): CodeInspection {
  const found = inspectDelivery(path, decode(bytes), owner) ?? []
  return {
    inspections: found.slice(0, mostOfOneFile),
    ...(found.length > mostOfOneFile && { problem: tooMany }),
  }
}

const tooMany = {
  code: 'too-many-findings',
  reason: `Only the first ${mostOfOneFile} weaknesses in it are kept.`,
}

/** What is said of a file that is too large to come whole. */
export const tooLargeToParse = {
  code: 'code-too-large',
  reason: 'It is too large to be read as code (more than 1 MB).',
}

function inspectionsOf(weaknesses: readonly Weakness[], { source }: Parsed): readonly Inspection[] {
  const seen = new Map<string, number>()
  const lineAt = lineFinder(source.text)
  return weaknesses.map(({ rule, node, verdict, followed }): Inspection => {
    const text = maskStrings(textOf(source, node).slice(0, 2000)).replaceAll(/\s+/g, ' ')
    const around = enclosing(node.parent, source.dialect.functions)
    // The same line twice in a function is two findings, wherever the function moves to.
    const key = `${rule.id}\0${around === null ? '' : functionName(source, around)}\0${text}`
    const earlier = seen.get(key) ?? 0
    seen.set(key, earlier + 1)
    const comesBy = linesElsewhere(followed.map(lineAt), placeOf(node))
    return {
      rule,
      place: placeOf(node),
      ...calmAmongTests(source.path, {
        severity: verdict.severity ?? rule.severity,
        confidence: verdict.confidence ?? rule.confidence,
      }),
      ...(verdict.note === undefined ? {} : { note: verdict.note }),
      ...(comesBy.length > 0 && { comesBy }),
      ...(verdict.edits && { edits: textEdits(source.text, verdict.edits) }),
      identity: `${key}\0${earlier}`,
      excerpt: text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text,
    }
  })
}

const placeOf = ({ startPosition, endPosition }: Node): Place => ({
  line: startPosition.row + 1,
  column: startPosition.column + 1,
  endLine: endPosition.row + 1,
  endColumn: endPosition.column + 1,
})

/** What comes a longer way is not told. */
const mostLines = 40

const linesElsewhere = (lines: readonly number[], { line, endLine }: Place): readonly number[] =>
  [...new Set(lines)].filter((one) => one < line || one > endLine).slice(0, mostLines)

/** Tells the line of an offset, 1-based. The text is read once, and only where it is asked for. */
function lineFinder(text: string): (offset: number) => number {
  let ends: readonly number[] | undefined
  return (offset) => {
    ends ??= [...text.matchAll(/\n/g)].map(({ index }) => index)
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (ends[middle]! < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}

/** Offsets as places, which mean the same to every reader. */
const textEdits = (text: string, edits: readonly CodeEdit[]): readonly TextEdit[] =>
  edits
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end, text: inserted }) => {
      const [from, to] = [positionAt(text, start), positionAt(text, end)]
      return { ...from, endLine: to.line, endColumn: to.column, text: inserted }
    })

function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}
