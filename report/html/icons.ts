import { html } from './markup.ts'
import type { Html } from './markup.ts'

import type { Look } from '../reasons.ts'

/** Signs drawn in the page: it loads nothing. Their meaning always stands beside them in words. */
export const icon = (name: Look): Html =>
  html`<svg class="icon ${name}" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="12" />
    ${strokes[name]}
  </svg>`

const strokes: Readonly<Record<Look, Html>> = {
  good: html`<path d="M6.8 12.6l3.4 3.4 7-7.6" />`,
  bad: html`<path d="M8 8l8 8M16 8l-8 8" />`,
  unsure: html`<path d="M9 9.3a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.1-1.5 2.2M12 17.4v.1" />`,
  advice: html`<path d="M12 6.6v6.6M12 17.1v.1" />`,
}

/** A gate under an arch. */
export const gate = html`<svg class="gate" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M3 22V11a9 9 0 0 1 18 0v11M3 22h18M9 22V4M15 22V4M3 14h18" />
</svg>`
