import { escapeTerminal } from '../escape/terminal.ts'
import type { Report } from '../report.ts'
import { andMore, heading, labelled, shorten } from '../terminal/page.ts'
import type { Page } from '../terminal/page.ts'
import { count, duration, grantsNothing, headline, lookedAt, standing } from '../wording.ts'

const limit = 10

/** What was not scanned, how much was looked at, and the answer once more: a terminal shows the end of a long report. */
export function renderCoverage(report: Report, page: Page): readonly string[] {
  const { notScanned } = report.coverage
  const missing =
    notScanned.length === 0 ? 'Nothing was left out.' : `Not scanned: ${count(notScanned.length, 'place')}.`
  const summary = `Looked at ${lookedAt(report.coverage)} within ${duration(report.duration)}. ${missing}`
  const paint = notScanned.length === 0 ? page.paint.dim : page.paint.unsure
  return [
    ...renderNotScanned(report, page),
    '',
    ...labelled(page, '', summary, paint),
    ...renderClosing(report, page),
  ]
}

function renderClosing(report: Report, page: Page): readonly string[] {
  const { paint, symbols } = page
  const look = standing(report)
  const answer = paint.bold(paint[look](`${symbols[look]} ${headline(report)}`))
  return [
    ...(report.findings.length === 0 ? [] : ['', answer]),
    ...(report.readiness === undefined ? [] : ['', ...labelled(page, '', grantsNothing, paint.dim)]),
  ]
}

function renderNotScanned(report: Report, page: Page): readonly string[] {
  const { paint } = page
  const { notScanned } = report.coverage
  if (notScanned.length === 0) return []
  const [shown, more] = shorten(page, notScanned, limit)
  const items = shown.flatMap(({ path, reason }) => [
    `  ${paint.place(escapeTerminal(path))}`,
    ...labelled(page, '    ', escapeTerminal(reason), paint.dim),
  ])
  const remark = 'nothing is known of these'
  return [
    ...heading(page, `Not scanned: ${notScanned.length.toLocaleString('en-US')}`, remark),
    ...items,
    ...andMore(page, more, '  '),
  ]
}
