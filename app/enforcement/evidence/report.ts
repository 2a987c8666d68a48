import { createHash } from 'node:crypto'
import { type Html, html, nothing } from '../../../report/html/markup.ts'
import { controls } from './controls.ts'
import { nameOfWho } from './csv-of.ts'
import { eventPopulations, things } from './populations.ts'
import { mostShown, type OrganizationSummary, type PackSummary } from './summary.ts'
import { reportStyle } from './report-style.ts'

export interface ReportAbout {
  readonly version: string
  readonly madeAt: string
  readonly keyId: string
}

/** The pack's first page, for people: it loads nothing, runs nothing, and can be printed. */
export function renderPackReport({ period, organizations }: PackSummary, about: ReportAbout): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Evidence from ${day(period.from)} to ${day(period.to)}</title>
        ${styleElement}
      </head>
      <body>
        <header>
          <p><b>Gatehouse</b></p>
          <h1>Evidence on access of AI assistants to repositories</h1>
          <p>
            From ${period.from} to ${period.to} (exclusive), of
            ${organizations.map(({ name }) => name).join(', ') || 'no organization'}.
          </p>
        </header>
        <main>
          ${trustSection(about)} ${controlSection(organizations)} ${organizations.map(organizationSection)}
        </main>
        <footer>Gatehouse ${about.version} · made ${about.madeAt}</footer>
      </body>
    </html> `
  return `${page.markup.trimEnd()}\n`
}

const styleElement: Html = { markup: `<style>${reportStyle}</style>` }
const styleHash = createHash('sha256').update(reportStyle).digest('base64')
const day = (at: string): string => at.slice(0, 10)
const number = (value: number): string => value.toLocaleString('en-US')

const trustSection = ({ keyId }: ReportAbout): Html =>
  html`<section>
    <h2>What this is, and how to check it</h2>
    <p>
      These are facts from Gatehouse’s record, with pointers into it. It is no certification, and no opinion
      on whether a control is effective: that is for who reads it to judge.
    </p>
    <ul>
      <li>
        <code>record.jsonl</code> is the record from its first event to the end of the period. Everything else
        is made of it, but for what only the database told when this was made: names
        (<code>repositories.jsonl</code>, <code>people.jsonl</code>) and what a look could not reach
        (<code>sweep-coverage.jsonl</code>). A column <code>event</code> is a <code>sequence</code> in the
        record.
      </li>
      <li>
        <code>manifest.json</code> names each file with its SHA-256, and is signed by the key ${keyId}.
        <code>gatehouse evidence verify &lt;pack&gt; --public-key key.pem</code> checks signature, files and
        chain, and makes every file again from the record to compare them. It needs no network.
      </li>
      <li>
        What is never proven: that something was recorded at all. A decision has an event where its outcome or
        its group changed; its reasons are those of that time. A connection that could not be read any more
        stands as it was last seen.
      </li>
    </ul>
  </section>`

function controlSection(organizations: readonly OrganizationSummary[]): Html {
  const rowsOf = (file: string): number =>
    organizations.reduce((sum, { rows }) => sum + (rows.get(file) ?? 0), 0)
  return html`<section>
    <h2>Which facts speak to which control</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Control</th>
          <th scope="col">Facts</th>
          <th scope="col">Rows</th>
        </tr>
      </thead>
      <tbody>
        ${controls.flatMap(({ standard, id, about, facts }) =>
          facts.map(
            ({ file, shows }, index) =>
              html`<tr>
                ${index === 0 ? html`<th scope="rowgroup" rowspan="${facts.length}">${standard} ${id}<br /><span class="quiet">${about}</span></th>` : nothing}
                <td><code>${file}.jsonl</code>: ${shows}</td>
                <td class="number">${number(rowsOf(file))}</td>
              </tr>`,
          ),
        )}
      </tbody>
    </table>
  </section>`
}

const organizationSection = (one: OrganizationSummary): Html =>
  html`<section>
    <h2>${one.name}</h2>
    <h3>At the end of the period</h3>
    <table>
      <tbody>
        ${[...one.states].map(([outcome, count]) => figure(`Repositories, ${outcome}`, count))}
        ${figure('Reached by an assistant', one.connected)} ${figure('Reached, and not allowed', one.against)}
        ${figure('Gone', one.gone)}
      </tbody>
    </table>
    ${gapsSection(one)}
    <h3>What happened</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">Population</th>
          <th scope="col">Rows</th>
          <th scope="col">Of these</th>
        </tr>
      </thead>
      <tbody>
        ${[...things, ...eventPopulations].map(
          ({ file, title, says }) =>
            html`<tr>
              <td>
                <b>${title}</b><br /><span class="quiet">${says}</span><br /><code>${file}.jsonl</code>,
                <code>${file}.csv</code>
              </td>
              <td class="number">${number(one.rows.get(file) ?? 0)}</td>
              <td>
                ${[...(one.outcomes.get(file) ?? [])]
                  .map(([what, count]) => `${number(count)} ${what}`)
                  .join(', ')}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${things.filter(({ file }) => file !== 'changes').map(({ file, title }) => thingSection(one, file, title))}
  </section>`

const figure = (label: string, count: number): Html =>
  html`<tr>
    <th scope="row">${label}</th>
    <td class="number">${number(count)}</td>
  </tr>`

function gapsSection({
  missed,
  missedCount,
  notLookedAt,
  notLookedAtCount,
  unlisted,
}: OrganizationSummary): Html {
  if (missed.length === 0 && notLookedAtCount === 0)
    return html`<h3>What was not looked at</h3>
      <p>Nothing: every look that was due came to its end, and none left a repository out.</p>`
  return html`<h3>What was not looked at</h3>
    <p>
      ${number(missedCount)} looks at everything were missed; ${number(notLookedAtCount)} times a repository
      could not be read or scanned.
      ${unlisted > 0 ? `A look names a thousand repositories at most: ${number(unlisted)} more were counted and not named.` : ''}
    </p>
    <ul>
      ${missed.map((one) => html`<li>No look from ${one.from} to ${one.to}: ${one.missed} missed</li>`)}
      ${notLookedAt.map(
        (one) =>
          html`<li>
            ${one.repository} could not be ${one.what === 'read' ? 'read' : 'scanned'}
            ${one.isSinceEarlier ? 'since before' : 'since'}
            ${one.since}${one.until === null ? '' : ` until ${one.until}`}: ${one.why}
          </li>`,
      )}
    </ul>`
}

function thingSection({ shown, rows }: OrganizationSummary, file: string, title: string): Html {
  const list = shown.get(file) ?? []
  if (list.length === 0) return nothing
  const all = rows.get(file) ?? 0
  return html`<h3>${title}</h3>
    ${all > mostShown ? html`<p>The first ${mostShown} of ${number(all)}; all are in <code>${file}.csv</code>.</p>` : nothing}
    <table>
      <thead>
        <tr>
          <th scope="col">Repository</th>
          <th scope="col">Begun</th>
          <th scope="col">Ended</th>
          <th scope="col">Outcome</th>
        </tr>
      </thead>
      <tbody>
        ${list.map(
          ({ repository, subject, begun, ended, outcome }) =>
            html`<tr>
              <td>${repository ?? subject}</td>
              <td>
                ${begun.at}<br /><span class="quiet">${nameOfWho(begun.by)}, event ${begun.event}</span>
              </td>
              <td>
                ${ended ? html`${ended.at}<br /><span class="quiet">${nameOfWho(ended.by)}, event ${ended.event}</span>` : nothing}
              </td>
              <td>${outcome ?? 'not ended'}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
}
