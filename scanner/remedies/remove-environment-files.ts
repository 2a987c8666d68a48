import { deniedPaths, denyRulesFor, readDenyRules, withDenyRules } from '../rules/assistants/deny-rules.ts'
import { environmentNames } from './environment-names.ts'
import { withExampleNames } from './example-file.ts'
import { type IgnoreFile, isIgnored, withIgnored } from './ignore-file.ts'

export const settingsPath = '.claude/settings.json'
export const ignorePath = '.gitignore'

/** A file as it is tracked. `text`: null where it is not to be read as a text: binary, too large, a symbolic link. */
export interface TrackedFile {
  readonly path: string
  readonly text: string | null
}

/** What is kept as it is although it should change; a person has to look at it. */
export type Remark =
  /** Its names could not be read, so that no template has them. */
  | { readonly kind: 'names-unread'; readonly path: string }
  /** A file that was to be completed is no text in UTF-8, or no file. */
  | { readonly kind: 'left-alone'; readonly path: string }
  /** The settings are not of the form that Claude Code takes, so that it skips them. */
  | { readonly kind: 'settings-unreadable'; readonly path: string }
  /** A `.gitignore` further down lets it in again. */
  | { readonly kind: 'not-ignored'; readonly path: string }

export interface Remedy {
  readonly removed: readonly string[]
  /** New texts by path. */
  readonly written: ReadonlyMap<string, string>
  readonly remarks: readonly Remark[]
}

/** Paths that a remedy for these files depends on, beside the files themselves; not all of them need to be there. */
export const pathsBeside = (files: readonly string[]): readonly string[] => [
  ...new Set([
    settingsPath,
    ignorePath,
    ...files.flatMap((file) => foldersOf(file).map((folder) => joined(folder, ignorePath))),
    ...files.map(examplePath),
  ]),
]

/**
 * What takes environment files out of a repository and keeps them out: they are not tracked any more, `.gitignore` names them, a
 * template beside each has their names, and deny rules keep Claude's file tools from copies on people's disks. No value of such a
 * file is ever in what is written. Pure.
 * @param files tracked environment files
 * @param beside what there is at `pathsBeside`
 */
export function removeEnvironmentFiles(
  files: readonly TrackedFile[],
  beside: readonly TrackedFile[],
): Remedy {
  const there = new Map(beside.map((one) => [one.path, one]))
  const written = new Map<string, string>()
  const remarks: Remark[] = []
  const put = (path: string, make: (before: string | null) => string | null): void => {
    const one = there.get(path)
    if (one?.text === null) return void remarks.push({ kind: 'left-alone', path })
    const text = make(one?.text ?? null)
    if (text !== null) written.set(path, text)
  }
  const removed = files.map(({ path }) => path)
  for (const [path, originals] of byExample(files)) {
    for (const one of originals) if (one.text === null) remarks.push({ kind: 'names-unread', path: one.path })
    const names = [...new Set(originals.flatMap(({ text }) => environmentNames(text ?? '')))]
    put(path, (before) => withExampleNames(before, names, baseOf(path).replace(/\.example$/, '')))
  }
  put(ignorePath, (before) =>
    withIgnored(
      before,
      removed,
      files.map(({ path }) => examplePath(path)),
    ),
  )
  const ignoring = ignoreFilesIn(beside, written.get(ignorePath))
  for (const path of removed)
    if (!isIgnored(ignoring, path) && there.get(ignorePath)?.text !== null)
      remarks.push({ kind: 'not-ignored', path })
  put(settingsPath, (before) => {
    const rules = missingRules(before, removed)
    if (rules.length === 0) return null
    const text = withDenyRules(before, rules)
    if (text === null) remarks.push({ kind: 'settings-unreadable', path: settingsPath })
    return text
  })
  return { removed, written, remarks }
}

/** Where the names of an environment file go. */
export function examplePath(file: string): string {
  const base = baseOf(file).toLowerCase().startsWith('.dev.vars') ? '.dev.vars.example' : '.env.example'
  return joined(folderOf(file), base)
}

function byExample(files: readonly TrackedFile[]): ReadonlyMap<string, readonly TrackedFile[]> {
  const found = new Map<string, TrackedFile[]>()
  for (const file of files) {
    const path = examplePath(file.path)
    found.set(path, [...(found.get(path) ?? []), file])
  }
  return found
}

function ignoreFilesIn(beside: readonly TrackedFile[], root: string | undefined): readonly IgnoreFile[] {
  const nested = beside.flatMap(({ path, text }) =>
    baseOf(path) === ignorePath && path !== ignorePath && text !== null
      ? [{ folder: folderOf(path), text }]
      : [],
  )
  const now = root ?? beside.find(({ path }) => path === ignorePath)?.text ?? ''
  return [{ folder: '', text: now }, ...nested]
}

/**
 * Claude Code's documentation names `.env` and `.env.*`: where one of them was, others will be.
 * (https://code.claude.com/docs/en/permissions, read.)
 */
const always = [
  { rule: 'Read(**/.env)', covers: ['.env', 'any/.env'] },
  { rule: 'Read(**/.env.*)', covers: ['.env.local', 'any/.env.production'] },
]

/** Deny rules that keep Claude's file tools from environment files, so far as there are none yet. */
export function missingRules(settingsText: string | null, files: readonly string[]): readonly string[] {
  const { rules } = settingsText === null ? { rules: [] } : readDenyRules(settingsText)
  const usual = always.filter(({ covers }) => deniedPaths(rules, covers).uncovered.length > 0)
  const left = deniedPaths(rules, files).uncovered.filter((path) => !/^\.env(?:\.|$)/.test(baseOf(path)))
  return [...usual.map(({ rule }) => rule), ...denyRulesFor(left)]
}

/** All folders that a path is in, without the root. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const joined = (folder: string, base: string): string => (folder === '' ? base : `${folder}/${base}`)
