import { escapeMarkdown } from '../../report/escape/markdown.ts'
import type { LeftOut } from '../../scanner/copyable-entries.ts'
import { withIgnored } from '../../scanner/remedies/ignore-file.ts'
import { ignorePath, missingRules, settingsPath } from '../../scanner/remedies/remove-environment-files.ts'
import { withLines } from '../../scanner/remedies/text-file.ts'
import { deniedPaths, readDenyRules, withDenyRules } from '../../scanner/rules/assistants/deny-rules.ts'

/** Where what is copied comes from. */
export interface Origin {
  /** `owner/name`, or the name of a folder. */
  readonly name: string
  /** In hex. */
  readonly commit: string
}

export interface OwnFiles {
  readonly texts: ReadonlyMap<string, string>
  readonly leftOut: readonly LeftOut[]
}

const readmePath = 'README.md'
/** Files that Gatehouse writes, or completes. */
export const ownPaths: readonly string[] = [settingsPath, ignorePath, readmePath]

/** Kept out of such a repository, although none is in it now. */
const kept = ['.env', '.env.local']
const keys = [
  { rule: 'Read(**/*.pem)', path: 'any/key.pem' },
  { rule: 'Read(**/*.key)', path: 'any/key.key' },
]

/**
 * The settings, `.gitignore` and README of a repository that is made for an assistant's work. Pure.
 * @param textOf the text of a file that is copied; null: it is none that can be completed; undefined: there is no such file
 */
export function ownFiles(textOf: (path: string) => string | null | undefined, origin: Origin): OwnFiles {
  const texts = new Map<string, string>()
  const leftOut: LeftOut[] = []
  const before = textOf(settingsPath)
  const settings = typeof before === 'string' ? before : null
  const merged = withDenyRules(settings, rulesFor(settings))
  texts.set(settingsPath, merged ?? withDenyRules(null, rulesFor(null))!)
  if (before === null || (before !== undefined && merged === null))
    leftOut.push({ path: settingsPath, why: 'not of the form that Claude Code takes; a new one is written' })
  const ignoring = textOf(ignorePath)
  const ignored = withIgnored(ignoring ?? null, kept, ['.env.example'])
  if (ignored !== null) texts.set(ignorePath, ignored)
  const readme = textOf(readmePath)
  if (readme === null) leftOut.push({ path: readmePath, why: 'no text in UTF-8; a new one is written' })
  const line = `Split from ${escapeMarkdown(origin.name)} at commit \`${origin.commit}\`, without its history, for work with an assistant.`
  texts.set(
    readmePath,
    typeof readme === 'string'
      ? withLines(readme, ['', line])
      : `# ${escapeMarkdown(origin.name)}\n\n${line}\n`,
  )
  return { texts, leftOut }
}

function rulesFor(settings: string | null): readonly string[] {
  const { rules } = settings === null ? { rules: [] } : readDenyRules(settings)
  const missing = keys.filter(({ path }) => deniedPaths(rules, [path]).uncovered.length > 0)
  return [...missingRules(settings, []), ...missing.map(({ rule }) => rule)]
}
