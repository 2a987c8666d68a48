import { openIssues } from '../group.ts'
import type { Report } from '../report.ts'
import type { Page } from '../terminal/page.ts'
import { headline, severityCounts, standing } from '../wording.ts'

/** The one line that answers: it stands first, and last again, because a terminal shows the end of a long report. */
export function renderAnswer(report: Report, page: Page): string {
  const { paint, symbols } = page
  const look = standing(report)
  const counts = report.readiness === undefined ? severityCounts(openIssues(report)) : ''
  return paint.bold(paint[look](`${symbols[look]} ${headline(report)}${counts === '' ? '' : `: ${counts}`}`))
}
