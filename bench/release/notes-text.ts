import type { RuleInfo } from '../../scanner/engine/rule.ts'
import type { Release } from '../../scanner/rules/since.ts'
import { markdownCode, markdownProse } from '../../report/escape/markdown.ts'
import { count } from '../../report/wording.ts'
import { groupBy } from '../group-by.ts'
import { changesIn, type RuleChange } from './compare-findings.ts'

export interface Notes {
  readonly release: Pick<Release, 'version' | 'day' | 'added' | 'retired'>
  /** The version that it is compared with, as git knows it. */
  readonly from: string
  readonly changes: readonly RuleChange[]
  readonly measured: {
    /** Names of what was scanned. */
    readonly subjects: readonly string[]
    readonly files: number
    readonly before: number
    readonly after: number
  }
  readonly rules: ReadonlyMap<string, RuleInfo>
}

/** The part of a release's notes that says what will be found otherwise, as Markdown. Pure. */
export function notesText({ release, from, changes, measured, rules }: Notes): string {
  const { version, day, added, retired } = release
  const isNew = new Set(added)
  return `${[
    `# ${version ?? 'The next release'}${day === null ? '' : `, ${day}`}`,
    '## Expected changes in findings',
    `Measured against ${markdownCode(from)} over ${count(measured.files, 'file')} of ${measured.subjects.join(', ')}: ${count(measured.before, 'finding')} before, ${measured.after} now. Yours differ; the share is what to expect.`,
    changes.length === 0 ? 'Nothing is found otherwise there.' : changesTable(changes, isNew),
    ...newRulesText(added, rules),
    ...(retired.length > 0
      ? [
          '## Rules that are gone',
          `${retired.map(markdownCode).join(', ')}. Allowlist entries for them settle nothing any more.`,
        ]
      : []),
  ].join('\n\n')}\n`
}

function changesTable(changes: readonly RuleChange[], isNew: ReadonlySet<string>): string {
  const rows = changes.map((one) => {
    const { rule, before, after, appeared, vanished } = one
    return `| ${markdownCode(rule)}${isNew.has(rule) ? ' (new)' : ''} | ${before} | ${after} | ${appeared.length} | ${vanished.length} | ${judgedText(one)} |`
  })
  const total = changes.reduce((sum, one) => sum + changesIn(one), 0)
  return `| rule | before | now | appeared | vanished | judged anew |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n\n${count(total, 'change')} in ${count(changes.length, 'rule')}.`
}

function judgedText({ judgedAnew }: RuleChange): string {
  const groups = groupBy(
    judgedAnew,
    ({ was, is }) => `${was.severity}, ${was.confidence} → ${is.severity}, ${is.confidence}`,
  )
  return groups.size === 0 ? '0' : [...groups].map(([change, all]) => `${all.length} (${change})`).join('; ')
}

function newRulesText(added: readonly string[], rules: ReadonlyMap<string, RuleInfo>): readonly string[] {
  if (added.length === 0) return []
  const known = added.flatMap((id) => rules.get(id) ?? [])
  const rows = known.map(
    ({ id, title, severity, confidence }) =>
      `| ${markdownCode(id)} | ${markdownProse(title)} | ${severity} | ${confidence} |`,
  )
  return [
    '## New rules',
    'For 14 days from the day of the release what they find is a note in the summary of a pull request: it is said on no line and fails nothing.',
    `| rule | what it finds | severity | confidence |\n|---|---|---|---|\n${rows.join('\n')}`,
  ]
}
