import type { Reason } from '../../policies/readiness.ts'
import { escapeTerminal } from '../escape/terminal.ts'
import type { Report } from '../report.ts'
import { padTo, widthOf, wrap } from '../terminal/measure.ts'
import { labelled } from '../terminal/page.ts'
import type { Page } from '../terminal/page.ts'
import { renderAnswer } from './answer.ts'

const stateOrder: readonly Reason['state'][] = ['unmet', 'unknown', 'met']
const looks = { met: 'good', unmet: 'bad', unknown: 'unsure' } as const

/** The answer first, in one line, then what it rests on. */
export const renderVerdict = (report: Report, page: Page): readonly string[] => [
  renderAnswer(report, page),
  ...labelled(page, '  ', subtitle(report, page), page.paint.dim),
  ...renderReasons(report, page),
]

function subtitle(report: Report, page: Page): string {
  const target = escapeTerminal(report.target)
  if (report.readiness === undefined) return target
  const { policy, reasons } = report.readiness
  const met = reasons.filter((reason) => reason.state === 'met').length
  const conditions = `${met} of ${reasons.length} conditions hold`
  return `${target} ${page.symbols.dot} policy ${escapeTerminal(policy)} ${page.symbols.dot} ${conditions}`
}

/** What the policy wants beside what was found; what does not hold comes first. */
function renderReasons(report: Report, page: Page): readonly string[] {
  const reasons = report.readiness?.reasons ?? []
  if (reasons.length === 0) return []
  const sorted = reasons.toSorted(
    (left, right) => stateOrder.indexOf(left.state) - stateOrder.indexOf(right.state),
  )
  const wantedWidth = wantedColumn(reasons, page)
  const title = `  ${padTo('Wanted', wantedWidth)}  Found`
  return ['', page.paint.dim(title), ...sorted.flatMap((reason) => renderReason(reason, wantedWidth, page))]
}

function renderReason(reason: Reason, wantedWidth: number, page: Page): readonly string[] {
  const { paint, symbols } = page
  const look = looks[reason.state]
  const foundWidth = page.width - wantedWidth - 4
  const wanted = wrap(escapeTerminal(reason.wanted), wantedWidth)
  const found = wrap(escapeTerminal(reason.found), foundWidth)
  const color = reason.state === 'met' ? paint.dim : paint[look]
  const lines = Array.from({ length: Math.max(wanted.length, found.length) }, (_, index) => {
    const sign = index === 0 ? paint[look](symbols[look]) : ' '.repeat(widthOf(symbols[look]))
    return `${sign} ${padTo(wanted[index] ?? '', wantedWidth)}  ${color(found[index] ?? '')}`.trimEnd()
  })
  return [...lines, ...renderTodo(reason, page)]
}

function renderTodo(reason: Reason, page: Page): readonly string[] {
  if (reason.todo === undefined || reason.state === 'met') return []
  return labelled(page, `  ${page.symbols.arrow} `, escapeTerminal(reason.todo))
}

// A little more than half of the line at most, so that both columns can be read on a narrow terminal.
function wantedColumn(reasons: readonly Reason[], page: Page): number {
  const longest = Math.max(...reasons.map((reason) => widthOf(escapeTerminal(reason.wanted))))
  return Math.min(longest, Math.floor((page.width - 4) * 0.55))
}
