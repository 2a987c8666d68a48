import { gitignoreMatches } from '../rules/assistants/gitignore-pattern.ts'
import { withLines } from './text-file.ts'

/** A `.gitignore` and the folder that it is in, without `/` at the end. */
export interface IgnoreFile {
  readonly folder: string
  readonly text: string
}

/**
 * The root's `.gitignore` with what it takes to ignore some files and to keep others; the last line that matches counts, so lines are
 * added at the end.
 * @param before its text; null: there is none
 * @param kept files that are not to be ignored, such as templates
 * @returns null where nothing is to be added
 */
export function withIgnored(
  before: string | null,
  files: readonly string[],
  kept: readonly string[],
): string | null {
  const root = (text: string): readonly IgnoreFile[] => [{ folder: '', text }]
  const missing = files.filter((file) => !isIgnored(root(before ?? ''), file))
  const ignoring = withLines(before ?? '', [...new Set(missing.flatMap(linesFor))])
  const lost = kept.filter((file) => isIgnored(root(ignoring), file))
  const text = withLines(ignoring, [...new Set(lost.map((file) => `!${escaped(baseOf(file))}`))])
  return text === (before ?? '') ? null : text
}

/** Whether files at these paths would be ignored, by the last line that says something of each. */
export function isIgnored(ignoreFiles: readonly IgnoreFile[], path: string): boolean {
  let isOut = false
  // Those further down count more.
  for (const { folder, text } of ignoreFiles.toSorted(
    (one, other) => one.folder.length - other.folder.length,
  )) {
    if (folder !== '' && !path.startsWith(`${folder}/`)) continue
    const inside = folder === '' ? path : path.slice(folder.length + 1)
    for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
      if (line === '' || line.startsWith('#')) continue
      const isKept = line.startsWith('!')
      if (gitignoreMatches(isKept ? line.slice(1) : line, inside)) isOut = !isKept
    }
  }
  return isOut
}

/** By its name where that is one of environment files alone; by its place where it is not. */
function linesFor(file: string): readonly string[] {
  const base = baseOf(file)
  if (base === '.env') return ['.env']
  if (base.startsWith('.env.')) return ['.env.*']
  return [/^\.(?:env|dev\.vars)/.test(base) ? escaped(base) : `/${escaped(file)}`]
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Characters that mean something in gitignore stand for themselves after a backslash. */
const escaped = (path: string): string =>
  path.replace(/[\\*?[\]]|^[!#]/g, String.raw`\$&`).replace(/ $/, String.raw`\ `)
