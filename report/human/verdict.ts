import type { Reason } from '../../policies/readiness.ts'
import { escapeTerminal } from '../escape/terminal.ts'
import { countReasons, isAdvice, lookOf, sortReasons } from '../reasons.ts'
import type { Report } from '../report.ts'
import { padTo, widthOf, wrap } from '../terminal/measure.ts'
import { labelled } from '../terminal/page.ts'
import type { Page } from '../terminal/page.ts'
import { capitalized } from '../wording.ts'
import { renderAnswer } from './answer.ts'

/** The answer first, in one line, then what it rests on. */
export const renderVerdict = (report: Report, page: Page): readonly string[] => [
  renderAnswer(report, page),
  ...labelled(page, '  ', subtitle(report, page), page.paint.dim),
  ...renderReasons(report, page),
]

function subtitle(report: Report, page: Page): string {
  const target = escapeTerminal(report.target)
  if (report.readiness === undefined) return target
  const { policy, group, reasons } = report.readiness
  const { met, all } = countReasons(reasons)
  const parts = [
    target,
    `policy ${escapeTerminal(policy)}`,
    ...(group === undefined ? [] : [`group ${escapeTerminal(group)}`]),
    `${met} of ${all} conditions hold`,
  ]
  return parts.join(` ${page.symbols.dot} `)
}

/** What the policy wants beside what was found; what does not hold comes first, and advice last. */
function renderReasons(report: Report, page: Page): readonly string[] {
  const reasons = sortReasons(report.readiness?.reasons ?? [])
  if (reasons.length === 0) return []
  const wantedWidth = wantedColumn(reasons, page)
  const render = (reason: Reason): readonly string[] => renderReason(reason, wantedWidth, page)
  const advice = reasons.filter(isAdvice)
  return [
    '',
    page.paint.dim(`  ${padTo('Wanted', wantedWidth)}  Found`),
    ...reasons.filter((reason) => !isAdvice(reason)).flatMap(render),
    ...(advice.length === 0
      ? []
      : [page.paint.dim('  Advice, which decides nothing'), ...advice.flatMap(render)]),
  ]
}

function renderReason(reason: Reason, wantedWidth: number, page: Page): readonly string[] {
  const { paint, symbols } = page
  const look = lookOf(reason)
  const foundWidth = page.width - wantedWidth - 4
  const wanted = wrap(escapeTerminal(capitalized(reason.wanted)), wantedWidth)
  const found = wrap(escapeTerminal(capitalized(reason.found)), foundWidth)
  const color = reason.state === 'met' || isAdvice(reason) ? paint.dim : paint[look]
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
