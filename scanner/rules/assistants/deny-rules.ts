import { applyEdits, type FormattingOptions, modify } from 'jsonc-parser'
import { dig, type Range, scalars } from '../documents/document.ts'
import { readJson } from '../documents/read-json.ts'
import { gitignoreMatches } from './gitignore-pattern.ts'
import { malformedPermissions } from './malformed-permissions.ts'
import { parsePermissionRule } from './permission-rule.ts'

/** A `permissions.deny` entry that keeps Claude's file tools from reading something. */
export interface DenyRule extends Range {
  /** As written. */
  readonly text: string
  /** What is denied, as a gitignore pattern from the project's root; null: every file. */
  readonly pattern: string | null
}

export interface DenyRules {
  readonly rules: readonly DenyRule[]
  /** Whether the text has the form it must have. Claude Code skips a file that has not, and with it every rule in it. */
  readonly readable: boolean
}

/**
 * The `Read` deny rules of a project's `.claude/settings.json` that can cover files of the repository.
 * `Read(//…)` of one machine, `Read(~/…)` and rules for other tools cover none. A rule with a pattern that
 * Claude Code's documentation leaves open is read in the narrower way.
 * (https://code.claude.com/docs/en/permissions#read-and-edit, read.)
 */
export function readDenyRules(settingsText: string): DenyRules {
  const reading = readJson(settingsText)
  if (!reading.ok || malformedPermissions(reading.document.root)) return { rules: [], readable: false }
  const written = scalars(dig(reading.document.root, 'permissions', 'deny')).slice(0, mostRules)
  const rules = written.flatMap((node): readonly DenyRule[] => {
    const pattern = deniedPattern(node.text)
    return pattern === undefined ? [] : [{ text: node.text, pattern, start: node.start, end: node.end }]
  })
  return { rules, readable: true }
}

/** Each rule is held against each risky file. Rules beyond this many count as missing, which errs on the safe side. */
const mostRules = 500

/** undefined: covers no file of the repository; null: covers all of them. */
function deniedPattern(text: string): string | null | undefined {
  const rule = parsePermissionRule(text)
  // `*` denies every tool. Other globs over tool names are not for reading files.
  if (!rule || (rule.tool !== 'Read' && text.trim() !== '*')) return undefined
  if (rule.specifier === null) return null
  const path = rule.specifier
  if (path.trim() === '' || path.startsWith('!') || path.startsWith('~') || path.startsWith('#'))
    return undefined
  // From the root of the disk: where the repository lies is not known, so only "anywhere" is sure to cover it.
  if (path.startsWith('//')) return path.startsWith('//**/') ? path.slice(2) : undefined
  // `/x` is relative to the project for the project's settings, `./x` to the folder Claude is started in: its root.
  if (path.startsWith('./')) return path.slice(1)
  // A folder by its name alone is denied at any depth: `secrets/**`.
  return /^[^/]+\/\*\*$/.test(path) && !path.startsWith('**') ? `**/${path}` : path
}

/** Which of the given paths a `Read` deny rule covers. Both lists keep the order of `paths`. */
export interface DeniedPaths {
  readonly covered: readonly string[]
  readonly uncovered: readonly string[]
}

/** @param paths of files, relative to the project's root, with `/` */
export function deniedPaths(rules: readonly DenyRule[], paths: readonly string[]): DeniedPaths {
  const isCovered = (path: string) =>
    rules.some(({ pattern }) => pattern === null || gitignoreMatches(pattern, path))
  const covered = new Set(paths.filter(isCovered))
  return { covered: [...covered], uncovered: paths.filter((path) => !covered.has(path)) }
}

/**
 * Rules that deny exactly the given files. A `.env` file is denied by its name at any depth: where there is one, there
 * will be others.
 */
export function denyRulesFor(paths: readonly string[]): readonly string[] {
  const rules = paths.map((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    return name === '.env' || name.startsWith('.env.')
      ? `Read(**/${escaped(name)})`
      : `Read(/${escaped(path)})`
  })
  return [...new Set(rules)]
}

/** Characters that mean something in gitignore stand for themselves after a backslash. */
const escaped = (path: string): string =>
  path.replace(/[\\*?[\]]/g, String.raw`\$&`).replace(/ $/, String.raw`\ `)

/**
 * The settings file with deny rules added; everything else stays as it is, to the last blank, and rules that are there already are
 * not repeated.
 * @param settingsText the file's text; null: there is no such file
 * @returns null where Claude Code would skip the file as it is, or where the rules would not count in it: a person has to look at it
 * first
 */
export function withDenyRules(settingsText: string | null, rules: readonly string[]): string | null {
  const text = settingsText ?? '{}\n'
  const reading = readJson(text)
  if (!reading.ok || malformedPermissions(reading.document.root)) return null
  const before = deniedIn(text)
  const added = [...new Set(rules)].filter((rule) => !before.includes(rule))
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const merged = `${mark}${added.reduce(withRule, text.slice(mark.length))}`
  // Of a key that stands twice the last counts, and the rules may have gone to the first.
  return added.every((rule) => deniedIn(merged).includes(rule)) ? merged : null
}

const deniedIn = (text: string): readonly string[] => {
  const reading = readJson(text)
  return reading.ok ? scalars(dig(reading.document.root, 'permissions', 'deny')).map((node) => node.text) : []
}

function withRule(text: string, rule: string): string {
  const options = { formattingOptions: formattingOf(text), isArrayInsertion: true }
  return applyEdits(text, modify(text, ['permissions', 'deny', -1], rule, options))
}

/** As the file's first line that is not the root's own. */
function formattingOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  '
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  }
}
