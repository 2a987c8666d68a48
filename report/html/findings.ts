import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { htmlAddress } from '../escape/html.ts'
import { groupByRule, isTracked } from '../group.ts'
import type { Group, GroupId, RuleGroup } from '../group.ts'
import type { Report } from '../report.ts'
import { count, dayOf, otherPaths, placeOf, severityCounts, shortCommit, statusWord } from '../wording.ts'
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

/** One group: what it means, then each rule with what to do and where. `limit` findings at most. */
export function groupSection(group: Group, report: Report, limit: number): Html {
  const shown = group.findings.slice(0, limit)
  const rules = groupByRule(shown).map((rule) => ruleCard(rule, report))
  return html`<section id="${group.id}" aria-labelledby="${group.id}-title">
    <h2 id="${group.id}-title">
      ${group.title} <span class="count">${severityCounts(group.findings)}</span>
    </h2>
    <p class="lead">${meanings[group.id]}</p>
    ${rules}${left(group.findings.length - shown.length)}
  </section> `
}

function ruleCard(rule: RuleGroup, report: Report): Html {
  const info = report.rules.get(rule.rule)
  const advice =
    info === undefined
      ? nothing
      : html`<p>${linkedProseHtml(info.why)}</p>
          <p class="fix"><b>What to do</b> ${linkedProseHtml(info.fix)} ${source(info.source.url)}</p>`
  const first = rule.findings.slice(0, unfolded)
  const rest = rule.findings.slice(unfolded)
  return html`<article class="card">
    <header>
      <h3>${rule.title}</h3>
      <span class="pill ${rule.severity}">${rule.severity}</span
      ><span class="quiet">${count(rule.findings.length, 'place')}</span>
    </header>
    ${advice}
    ${places(first, rule)}${
      rest.length === 0
        ? nothing
        : html`<details>
            <summary>${count(rest.length, 'more place')}</summary>
            ${places(rest, rule)}
          </details>`
    }
  </article> `
}

// The address is checked and quoted by its own escape; only https leads anywhere.
const source = (address: string): Html => ({
  markup: `<a href=${htmlAddress(address)} rel="noreferrer noopener">About this kind</a>`,
})

const places = (findings: readonly AssessedFinding[], rule: RuleGroup): Html =>
  html`<ul class="places">
    ${findings.map((finding) => place(finding, rule))}
  </ul>`

function place(finding: AssessedFinding, rule: RuleGroup): Html {
  const remarks = remarksOn(finding, rule)
  return html`<li>
    <span class="path">${placeOf(finding)}</span>${
      finding.excerpt === '' ? nothing : html`<code class="excerpt">${finding.excerpt.trim()}</code>`
    }${remarks.length === 0 ? nothing : html`<span class="quiet">${proseHtml(remarks.join(' · '))}</span>`}
  </li> `
}

function remarksOn(finding: AssessedFinding, rule: RuleGroup): readonly string[] {
  return [
    sinceWhen(finding),
    finding.severity === rule.severity ? '' : `${finding.severity} here`,
    finding.confidence === 'low' ? 'low confidence' : '',
    finding.reachedBy.length === 0 ? '' : `inside ${finding.reachedBy.join(', ')}`,
    finding.note ?? '',
    otherPaths(finding),
  ].filter((remark) => remark !== '')
}

function sinceWhen(finding: AssessedFinding): string {
  if (finding.commit === null || finding.history === undefined) return ''
  const { authorDate, author } = finding.history
  const since = isTracked(finding) ? 'since' : 'only in history, first on'
  return `${since} ${dayOf(authorDate)}, by ${author}, in ${shortCommit(finding.commit)}`
}

/** What people or the diff have taken out of the count: it stays on the page. */
export function settledSection(findings: readonly AssessedFinding[], remark: string, limit: number): Html {
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
        }
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
