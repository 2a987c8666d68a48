import type { Reason } from '../../policies/readiness.ts'
import { isAdvice, lookOf, sortReasons } from '../reasons.ts'
import { capitalized, reasonStates } from '../wording.ts'
import { icon } from './icons.ts'
import { html, nothing, proseHtml } from './markup.ts'
import type { Html } from './markup.ts'

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
