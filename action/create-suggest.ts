import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { suggestionFor } from '../report/suggestion.ts'
import type { MaskText } from '../scanner/engine/mask-text.ts'
import { suggestionBlock } from './comments/suggest.ts'
import type { OpenRange } from './gather/open-range.ts'

/** Reads the files in which something could be suggested. @returns the line as it would be without a finding, where that is certain */
export async function createSuggest(
  { readText }: Pick<OpenRange, 'readText'>,
  findings: readonly AssessedFinding[],
  mask: MaskText,
): Promise<(finding: AssessedFinding) => string | undefined> {
  const open = findings.filter(({ status, commit }) => status === 'open' && commit === null)
  const texts = new Map<string, string>()
  for (const path of new Set(open.filter(suggestionFor).map((one) => one.path))) {
    const text = await readText(path)
    if (text !== undefined) texts.set(path, text)
  }
  return (finding) => {
    const text = texts.get(finding.path)
    const others = open.filter(({ path }) => path === finding.path)
    return text === undefined ? undefined : suggestionBlock(finding, text, others, mask)
  }
}
