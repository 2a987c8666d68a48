import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { suggestionFor } from '../report/suggestion.ts'
import type { MaskText } from '../scanner/engine/mask-text.ts'
import { isFix } from '../scanner/rules/code/check-fix.ts'
import { loadGrammars } from '../scanner/syntax/grammars.ts'
import { grammarOf } from '../scanner/syntax/language.ts'
import { type LineSuggestion, suggestLines } from './comments/suggest.ts'
import type { OpenRange } from './gather/open-range.ts'

export type Suggest = (finding: AssessedFinding) => LineSuggestion | undefined

/** Reads the files in which something could be suggested. @returns the lines as they would be without a finding, where that is certain */
export async function createSuggest(
  { readText }: Pick<OpenRange, 'readText'>,
  findings: readonly AssessedFinding[],
  mask: MaskText,
): Promise<Suggest> {
  const open = findings.filter(({ status, commit }) => status === 'open' && commit === null)
  const paths = [...new Set(open.filter(suggestionFor).map((one) => one.path))]
  const texts = new Map<string, string>()
  for (const path of paths) {
    const text = await readText(path)
    if (text !== undefined) texts.set(path, text)
  }
  await loadGrammars(paths.flatMap((path) => grammarOf(path) ?? []))
  return (finding) => {
    const text = texts.get(finding.path)
    const others = open.filter(({ path }) => path === finding.path)
    return text === undefined ? undefined : suggestLines(finding, text, others, { mask, isFix })
  }
}
