import type { Node } from 'web-tree-sitter'
import type { Source } from '../../syntax/source.ts'
import type { CodeVerdict } from './code-rule.ts'

/**
 * OWASP's Password Storage Cheat Sheet asks for 600,000 with SHA-256 and 220,000 with SHA-512, for long 210,000. The hash is often
 * not to be seen, so that only what is too few with each is said. Below the second not even what NIST asked for in 2017 is met (SP 800-63B).
 */
const few = 210_000
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
    note: `PBKDF2 runs ${iterations} times, where 600000 are advised with SHA-256`,
  }
}
