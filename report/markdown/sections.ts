import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { escapeMarkdown, markdownCode, markdownProse } from '../escape/markdown.ts'
import { groupByRule, groupFindings, openIssues, settledIssues } from '../group.ts'
import type { Issue } from '../issues.ts'
import { isTracked } from '../order.ts'
import { isAdvice, lookOf, sortReasons } from '../reasons.ts'
import type { Report } from '../report.ts'
import {
  amount,
  broughtWords,
  capitalized,
  count,
  dayOf,
  fixFor,
  placeNotScanned,
  placeOf,
  placeWithTime,
  reasonStates,
  severityCounts,
  shortCommit,
  statusCounts,
  statusWord,
} from '../wording.ts'
import type { Section } from './budget.ts'
import { pageOf, proseOf } from './own-words.ts'
import { signs } from './signs.ts'

/** Every part between the verdict and the closing lines, in reading order. `limit` rows each. */
export function markdownSections(report: Report, limit: number): readonly Section[] {
  return [reasons, ...groups(report, limit), settled, advice, notScanned]
    .map((section) => (typeof section === 'function' ? section(report, limit) : section))
    .filter((section) => section.rows.length > 0)
    .map((section) => ({ ...section, limit }))
}

/** Of what a section may show, the share that the places of one secret may take. */
const placeShare = 1 / 10

type Part = Omit<Section, 'limit'>

function reasons(report: Report): Part {
  const rows = sortReasons(report.readiness?.reasons ?? []).map((reason) => {
    const { state, wanted, found, todo } = reason
    const look = `${signs[lookOf(reason)]} ${reasonStates[state]}${isAdvice(reason) ? ' (advice)' : ''}`
    const next = todo === undefined || state === 'met' ? '' : `<br>→ ${markdownProse(todo)}`
    return `| ${look} | ${markdownProse(capitalized(wanted))} | ${markdownProse(capitalized(found))}${next} |`
  })
  return { head: table('', 'State', 'Wanted', 'Found'), rows }
}

function groups(report: Report, limit: number): readonly Part[] {
  return groupFindings(report).map((group) => {
    // Without history nothing is known of the past, and an empty column takes the room of what is.
    const times = group.issues.some((issue) => sinceWhen(issue) !== '') ? ['Since'] : []
    return {
      head: table(
        `### ${group.title}: ${severityCounts(group.issues)}`,
        'Severity',
        'What',
        'Where',
        ...times,
      ),
      rows: group.issues.map(
        (issue) => `${issueRow(issue, limit)}${times.map(() => ` ${sinceWhen(issue)} |`).join('')}`,
      ),
    }
  })
}

function issueRow(finding: Issue, limit: number): string {
  const { severity, title, excerpt, note, reachedBy, statusReason } = finding
  const strong = severity === 'critical' || severity === 'high' ? `**${severity}**` : severity
  const what = [
    escapeMarkdown(title),
    ...(excerpt === '' ? [] : [markdownCode(excerpt)]),
    ...(reachedBy.length === 0 ? [] : [`inside ${reachedBy.map(markdownCode).join(', ')}`]),
    ...(note === undefined ? [] : [markdownProse(capitalized(note))]),
    ...broughtWords(finding).map(capitalized),
    ...(statusReason === undefined ? [] : [markdownProse(statusReason)]),
  ]
  return `| ${strong} | ${what.join('<br>')} | ${placesOf(finding, limit)} |`
}

/** The place that matters most, some of the others, and how many more. */
function placesOf(issue: Issue, limit: number): string {
  const shown = issue.others.slice(0, limit * placeShare).map((place) => markdownCode(placeWithTime(place)))
  const more = issue.others.length - shown.length
  const rest = more === 0 ? [] : [`and ${count(more, 'more place')}`]
  return [markdownCode(placeOf(issue)), ...shown, ...rest].join('<br>')
}

function sinceWhen(finding: AssessedFinding): string {
  if (finding.commit === null || finding.history === undefined) return ''
  const { authorDate, author } = finding.history
  const when = `${markdownCode(shortCommit(finding.commit))} ${escapeMarkdown(dayOf(authorDate))}, ${escapeMarkdown(author)}`
  return isTracked(finding) ? when : `only in history: ${when}`
}

function settled(report: Report, limit: number): Part {
  const findings = settledIssues(report)
  const rows = findings.map((finding) => {
    const { title, statusReason } = finding
    return `| ${statusWord(finding)} | ${escapeMarkdown(title)} | ${placesOf(finding, limit)} | ${escapeMarkdown(statusReason ?? '')} |`
  })
  return {
    head: table(`### Set aside: ${statusCounts(findings)}`, 'Status', 'What', 'Where', 'Reason'),
    rows,
  }
}

function advice(report: Report): Part {
  const groups = groupByRule(openIssues(report)).filter(({ severity }) => severity !== 'info')
  const rows = groups.map((group) => {
    const info = report.rules.get(group.rule)
    const places = amount(group.issues)
    const title = `- **${escapeMarkdown(group.title)}**${places === count(1, 'place') ? '' : ` (${places})`}`
    if (info === undefined) return title
    const prose = proseOf(info)
    const page = pageOf(info)
    const readOn = page === undefined ? '' : ` (${page})`
    return `${title}: ${prose(info.why)}<br>→ ${prose(fixFor(info, group.issues))}${readOn}`
  })
  return { head: '### What to do\n\n', rows }
}

function notScanned(report: Report): Part {
  const places = report.coverage.notScanned
  const rows = places.map(
    ({ path, reason }) => `- ${markdownCode(placeNotScanned(path))}: ${markdownProse(reason)}`,
  )
  const title = `Not scanned: ${count(places.length, 'place')}, nothing is known of them`
  return { head: `<details><summary>${title}</summary>\n\n`, rows, foot: '\n</details>\n' }
}

function table(title: string, ...columns: readonly string[]): string {
  const cells = columns.map((column) => ` ${column} |`).join('')
  return `${title === '' ? '' : `${title}\n\n`}|${cells}\n|${' --- |'.repeat(columns.length)}\n`
}
