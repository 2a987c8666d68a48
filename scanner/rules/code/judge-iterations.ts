import type { Node } from 'web-tree-sitter'
import type { Source } from '../../syntax/source.ts'
import type { CodeVerdict } from './code-rule.ts'

/** Half a second of a current graphics card tries as many passwords as there are names in a dictionary below this. */
const few = 100_000
const veryFew = 10_000

/** Of PBKDF2. What a protocol such as SCRAM prescribes is not the code's to choose. */
export function judgeIterations(
  source: Source,
  node: Node,
  iterations: number | undefined,
): CodeVerdict | undefined {
  if (iterations === undefined || iterations >= few || iterations < 1) return undefined
  const around = source.text.slice(Math.max(0, node.startIndex - 1000), node.endIndex + 1000)
  if (/scram|wpa|ieee80211/i.test(around)) return undefined
  const isLow = iterations < veryFew
  return {
    severity: isLow ? 'medium' : 'low',
    confidence: isLow ? 'high' : 'medium',
    note: `PBKDF2 runs ${iterations} times, 600000 are advised`,
  }
}
