import { createHash } from 'node:crypto'
import { groupFindings, settledIssues } from './group.ts'
import { groupSection, settledSection } from './html/findings.ts'
import { gate } from './html/icons.ts'
import { html } from './html/markup.ts'
import type { Html } from './html/markup.ts'
import { coverageSection } from './html/coverage.ts'
import { glanceSection } from './html/glance.ts'
import { reasonsSection } from './html/reasons.ts'
import { verdictSection } from './html/verdict.ts'
import { style } from './html/style.ts'
import { resolveOptions } from './renderer.ts'
import type { Renderer } from './renderer.ts'
import type { Report } from './report.ts'
import { dayOf, headline, statusCounts } from './wording.ts'

/** Findings of a group, or places not scanned, on one page: a browser stays quick, and a print thin. */
const limit = 500

/**
 * One page that loads nothing and runs nothing: for people who decide and do not read code. Its content security policy
 * allows this one style sheet, by hash, and nothing else.
 */
export const renderHtml: Renderer = (report, options) => {
  const most = resolveOptions(options).all ? Number.POSITIVE_INFINITY : limit
  const groups = groupFindings(report)
  const settled = settledIssues(report)
  const body = html`${pageHeader(report)}
    <main id="main">
      ${verdictSection(report)}${glanceSection(groups)}${reasonsSection(report.readiness?.reasons ?? [])}${groups.map((group) => groupSection(group, report, most))}${settledSection(settled, statusCounts(settled), most)}${coverageSection(report, most)}
    </main>
    ${pageFooter(report)}`
  return `${page(report, body).markup.trimEnd()}\n`
}

const page = (report: Report, body: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${headline(report)} · ${report.target}</title>
        ${styleElement}
      </head>
      <body>
        <a class="sr skip" href="#main">To the report</a>
        ${body}
      </body>
    </html> `

// Ours and constant. The hash is of exactly the characters between the tags.
const styleElement: Html = { markup: `<style>${style}</style>` }
const styleHash = createHash('sha256').update(style).digest('base64')

const pageHeader = (report: Report): Html =>
  html`<header class="top">
    ${gate}<b>Gatehouse</b><span class="quiet">${dayOf(report.scannedAt)}</span>
  </header> `

const pageFooter = (report: Report): Html =>
  html`<footer>
    <p>
      <b>How to read this.</b> Critical and high: somebody can act in your name today, or soon. Medium and
      low: a weakness that helps an attacker. Info: worth knowing. Secrets are never shown:
      <code>********</code> stands for them.
    </p>
    <p class="quiet">Gatehouse ${report.version} · ${report.scannedAt}</p>
  </footer>`
