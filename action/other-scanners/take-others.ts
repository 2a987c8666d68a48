import type { Finding } from '../../scanner/engine/finding.ts'
import type { MaskText } from '../../scanner/engine/mask-text.ts'
import type { RuleInfo } from '../../scanner/engine/rule.ts'
import type { OpenRange } from '../gather/open-range.ts'
import type { OtherFinding } from './other-finding.ts'
import { papersOfOther, toFinding } from './to-finding.ts'

/** What others found as findings of ours, the same one once, and what is known of their rules. Reads the lines they stand in. */
export async function takeOthers(
  { readText }: Pick<OpenRange, 'readText'>,
  others: readonly OtherFinding[],
  mask: MaskText,
): Promise<{ readonly findings: readonly Finding[]; readonly rules: ReadonlyMap<string, RuleInfo> }> {
  const texts = new Map<string, readonly string[] | undefined>()
  const findings = new Map<string, Finding>()
  const rules = new Map<string, RuleInfo>()
  for (const one of others) {
    if (!texts.has(one.path)) texts.set(one.path, (await readText(one.path))?.split('\n'))
    const lines = texts.get(one.path)
    const finding = toFinding(one, one.line === null ? undefined : lines?.[one.line - 1], mask)
    const key = `${finding.fingerprint}\0${finding.line}`
    if (!findings.has(key)) findings.set(key, finding)
    if (!rules.has(finding.rule)) rules.set(finding.rule, papersOfOther(one, finding))
  }
  return { findings: [...findings.values()], rules }
}
