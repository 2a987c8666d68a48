import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { htmlAddress } from '../escape/html.ts'
import { groupByRule } from '../group.ts'
import { remarksOn } from '../remarks.ts'
import type { Group, GroupId, RuleGroup } from '../group.ts'
import type { Issue } from '../issues.ts'
import { isTracked } from '../order.ts'
import type { Report } from '../report.ts'
import {
  amount,
  count,
  dayOf,
  fixFor,
  placeOf,
  placeWithTime,
  severityCounts,
  shortCommit,
  statusWord,
} from '../wording.ts'
import { html, linkedProseHtml, nothing, proseHtml } from './markup.ts'
import type { Html } from './markup.ts'

/** What each group means, for somebody who does not read code. */
const meanings: Readonly<Record<GroupId, string>> = {
  tracked:
    'They are in the files now: everybody and every assistant that can read the repository can read them.',
  history:
    'They are gone from the files, but every clone still holds them. Only a replaced secret is safe again.',
  files: 'Files that usually hold secrets, or that a repository is better without.',
  assistant: 'How Claude is set up here: workflows that run it, and what it may read.',
  code: 'Places in the code that weaken its security.',
}

/** Places of one rule that are shown before the rest is folded. */
const unfolded = 8
/** Of what a page may show, the share that the places of one secret may take. */
const placeShare = 1 / 5

/** One group: what it means, then each rule with what to do and where. `limit` findings at most. */
export function groupSection(group: Group, report: Report, limit: number): Html {
  const shown = group.issues.slice(0, limit)
  const rules = groupByRule(shown).map((rule) => ruleCard(rule, report, limit))
  return html`<section id="${group.id}" aria-labelledby="${group.id}-title">
    <h2 id="${group.id}-title">${group.title} <span class="count">${severityCounts(group.issues)}</span></h2>
    <p class="lead">${meanings[group.id]}</p>
    ${rules}${left(group.issues.length - shown.length)}
  </section> `
}

function ruleCard(rule: RuleGroup, report: Report, limit: number): Html {
  const info = report.rules.get(rule.rule)
  const advice =
    info === undefined
      ? nothing
      : html`<p>${linkedProseHtml(info.why)}</p>
          <p class="fix">
            <b>What to do</b> ${linkedProseHtml(fixFor(info, rule.issues))}
            ${info.source.url === '' ? nothing : source(info.source.url)}
          </p>`
  const first = rule.issues.slice(0, unfolded)
  const rest = rule.issues.slice(unfolded)
  return html`<article class="card">
    <header>
      <h3>${rule.title}</h3>
      <span class="pill ${rule.severity}">${rule.severity}</span
      ><span class="quiet">${amount(rule.issues)}</span>
    </header>
    ${advice}
    ${places(first, rule, limit)}${
      rest.length === 0
        ? nothing
        : html`<details>
            <summary>${count(rest.length, 'more place')}</summary>
            ${places(rest, rule, limit)}
          </details>`
    }
  </article> `
}

// The address is checked and quoted by its own escape; only https leads anywhere.
const source = (address: string): Html => ({
  markup: `<a href=${htmlAddress(address)} rel="noreferrer noopener">About this kind</a>`,
})

const places = (findings: readonly Issue[], rule: RuleGroup, limit: number): Html =>
  html`<ul class="places">
    ${findings.map((finding) => place(finding, rule, limit))}
  </ul>`

function place(finding: Issue, rule: RuleGroup, limit: number): Html {
  const remarks = remarksOn(finding, rule, sinceWhen)
  return html`<li>
    <span class="path">${placeOf(finding)}</span>${
      finding.excerpt === '' ? nothing : html`<code class="excerpt">${finding.excerpt.trim()}</code>`
    }${remarks.length === 0 ? nothing : html`<span class="quiet">${proseHtml(remarks.join(' · '))}</span>`}${otherPlaces(finding, limit)}
  </li> `
}

/** The same secret elsewhere, folded. */
function otherPlaces({ others }: Issue, limit: number): Html {
  if (others.length === 0) return nothing
  const shown = others.slice(0, limit * placeShare)
  const more = others.length - shown.length
  return html`<details>
    <summary>the same in ${count(others.length, 'more place')}</summary>
    <ul class="places">
      ${shown.map((one) => html`<li><span class="path">${placeWithTime(one)}</span></li> `)}
    </ul>
    ${left(more)}
  </details>`
}

function sinceWhen(finding: AssessedFinding): string {
  if (finding.commit === null || finding.history === undefined) return ''
  const { authorDate, author } = finding.history
  const since = isTracked(finding) ? 'since' : 'only in history, first on'
  return `${since} ${dayOf(authorDate)}, by ${author}, in ${shortCommit(finding.commit)}`
}

/** What people or the diff have taken out of the count: it stays on the page. */
export function settledSection(findings: readonly Issue[], remark: string, limit: number): Html {
  if (findings.length === 0) return nothing
  const shown = findings.slice(0, limit)
  const items = shown.map(
    (finding) =>
      html`<li>
        <span class="path">${placeOf(finding)}</span
        ><span><b>${statusWord(finding)}</b> · ${finding.title}</span>${
          finding.statusReason === undefined
            ? nothing
            : html`<span class="quiet">${finding.statusReason}</span>`
        }${otherPlaces(finding, limit)}
      </li> `,
  )
  return html`<section id="settled" aria-labelledby="settled-title">
    <h2 id="settled-title">Set aside <span class="count">${remark}</span></h2>
    <p class="lead">
      Somebody has judged these, or they are outside of what was asked. They are kept here so that nothing
      disappears.
    </p>
    <div class="card">
      <ul class="places">
        ${items}
      </ul>
    </div>
    ${left(findings.length - shown.length)}
  </section> `
}

/** What the page leaves out, and where it is. */
export const left = (more: number): Html =>
  more === 0
    ? nothing
    : html`<p class="left">
        and ${more.toLocaleString('en-US')} more; <code>--all</code> shows them here,
        <code>--format jsonl</code> lists them for programs
      </p>`
