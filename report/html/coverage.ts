import type { Report } from '../report.ts'
import { bytes, duration, placeNotScanned } from '../wording.ts'
import { left } from './findings.ts'
import { html, proseHtml } from './markup.ts'
import type { Html } from './markup.ts'

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
