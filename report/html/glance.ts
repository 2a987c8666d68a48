import type { Group } from '../group.ts'
import { gravestFirst } from '../order.ts'
import { severityBar } from './chart.ts'
import { html, nothing } from './markup.ts'
import type { Html } from './markup.ts'

/** Every group as a bar, all to one scale; each leads to its section. */
export function glanceSection(groups: readonly Group[]): Html {
  if (groups.length === 0) return nothing
  const most = Math.max(...groups.map((group) => group.issues.length))
  const rows = groups.map(
    (group) =>
      html`<li>
        <a href="#${group.id}">${group.title}</a>${severityBar(group.issues, most)}<b
          >${group.issues.length.toLocaleString('en-US')}</b
        >
      </li> `,
  )
  const all = groups.flatMap((group) => group.issues)
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
