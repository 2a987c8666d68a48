import type { FileRule } from '../../engine/file-rule.ts'
import type { InspectedFile, Inspection } from '../../engine/inspection.ts'
import { pathKind, type PathKind } from '../../engine/path-kind.ts'
import type { Verdict } from '../../engine/rule.ts'
import { backupExtensions, originalOfBackup } from './backup-name.ts'
import { startsWith } from './content/text.ts'
import { fileRules } from './index.ts'
import { nameFilter } from './name-filter.ts'
import { indexNames } from './name-index.ts'

const index = indexNames(fileRules.map(({ names }) => names))

const couldBeRisky = nameFilter({
  ...index.keys,
  extensions: [...index.keys.extensions, ...backupExtensions],
  ends: [...index.keys.ends, 'copy'],
})

/**
 * Whether a path's name is one that inspectFileName could report: only then is its content worth fetching. Runs for every
 * path of a history, some million a second.
 * @param path relative to the root, with `/`, in its own letter case
 */
export function mayBeRisky(path: string): boolean {
  if (!couldBeRisky(path)) return false
  const lower = path.toLowerCase()
  if (index.has(lower)) return true
  const original = originalOfBackup(lower)
  return original !== undefined && index.has(original)
}

/** The rules whose names fit a path, in their order, before any look at the content; a copy's name counts as the original's. */
export function rulesNamed(path: string): readonly FileRule[] {
  const lower = path.toLowerCase()
  const named = index.find(lower)
  const numbers = named.length > 0 ? named : index.find(originalOfBackup(lower) ?? '')
  return numbers.flatMap((number) => fileRules[number] ?? [])
}

/**
 * What the file rules say of a file: nothing, or the first rule of `fileRules` whose name fits and whose look at the
 * content does not settle that the file is harmless. Pure; never throws, whatever the bytes.
 */
export function inspectFileName(file: InspectedFile): readonly Inspection[] {
  const lower = file.path.toLowerCase()
  const original = originalOfBackup(lower)
  const named = index.find(lower)
  if (named.length > 0) {
    const found = firstInspection(named, file, lower)
    if (found !== undefined) return [found]
  }
  if (original === undefined) return []
  const found = firstInspection(index.find(original), file, original)
  if (found === undefined) return []
  return [{ ...found, note: withNote('it is a copy of such a file', found.note) }]
}

function firstInspection(
  named: readonly number[],
  file: InspectedFile,
  path: string,
): Inspection | undefined {
  for (const number of named) {
    const rule = fileRules[number]
    const verdict = rule && verdictOf(rule, file, path)
    if (verdict !== undefined && !('drop' in verdict)) return toInspection(rule!, verdict, file)
  }
  return undefined
}

function verdictOf(rule: FileRule, file: InspectedFile, path: string): Verdict {
  if (isUnseen(file)) {
    return rule.nameAlone ? { note: 'its content could not be looked at' } : { drop: 'not seen' }
  }
  if (rule.look !== undefined) return rule.look(file, path) ?? {}
  return file.size === 0 ? { drop: 'empty' } : {}
}

/** Nothing was read, or only the pointer that Git LFS keeps in the content's place. */
const isUnseen = (file: InspectedFile): boolean =>
  (file.head.length === 0 && file.size > 0) || startsWith(file, 'version https://git-lfs')

const unlikelyPlaces: ReadonlySet<PathKind> = new Set(['test', 'example', 'documentation', 'vendored'])

function toInspection(rule: FileRule, verdict: Verdict, file: InspectedFile): Inspection {
  const kept = 'drop' in verdict ? {} : verdict
  const kind = pathKind(file.path)
  const doubted = rule.sameEverywhere !== true && unlikelyPlaces.has(kind)
  return {
    rule,
    place: null,
    identity: null,
    ...(rule.isUnguessable === true && { isUnguessable: true as const }),
    ...kept,
    ...(doubted ? { confidence: 'low', note: withNote(placeNotes[kind] ?? '', kept.note) } : {}),
  }
}

const placeNotes: Partial<Record<PathKind, string>> = {
  test: 'it lies among tests',
  example: 'it is an example by its place or name',
  documentation: 'it lies in documentation',
  vendored: 'it lies in code from elsewhere',
}

const withNote = (one: string, other: string | undefined): string =>
  other === undefined ? one : `${one}; ${other}`
