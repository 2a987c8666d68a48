import type { Document, DocumentNode, Entry, Reading } from './document.ts'
import { placesOf } from './places.ts'
import { readYaml } from './read-yaml.ts'

/**
 * Reads the YAML between the two `---` lines at the start of a Markdown file; places are those of the whole file.
 * @returns null where the file has no frontmatter
 */
export function readFrontmatter(text: string): Reading | null {
  const padded = frontmatterOf(text)
  if (padded === null) return null
  const reading = readYaml(padded)
  return reading.ok ? { ok: true, document: documentOf(text, reading.document.root) } : reading
}

/**
 * The same for files of agents, commands and skills, whose descriptions are often no YAML (`Use it when: …` without quotes)
 * and are read all the same. Each top-level key is read by itself; one whose value is no YAML is a text.
 * @returns a failed reading where a key of `strict` has a value that can't be read
 */
export function readLooseFrontmatter(text: string, strict: ReadonlySet<string>): Reading | null {
  const whole = readFrontmatter(text)
  const padded = frontmatterOf(text)
  if (whole === null || whole.ok || padded === null || padded.length > longestLoose) return whole
  const entries: Entry[] = []
  for (const block of padded.matchAll(topLevelKey)) {
    const [source, key = '', value = ''] = block
    const start = block.index + source.length - value.length
    const reading = readYaml(source)
    if (!reading.ok && strict.has(key)) return whole
    const found =
      reading.ok && reading.document.root.kind === 'map' ? reading.document.root.entries[0]?.value : undefined
    const keyRange = { start: block.index, end: block.index + key.length }
    entries.push({ key, keyRange, value: found ? moved(found, block.index) : rawText(value, start) })
  }
  return { ok: true, document: documentOf(text, { kind: 'map', start: 0, end: padded.length, entries }) }
}

/** Reading key by key costs more; nobody writes this much frontmatter. In UTF-16 units. */
const longestLoose = 64 * 1024

/** A key at the start of a line, and everything up to the next one. */
const topLevelKey = /^([A-Za-z][\w-]*):((?:[^\n]*)(?:\n(?![A-Za-z][\w-]*:)[^\n]*)*)/gm

const rawText = (value: string, start: number): DocumentNode => {
  const text = value.trim()
  const from = start + value.indexOf(text)
  return { kind: 'scalar', value: text, text, start: from, end: from + text.length }
}

/** The same tree, further on in the text. */
function moved(node: DocumentNode, by: number): DocumentNode {
  const range = { start: node.start + by, end: node.end + by }
  if (node.kind === 'scalar') return { ...node, ...range }
  if (node.kind === 'list') return { ...node, ...range, items: node.items.map((item) => moved(item, by)) }
  const entries = node.entries.map(({ key, keyRange, value }) => ({
    key,
    keyRange: { start: keyRange.start + by, end: keyRange.end + by },
    value: moved(value, by),
  }))
  return { ...node, ...range, entries }
}

/** The frontmatter with spaces for what is before it, which keep every offset the same as in the file. */
function frontmatterOf(text: string): string | null {
  const opening = /^\uFEFF?---[ \t]*\r?\n/.exec(text)
  if (!opening) return null
  const rest = text.slice(opening[0].length)
  const end = /^---[ \t]*\r?$/m.exec(rest)
  return end && opening[0].replace(/[^\r\n]/g, ' ') + rest.slice(0, end.index)
}

const documentOf = (text: string, root: DocumentNode): Document => ({ text, root, place: placesOf(text) })
