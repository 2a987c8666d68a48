import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { escapeTerminal, escapeTerminalLine } from '../escape/terminal.ts'
import { groupByRule, groupFindings, isSecret, settledIssues } from '../group.ts'
import { remarksOn } from '../remarks.ts'
import type { Group, RuleGroup } from '../group.ts'
import type { Issue } from '../issues.ts'
import { isTracked } from '../order.ts'
import type { Report } from '../report.ts'
import { fitExcerpt, padTo, widthOf } from '../terminal/measure.ts'
import { andMore, heading, itemized, labelled, shorten } from '../terminal/page.ts'
import type { Page } from '../terminal/page.ts'
import {
  count,
  dayOf,
  placeOf,
  placeWithTime,
  severityCounts,
  shortCommit,
  statusCounts,
  statusWord,
} from '../wording.ts'

/** Findings of a group, and marked findings, before the rest is only counted. */
const limit = 20
/** Further places of one secret. */
const placeLimit = 3

/** Every open finding by group and rule, then those that people or the diff have marked. */
export function renderFindings(report: Report, page: Page): readonly string[] {
  return [
    ...groupFindings(report).flatMap((group) => renderGroup(group, page)),
    ...renderSettled(report, page),
  ]
}

function renderGroup(group: Group, page: Page): readonly string[] {
  const [shown, more] = shorten(page, group.issues, limit)
  const rules = groupByRule(shown).flatMap((rule, index) => [
    ...(index === 0 ? [] : ['']),
    ...renderRule(rule, page),
  ])
  return [
    ...heading(page, group.title, severityCounts(group.issues)),
    ...rules,
    ...andMore(page, more, indentOf(page)),
  ]
}

function renderRule(rule: RuleGroup, page: Page): readonly string[] {
  const { paint } = page
  const severity = paint.severity[rule.severity](padTo(rule.severity, 8))
  const title = `${severity}  ${paint.bold(escapeTerminal(rule.title))}`
  const id = paint.dim(rule.rule)
  const gap = page.width - widthOf(title) - widthOf(id)
  const places = rule.issues.flatMap((issue) => renderIssue(issue, rule, page))
  // Whoever wants to know more, or to let something pass, needs the id: it goes below where there is no room beside.
  const head = gap >= 2 ? [`${title}${' '.repeat(gap)}${id}`] : [title, `${indentOf(page)}${id}`]
  return [...head, ...places]
}

function renderIssue(finding: Issue, rule: RuleGroup, page: Page): readonly string[] {
  const { paint, symbols } = page
  const indent = indentOf(page)
  const line = escapeTerminalLine(finding.excerpt).replaceAll('…', symbols.ellipsis)
  const excerpt = fitExcerpt(line, page.width - indent.length - 2, symbols.ellipsis)
  const remarks = remarksOn(finding, rule, sinceWhen).map(escapeTerminal)
  return [
    `${indent}${paint.place(escapeTerminal(placeOf(finding)))}`,
    ...(excerpt === '' ? [] : [`${indent}${paint.dim(symbols.gutter)} ${excerpt}`]),
    ...itemized(page, indent, remarks).map((line) => paint.dim(line)),
    ...renderOthers(finding, indent, page),
  ]
}

/** The same secret elsewhere: some places, so that it can be found, and how many more. */
function renderOthers({ others }: Issue, indent: string, page: Page): readonly string[] {
  if (others.length === 0) return []
  const { paint } = page
  const [shown, more] = shorten(page, others, placeLimit)
  return [
    paint.dim(`${indent}the same in ${count(others.length, 'more place')}`),
    ...shown.map((place) => `${indent}  ${paint.place(escapeTerminal(placeWithTime(place)))}`),
    ...andMore(page, more, `${indent}  `),
  ]
}

function sinceWhen(finding: AssessedFinding): string {
  if (finding.commit === null || finding.history === undefined) return ''
  const { authorDate, author } = finding.history
  const since = isTracked(finding) ? 'since' : isSecret(finding) ? 'first in' : 'only in history, first in'
  return `${since} ${shortCommit(finding.commit)}, ${dayOf(authorDate)}, ${author}`
}

function renderSettled(report: Report, page: Page): readonly string[] {
  const settled = settledIssues(report)
  if (settled.length === 0) return []
  const [shown, more] = shorten(page, settled, limit)
  const lines = shown.flatMap((finding) => {
    const { paint, symbols } = page
    const reason = finding.statusReason === undefined ? '' : ` ${symbols.dot} ${finding.statusReason}`
    const remark = `${statusWord(finding)} ${symbols.dot} ${finding.title}${reason}`
    return [
      `  ${paint.place(escapeTerminal(placeOf(finding)))}`,
      ...labelled(page, '    ', escapeTerminal(remark), paint.dim),
      ...renderOthers(finding, '    ', page),
    ]
  })
  return [...heading(page, 'Set aside', statusCounts(settled)), ...lines, ...andMore(page, more, '  ')]
}

// Under the rule's title, past the column of severities; on narrow terminals the room is worth more than the column.
const indentOf = (page: Page): string => ' '.repeat(page.width >= 72 ? 10 : 2)
