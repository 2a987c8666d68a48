import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { countBySeverity } from '../group.ts'
import { gravestFirst } from '../order.ts'
import { severityCounts } from '../wording.ts'
import { html } from './markup.ts'
import type { Html } from './markup.ts'

/**
 * A bar whose parts are the findings by severity, gravest first.
 * @param most what the full width stands for: the largest group's number
 */
export function severityBar(findings: readonly AssessedFinding[], most: number): Html {
  const counts = countBySeverity(findings)
  let at = 0
  const parts = gravestFirst.flatMap((severity) => {
    if (counts[severity] === 0) return []
    const width = (counts[severity] / Math.max(1, most)) * 100
    const part = html`<rect class="${severity}" x="${percent(at)}" width="${percent(width)}" height="100%" />`
    at += width
    return [part]
  })
  return html`<svg class="bar" role="img" aria-label="${severityCounts(findings) || 'none'}">${parts}</svg>`
}

const percent = (number: number): string => `${number.toFixed(2)}%`
