import type { Reason } from '../../policies/readiness.ts'
import type { Group } from '../group.ts'
import { gravestFirst, openFindings } from '../group.ts'
import { countReasons, isAdvice, lookOf, sortReasons } from '../reasons.ts'
import type { Report } from '../report.ts'
import {
  bytes,
  capitalized,
  count,
  duration,
  grantsNothing,
  headline,
  placeNotScanned,
  reasonStates,
  severityCounts,
  standing,
} from '../wording.ts'
import { severityBar } from './chart.ts'
import { left } from './findings.ts'
import { icon } from './icons.ts'
import { html, nothing, proseHtml } from './markup.ts'
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
  const open = openFindings(report)
  return open.length === 0 ? 'No policy was applied.' : `${severityCounts(open)}. No policy was applied.`
}

/** Every group as a bar, all to one scale; each leads to its section. */
export function glanceSection(groups: readonly Group[]): Html {
  if (groups.length === 0) return nothing
  const most = Math.max(...groups.map((group) => group.findings.length))
  const rows = groups.map(
    (group) =>
      html`<li>
        <a href="#${group.id}">${group.title}</a>${severityBar(group.findings, most)}<b
          >${group.findings.length.toLocaleString('en-US')}</b
        >
      </li> `,
  )
  const all = groups.flatMap((group) => group.findings)
  const legend = gravestFirst
    .filter((severity) => all.some((finding) => finding.severity === severity))
    .map((severity) => html`<li><span class="dot ${severity}"></span>${severity}</li>`)
  return html`<nav class="card glance" aria-label="What was found">
    <ul class="bars">
      ${rows}
    </ul>
    <ul class="legend" aria-hidden="true">
      ${legend}
    </ul>
  </nav> `
}

/** What the policy wants beside what was found: what does not hold first, advice last. */
export function reasonsSection(reasons: readonly Reason[]): Html {
  if (reasons.length === 0) return nothing
  const sorted = sortReasons(reasons)
  const advice = sorted.filter(isAdvice).map(reasonRow)
  return html`<section aria-labelledby="policy-title">
    <h2 id="policy-title">What the policy wants</h2>
    <div class="card">
      <table>
        <thead>
          <tr>
            <th scope="col"><span class="sr">State</span></th>
            <th scope="col">Wanted</th>
            <th scope="col">Found</th>
          </tr>
        </thead>
        <tbody>
          ${sorted.filter((reason) => !isAdvice(reason)).map(reasonRow)}
        </tbody>
        ${advice.length === 0 ? nothing : adviceBody(advice)}
      </table>
    </div>
  </section> `
}

const adviceBody = (rows: readonly Html[]): Html =>
  html`<tbody>
    <tr>
      <th class="quiet" colspan="3" scope="rowgroup">Advice, which decides nothing</th>
    </tr>
    ${rows}
  </tbody>`

function reasonRow(reason: Reason): Html {
  const { state, wanted, found, todo } = reason
  const look = lookOf(reason)
  const next =
    todo === undefined || state === 'met' ? nothing : html`<span class="todo">${proseHtml(todo)}</span>`
  return html`<tr>
    <td>${icon(look)}<span class="sr">${reasonStates[state]}</span></td>
    <th scope="row">${proseHtml(capitalized(wanted))}</th>
    <td>
      <span class="found ${isAdvice(reason) ? 'advice' : look}">${proseHtml(capitalized(found))}</span>${next}
    </td>
  </tr> `
}

/** How much was looked at, and every place that was not. */
export function coverageSection(report: Report, limit: number): Html {
  const { coverage } = report
  const facts: readonly (readonly [string, string])[] = [
    ['Files', coverage.files.toLocaleString('en-US')],
    ['Data', bytes(coverage.bytes)],
    ...(coverage.commits === 0 ? [] : ([['Commits', coverage.commits.toLocaleString('en-US')]] as const)),
    ...(coverage.commits === 0
      ? []
      : ([['Versions of files', coverage.blobs.toLocaleString('en-US')]] as const)),
    ['Time', duration(report.duration)],
    ['Not scanned', coverage.notScanned.length.toLocaleString('en-US')],
  ]
  return html`<section aria-labelledby="coverage-title">
    <h2 id="coverage-title">What was looked at</h2>
    <dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${notScanned(report, limit)}
  </section> `
}

function notScanned(report: Report, limit: number): Html {
  const places = report.coverage.notScanned
  if (places.length === 0) return html`<p class="lead">Nothing was left out.</p>`
  const shown = places.slice(0, limit)
  const items = shown.map(
    ({ path, reason }) =>
      html`<li><span class="path">${placeNotScanned(path)}</span><span>${proseHtml(reason)}</span></li> `,
  )
  return html`<div class="card">
      <h3>Not scanned</h3>
      <p>Nothing is known of these: they may hold anything.</p>
      <ul class="places">
        ${items}
      </ul>
    </div>
    ${left(places.length - shown.length)}`
}
