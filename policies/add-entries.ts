import { isMap, isSeq, parseDocument, stringify, type YAMLSeq } from 'yaml'
import type { AllowlistEntry } from './allowlist.ts'
import type { Problem } from './problem.ts'
import { readAllowlist } from './read-allowlist.ts'

/** An entry as it is to be written. */
export type NewEntry = Omit<AllowlistEntry, 'source' | 'line'> & {
  /** Stands above the entry, for people: where it was asked for. */
  readonly about?: string
}

export type AddEntriesResult =
  | {
      readonly ok: true
      readonly text: string
      /** Without those that were there already. */
      readonly added: readonly NewEntry[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Writes entries at the end of an allowlist. Everything else stays as it is, comments and the way it is written among it, so that two
 * who add something differ in these lines alone. Pure; what is made is read again before it is handed out.
 * @param text undefined: there is no allowlist yet
 */
export function addEntries(text: string | undefined, wanted: readonly NewEntry[]): AddEntriesResult {
  const before = text === undefined || text.trim() === '' ? 'version: 1\nentries: []\n' : text
  const known = readAllowlist(before)
  if (!known.ok) return known
  const added = wanted.filter((entry, index) => {
    const others = [...known.allowlist.entries, ...wanted.slice(0, index)]
    return !others.some((one) => saysAsMuch(one, entry))
  })
  if (added.length === 0) return { ok: true, text: before, added }
  const written = insert(before, added)
  const read = readAllowlist(written)
  if (!read.ok) return read
  if (read.allowlist.entries.length !== known.allowlist.entries.length + added.length)
    throw new Error('Adding entries to an allowlist changed others.')
  return { ok: true, text: written, added }
}

/** Whether an entry makes another one needless. */
export const saysAsMuch = (one: NewEntry, other: NewEntry): boolean =>
  one.fingerprint === other.fingerprint &&
  one.rule === other.rule &&
  one.path === other.path &&
  one.verdict === other.verdict &&
  one.expires >= other.expires &&
  (one.rotated !== undefined || other.rotated === undefined)

function insert(text: string, entries: readonly NewEntry[]): string {
  const document = parseDocument(text)
  const root = document.contents
  const list = isMap(root) ? root.get('entries', true) : undefined
  if (!isMap(root) || !isSeq(list) || !list.range) throw new Error('An allowlist without entries was read.')
  if (list.flow !== true) return insertBlock(text, list, entries)
  return list.items.length === 0 && root.flow !== true
    ? replaceEmpty(text, list.range, entries)
    : insertFlow(text, list, entries)
}

const lineEnd = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')

function insertBlock(text: string, list: YAMLSeq, entries: readonly NewEntry[]): string {
  const eol = lineEnd(text)
  const start = list.range![0]
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1)
  const end = list.range![1]
  // A block of text ends with its line; everything else before it, with a comment perhaps.
  const isAtStart = text[end - 1] === '\n'
  const next = isAtStart ? end : text.indexOf('\n', end) + 1
  const at = next === 0 ? text.length : next
  const gap = at > 0 && text[at - 1] !== '\n' ? eol : ''
  return `${text.slice(0, at)}${gap}${blockOf(entries, indent, eol)}${text.slice(at)}`
}

function replaceEmpty(
  text: string,
  [start, end]: readonly [number, number, number],
  entries: readonly NewEntry[],
): string {
  const eol = lineEnd(text)
  const lines = blockOf(entries, 2, eol)
  const before = text.slice(0, start).trimEnd()
  const rest = text.slice(end)
  // What follows on the line is a comment about the list, or nothing.
  const ending = rest.startsWith(eol) ? rest.slice(eol.length) : rest
  const isComment = /^[ \t]*#/.test(ending)
  return isComment
    ? `${before}${ending.slice(0, ending.indexOf('\n') + 1 || ending.length)}${ending.includes('\n') ? '' : eol}${lines}${ending.includes('\n') ? ending.slice(ending.indexOf('\n') + 1) : ''}`
    : `${before}${eol}${lines}${ending}`
}

function insertFlow(text: string, list: YAMLSeq, entries: readonly NewEntry[]): string {
  const at = list.range![1] - 1
  const before = text.slice(0, at).trimEnd()
  const comma = list.items.length === 0 || before.endsWith(',') ? '' : ', '
  const written = entries.map((entry) => JSON.stringify(fieldsOf(entry))).join(', ')
  return `${before}${comma}${written}${text.slice(at)}`
}

/** In the order in which people read them. */
function fieldsOf(entry: NewEntry): object {
  const { fingerprint, rule, path, verdict, reason, approver, expires, rotated } = entry
  return {
    ...(fingerprint !== undefined && { fingerprint }),
    ...(rule !== undefined && { rule }),
    ...(path !== undefined && { path }),
    verdict,
    reason,
    approver,
    expires,
    ...(rotated !== undefined && { rotated }),
  }
}

function blockOf(entries: readonly NewEntry[], indent: number, eol: string): string {
  const space = ' '.repeat(indent)
  return entries
    .flatMap((entry) => {
      const lines = stringify([fieldsOf(entry)], { lineWidth: 0, schema: 'core' })
        .trimEnd()
        .split('\n')
      const about = entry.about === undefined ? [] : [`# ${entry.about.replaceAll(/[\s\p{Cc}]+/gu, ' ')}`]
      return [...about, ...lines].map((line) => `${space}${line}${eol}`)
    })
    .join('')
}
