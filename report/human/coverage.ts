import { escapeTerminal } from '../escape/terminal.ts'
import type { Report } from '../report.ts'
import { andMore, heading, labelled, shorten } from '../terminal/page.ts'
import type { Page } from '../terminal/page.ts'
import { count, duration, grantsNothing, lookedAt, placeNotScanned } from '../wording.ts'
import { renderAnswer } from './answer.ts'

const limit = 10

/** What was not scanned, how much was looked at, the answer once more, and that nothing is granted. */
export function renderCoverage(report: Report, page: Page): readonly string[] {
  const { paint } = page
  const missing = report.coverage.notScanned.length
  const looked = `Looked at ${lookedAt(report.coverage)} within ${duration(report.duration)}.`
  return [
    ...renderNotScanned(report, page),
    '',
    ...labelled(page, '', missing === 0 ? `${looked} Nothing was left out.` : looked, paint.dim),
    ...(missing === 0 ? [] : [paint.unsure(`Not scanned: ${count(missing, 'place')}.`)]),
    ...renderClosing(report, page),
  ]
}

const renderClosing = (report: Report, page: Page): readonly string[] => [
  ...(report.findings.length === 0 ? [] : ['', renderAnswer(report, page)]),
  ...(report.readiness === undefined ? [] : ['', ...labelled(page, '', grantsNothing, page.paint.dim)]),
]

function renderNotScanned(report: Report, page: Page): readonly string[] {
  const { paint } = page
  const { notScanned } = report.coverage
  if (notScanned.length === 0) return []
  const [shown, more] = shorten(page, notScanned, limit)
  const items = shown.flatMap(({ path, reason }) => [
    `  ${paint.place(escapeTerminal(placeNotScanned(path)))}`,
    ...labelled(page, '    ', escapeTerminal(reason), paint.dim),
  ])
  const remark = 'nothing is known of these'
  return [
    ...heading(page, `Not scanned: ${notScanned.length.toLocaleString('en-US')}`, remark),
    ...items,
    ...andMore(page, more, '  '),
  ]
}
