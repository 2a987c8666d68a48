import type { Readiness } from '../policies/readiness.ts'
import { escapeMarkdown, markdownCode } from './escape/markdown.ts'
import { openIssues } from './group.ts'
import { fitSections } from './markdown/budget.ts'
import { markdownSections } from './markdown/sections.ts'
import { signs } from './markdown/signs.ts'
import { resolveOptions } from './renderer.ts'
import type { Renderer } from './renderer.ts'
import type { Report } from './report.ts'
import { duration, grantsNothing, headline, lookedAt, severityCounts, standing } from './wording.ts'

/** The longest text GitHub takes for an issue, a pull request or a comment, in characters. */
const lengthLimit = 65_536
const rowLimit = 50

/**
 * For a pull request or an issue: GitHub Flavored Markdown that fits into one comment. Rows that do not fit are counted;
 * with `all` everything is written, however long.
 */
export const renderMarkdown: Renderer = (report, options) => {
  const { all } = resolveOptions(options)
  const top = opening(report)
  const bottom = closing(report)
  const room = all ? Number.POSITIVE_INFINITY : lengthLimit - top.length - bottom.length
  const sections = markdownSections(report, all ? Number.POSITIVE_INFINITY : rowLimit)
  return `${top}${fitSections(sections, room)}${bottom}`
}

function opening(report: Report): string {
  const { readiness } = report
  const counts = readiness === undefined ? severityCounts(openIssues(report)) : ''
  const policy = readiness === undefined ? '' : ` against ${policyOf(readiness)}`
  const { look, text } = report.outcome ?? { look: standing(report), text: headline(report) }
  const title = `## ${signs[look]} ${text}${counts === '' ? '' : `: ${counts}`}`
  return `${title}\n\n${markdownCode(short(report.target))}${policy}\n\n`
}

const policyOf = ({ policy, group }: Readiness): string =>
  `the policy ${markdownCode(short(policy))}${group === undefined ? '' : `, group ${markdownCode(short(group))}`}`

function closing(report: Report): string {
  const { coverage } = report
  const missing = coverage.notScanned.length === 0 ? ' Nothing was left out.' : ''
  const looked = `Looked at ${lookedAt(coverage)} within ${duration(report.duration)}.${missing}`
  const grants = report.readiness === undefined ? '' : `\n\n*${grantsNothing}*`
  return `${looked}${grants}\n\n<sub>Gatehouse ${escapeMarkdown(short(report.version))}</sub>\n`
}

// Written out, each of these characters takes up to ten.
const short = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text)
