import type { Document, Reading } from './document.ts'
import { placesOf } from './places.ts'
import { readYaml } from './read-yaml.ts'

/**
 * Reads the YAML between the two `---` lines at the start of a Markdown file; places are those of the whole file.
 * @returns null where the file has no frontmatter
 */
export function readFrontmatter(text: string): Reading | null {
  const opening = /^\uFEFF?---[ \t]*\r?\n/.exec(text)
  if (!opening) return null
  const closing = /^---[ \t]*\r?$/m
  const rest = text.slice(opening[0].length)
  const end = closing.exec(rest)
  if (!end) return null
  // Spaces keep every offset the same as in the file.
  const padded = opening[0].replace(/[^\r\n]/g, ' ') + rest.slice(0, end.index)
  const reading = readYaml(padded)
  if (!reading.ok) return reading
  const document: Document = { text, root: reading.document.root, place: placesOf(text) }
  return { ok: true, document }
}
