import { openIssues } from '../group.ts'
import { countReasons } from '../reasons.ts'
import type { Report } from '../report.ts'
import { count, grantsNothing, headline, severityCounts, standing } from '../wording.ts'
import { icon } from './icons.ts'
import { html, nothing } from './markup.ts'
import type { Html } from './markup.ts'

/** The answer, in words that need no explanation. */
export function verdictSection(report: Report): Html {
  const look = standing(report)
  const { readiness, coverage } = report
  const missing = coverage.notScanned.length
  return html`<section class="verdict ${look}" aria-labelledby="verdict-title">
    ${icon(look)}
    <div>
      <h1 id="verdict-title">${headline(report)}</h1>
      <p class="target">${report.target}</p>
      <p>
        ${readiness === undefined ? scanSentence(report) : checkSentence(report)}${missing === 0 ? '' : ` ${count(missing, 'place')} could not be scanned; nothing is known of ${missing === 1 ? 'it' : 'them'}.`}
      </p>
      ${readiness === undefined ? nothing : html`<p class="grants">${grantsNothing}</p>`}
    </div>
  </section> `
}

function checkSentence(report: Report): string {
  const { policy = '', group, reasons = [] } = report.readiness ?? {}
  const { all, met, unmet, unknown } = countReasons(reasons)
  const parts = [
    count(met, 'holds', 'hold'),
    ...(unmet === 0 ? [] : [count(unmet, 'does not', 'do not')]),
    ...(unknown === 0 ? [] : [`${unknown} could not be read`]),
  ]
  const where = group === undefined ? '' : ` for the group “${group}”`
  return `Of the ${count(all, 'condition')} in the policy “${policy}”${where}, ${parts.join(', ')}.`
}

const scanSentence = (report: Report): string => {
  const open = openIssues(report)
  return open.length === 0 ? 'No policy was applied.' : `${severityCounts(open)}. No policy was applied.`
}
