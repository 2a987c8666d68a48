import type { Reading } from './document.ts'
import { readYaml } from './read-yaml.ts'

/**
 * Reads strict JSON: a comment or a trailing comma is an error, as in Claude Code's settings files.
 * (https://code.claude.com/docs/en/settings#edit-a-settings-file, read.)
 * @param text the file's text; a byte order mark is allowed
 */
export function readJson(text: string): Reading {
  // JSON is YAML as well, so the YAML reader gives the positions; it takes more than JSON, so JSON.parse has the first word.
  const reading = readYaml(text)
  try {
    JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text)
    return reading
  } catch {
    return { ok: false, problem: 'it is not valid JSON', place: reading.ok ? null : reading.place }
  }
}
