import { escapeTerminal } from '../escape/terminal.ts'
import { groupByRule, openIssues } from '../group.ts'
import type { Report } from '../report.ts'
import { padTo, widthOf } from '../terminal/measure.ts'
import { andMore, heading, labelled, shorten } from '../terminal/page.ts'
import type { Page } from '../terminal/page.ts'
import { amount, fixFor } from '../wording.ts'

const limit = 10

/** What to do, once for each rule, gravest first; what is only worth knowing asks for nothing. */
export function renderAdvice(report: Report, page: Page): readonly string[] {
  const rules = groupByRule(openIssues(report)).filter(({ severity }) => severity !== 'info')
  if (rules.length === 0) return []
  const [shown, more] = shorten(page, rules, limit)
  const digits = String(shown.length).length
  const items = shown.flatMap((group, index) => {
    const { paint } = page
    const number = `${padTo(`${index + 1}.`, digits + 1)} `
    const indent = ' '.repeat(widthOf(number))
    const info = report.rules.get(group.rule)
    const title = `${paint.bold(escapeTerminal(group.title))}  ${paint.dim(amount(group.issues))}`
    const why = info === undefined ? [] : labelled(page, indent, escapeTerminal(info.why), paint.dim)
    const fix =
      info === undefined
        ? []
        : labelled(page, `${indent}${page.symbols.arrow} `, escapeTerminal(fixFor(info, group.issues)))
    return [...(index === 0 ? [] : ['']), `${number}${title}`, ...why, ...fix]
  })
  return [...heading(page, 'What to do'), ...items, ...andMore(page, more, '')]
}
