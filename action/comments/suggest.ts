import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { suggestionFor } from '../../report/suggestion.ts'
import type { MaskText } from '../../scanner/engine/mask-text.ts'
import type { CheckedFix } from '../../scanner/rules/code/check-fix.ts'
import { type EditedLines, editLines } from './edited-lines.ts'

/** What a person accepts with one click. */
export interface LineSuggestion {
  /** The lines that it replaces, 1-based: a comment that holds it stands on exactly these. */
  readonly from: number
  readonly to: number
  /** Markdown, with a block that GitHub shows with a button. */
  readonly block: string
}

export interface SuggestionChecks {
  /** Replaces what the rules find in a text. */
  readonly mask: MaskText
  /** Looks again at what a change leaves. */
  readonly isFix: (fix: CheckedFix) => boolean
}

/** What stands above the change, after it was said what else is to be done. */
const leads: Partial<Record<AssessedFinding['kind'], string>> = {
  secret: 'This takes it out of the file, not out of history: revoke it all the same.',
}

/** More is no change that is looked through at a glance. */
const mostLines = 20

/**
 * The lines as they would be without a finding. Only where that is certain to be right: what is left is looked at again and parses, the
 * finding is gone from it and no other came, no secret is among the lines, and whatever else the change needs, as an import, is among
 * them. Pure, apart from the checks.
 * @param text the file as it is at the change's head
 * @param others open findings of the same file, this one among them
 * @returns undefined where there is nothing that a machine should change
 */
export function suggestLines(
  finding: AssessedFinding,
  text: string,
  others: readonly AssessedFinding[],
  { mask, isFix }: SuggestionChecks,
): LineSuggestion | undefined {
  const suggestion = suggestionFor(finding)
  if (suggestion === undefined || finding.line === null) return undefined
  const place = { line: finding.line, endLine: finding.endLine ?? finding.line }
  const edited = editLines(text, suggestion.edits, place)
  if (edited === undefined || edited.text === text || edited.to - edited.from >= mostLines) return undefined
  const isAlone = others.every(
    (one) => one.fingerprint === finding.fingerprint || one.kind === 'code' || !isIn(one, edited),
  )
  if (!isAlone || mask(edited.lines) !== edited.lines) return undefined
  const { path, rule } = finding
  if (!isFix({ path, rule, before: text, after: edited.text })) return undefined
  return {
    from: edited.from,
    to: edited.to,
    block: `${leads[finding.kind] ?? suggestion.title}\n\n${fenced(edited.lines)}`,
  }
}

const isIn = ({ line, endLine }: AssessedFinding, { from, to }: EditedLines): boolean =>
  line !== null && line <= to && from <= (endLine ?? line)

function fenced(lines: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines) + 1))
  return `${fence}suggestion\n${lines}${lines === '' || lines.endsWith('\n') ? '' : '\n'}${fence}`
}

const longestRun = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
