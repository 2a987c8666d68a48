import type { Reason } from '../../policies/readiness.ts'
import type { Group } from '../group.ts'
import { gravestFirst, openFindings } from '../group.ts'
import type { Report } from '../report.ts'
import {
  bytes,
  count,
  duration,
  grantsNothing,
  headline,
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
  const { policy = '', reasons = [] } = report.readiness ?? {}
  const of = (state: Reason['state']): number => reasons.filter((reason) => reason.state === state).length
  const parts = [
    count(of('met'), 'holds', 'hold'),
    ...(of('unmet') === 0 ? [] : [count(of('unmet'), 'does not', 'do not')]),
    ...(of('unknown') === 0 ? [] : [`${of('unknown')} could not be read`]),
  ]
  return `Of the ${count(reasons.length, 'condition')} in the policy “${policy}”, ${parts.join(', ')}.`
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

const stateOrder: readonly Reason['state'][] = ['unmet', 'unknown', 'met']
const looks = { met: 'good', unmet: 'bad', unknown: 'unsure' } as const

/** What the policy wants beside what was found, what does not hold first. */
export function reasonsSection(reasons: readonly Reason[]): Html {
  if (reasons.length === 0) return nothing
  const sorted = reasons.toSorted(
    (one, other) => stateOrder.indexOf(one.state) - stateOrder.indexOf(other.state),
  )
  const rows = sorted.map(
    ({ state, wanted, found, todo }) =>
      html`<tr>
        <td>${icon(looks[state])}<span class="sr">${reasonStates[state]}</span></td>
        <th scope="row">${proseHtml(wanted)}</th>
        <td>
          <span class="found ${looks[state]}">${proseHtml(found)}</span>${
            todo === undefined || state === 'met'
              ? nothing
              : html`<span class="todo">${proseHtml(todo)}</span>`
          }
        </td>
      </tr> `,
  )
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
          ${rows}
        </tbody>
      </table>
    </div>
  </section> `
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
    ({ path, reason }) => html`<li><span class="path">${path}</span><span>${proseHtml(reason)}</span></li> `,
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
