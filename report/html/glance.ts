import { gravestFirst } from '../group.ts'
import type { Group } from '../group.ts'
import { severityBar } from './chart.ts'
import { html, nothing } from './markup.ts'
import type { Html } from './markup.ts'

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
