import type { FileNames } from '../../engine/file-rule.ts'
import type { NameKeys } from './name-filter.ts'

export interface NameIndex {
  /**
   * @param path lower-cased, with `/`
   * @returns the numbers of the rules whose names fit, in ascending order
   */
  readonly find: (path: string) => readonly number[]
  /** Whether find() would return any. */
  readonly has: (path: string) => boolean
  readonly keys: NameKeys
}

/** One reason for which a rule may be about a name. */
interface Entry {
  readonly rule: number
  /** What is left to check once the name was found under its key. */
  readonly fits: (path: string, base: string) => boolean
}

/**
 * Entries under the one thing that selects most, so that a path costs a few look-ups and no search: its base name, its
 * last one or two extensions, or four characters at either end.
 */
interface Tables {
  readonly bases: Map<string, Entry[]>
  readonly extensions: Map<string, Entry[]>
  readonly starts: Map<string, Entry[]>
  readonly ends: Map<string, Entry[]>
}

/** Answers which of many rules a path is about. */
export function indexNames(names: readonly FileNames[]): NameIndex {
  const tables: Tables = { bases: new Map(), extensions: new Map(), starts: new Map(), ends: new Map() }
  for (const [rule, name] of names.entries()) addNames(tables, rule, name)
  return {
    find: (path) => find(tables, path),
    has: (path) => has(tables, path),
    keys: {
      bases: tables.bases.keys(),
      extensions: tables.extensions.keys(),
      starts: tables.starts.keys(),
      ends: tables.ends.keys(),
    },
  }
}

function find(tables: Tables, path: string): readonly number[] {
  const base = path.slice(path.lastIndexOf('/') + 1)
  const dot = base.lastIndexOf('.')
  const entries = [
    tables.bases.get(base),
    tables.extensions.get(extension(base, dot)),
    tables.extensions.get(doubleExtension(base, dot)),
    tables.starts.get(base.slice(0, 4)),
    tables.ends.get(base.slice(-4)),
  ].flatMap((entries) => entries ?? [])
  return [...new Set(entries.filter(({ fits }) => fits(path, base)).map(({ rule }) => rule))].toSorted(
    (a, b) => a - b,
  )
}

/** The same look-ups without making arrays: it runs for every `.json` and `.txt` of a history. */
function has(tables: Tables, path: string): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1)
  const dot = base.lastIndexOf('.')
  return (
    fitsAny(tables.bases.get(base), path, base) ||
    fitsAny(tables.extensions.get(extension(base, dot)), path, base) ||
    fitsAny(tables.starts.get(base.slice(0, 4)), path, base) ||
    fitsAny(tables.ends.get(base.slice(-4)), path, base) ||
    fitsAny(tables.extensions.get(doubleExtension(base, dot)), path, base)
  )
}

function fitsAny(entries: readonly Entry[] | undefined, path: string, base: string): boolean {
  if (entries === undefined) return false
  for (const { fits } of entries) if (fits(path, base)) return true
  return false
}

/** What no extension equals: a name cannot hold it. */
const none = '/'

const extension = (base: string, dot: number): string => (dot > 0 ? base.slice(dot + 1) : none)

function doubleExtension(base: string, dot: number): string {
  const before = dot > 0 ? base.lastIndexOf('.', dot - 1) : -1
  return before > 0 ? base.slice(before + 1) : none
}

function addNames(tables: Tables, rule: number, names: FileNames): void {
  const { except } = names
  const put = (table: Map<string, Entry[]>, key: string, fits: Entry['fits']): void => {
    const guarded: Entry['fits'] = (path, base) => fits(path, base) && !except!.test(base)
    const entry = { rule, fits: except === undefined ? fits : guarded }
    const entries = table.get(key)
    if (entries === undefined) table.set(key, [entry])
    else entries.push(entry)
  }
  for (const base of names.bases ?? []) put(tables.bases, base, always)
  for (const extension of names.extensions ?? []) put(tables.extensions, extension, always)
  for (const start of names.starts ?? [])
    put(tables.starts, start.slice(0, 4), (_, base) => base.startsWith(start))
  for (const end of names.ends ?? []) put(tables.ends, end.slice(-4), (_, base) => base.endsWith(end))
  for (const { extension, base: pattern } of names.within ?? []) {
    put(tables.extensions, extension, (_, base) => pattern.test(base))
  }
  for (const pattern of names.paths ?? []) {
    const slash = pattern.lastIndexOf('/')
    const folder = pattern.slice(0, slash)
    const base = pattern.slice(slash + 1)
    const fits: Entry['fits'] = (path) => isIn(path, folder)
    if (base.startsWith('*.')) put(tables.extensions, base.slice(2), fits)
    else put(tables.bases, base, fits)
  }
}

const always = (): boolean => true

/** Whether the file lies directly in a folder whose path ends with `folder`, at a folder's edge. */
function isIn(path: string, folder: string): boolean {
  const start = path.lastIndexOf('/') - folder.length
  return start >= 0 && path.startsWith(folder, start) && (start === 0 || path[start - 1] === '/')
}
