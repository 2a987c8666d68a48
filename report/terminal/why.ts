import type { Reason } from '../../policies/readiness.ts'
import { escapeTerminal } from '../escape/terminal.ts'
import { escapeLogLine } from '../escape/workflow-command.ts'
import type { ExplainedPath, Explanation } from '../explanation.ts'
import { outcomeLooks } from '../outcomes.ts'
import { isAdvice, lookOf, sortReasons } from '../reasons.ts'
import { type RenderOptions, resolveOptions } from '../renderer.ts'
import { controlLabels, groundWords, headline, nextSteps, stateWords, subtitle } from '../why.ts'
import { capitalized } from '../wording.ts'
import { createPage, heading, labelled, type Page } from './page.ts'

const pathLooks = { connected: 'unsure', possible: 'unsure', 'not-seen': 'good', unknown: 'unsure' } as const

/** For a person at a terminal. */
export function renderWhy(explanation: Explanation, options?: Partial<RenderOptions>): string {
  const page = createPage(resolveOptions(options))
  const { paint, symbols } = page
  const look = outcomeLooks[explanation.decision.outcome]
  const next = nextSteps(explanation)
  const lines = [
    paint.bold(paint[look](`${symbols[look]} ${escapeTerminal(headline(explanation))}`)),
    ...labelled(page, '  ', escapeTerminal(subtitle(explanation)), paint.dim),
    ...explanation.remarks.flatMap((remark) =>
      labelled(page, `  ${symbols.advice} `, escapeTerminal(remark), paint.advice),
    ),
    ...heading(page, 'Why'),
    ...sortReasons(explanation.decision.reasons).flatMap((reason) => reasonLines(reason, page)),
    ...(next.length === 0 ? [] : heading(page, 'What to do next')),
    ...next.flatMap((todo) => labelled(page, `  ${symbols.arrow} `, escapeTerminal(todo))),
    ...heading(page, 'How it is reached'),
    ...explanation.paths.flatMap((path) => pathLines(path, page)),
    ...heading(page, 'What was looked at'),
    ...groundWords(explanation).flatMap((text) => labelled(page, '  ', escapeTerminal(text))),
  ]
  return `${lines.map(escapeLogLine).join('\n')}\n`
}

function reasonLines(reason: Reason, page: Page): readonly string[] {
  const look = lookOf(reason)
  const sign = page.paint[look](page.symbols[look])
  const advice = isAdvice(reason) ? ' (advice, decides nothing)' : ''
  return [
    ...labelled(page, `  ${sign} `, escapeTerminal(`${capitalized(reason.wanted)}${advice}`)),
    ...labelled(page, '    ', escapeTerminal(`found: ${reason.found}`), page.paint.dim),
  ]
}

function pathLines(path: ExplainedPath, page: Page): readonly string[] {
  const look = pathLooks[path.state]
  const title = `${path.assistant}, ${path.path}: ${stateWords[path.state]} (${controlLabels[path.control]})`
  const why = path.why === undefined ? [] : [`${capitalized(path.why)}.`]
  return [
    ...labelled(page, `  ${page.paint[look](page.symbols[look])} `, escapeTerminal(title)),
    ...[...path.evidence, ...why].flatMap((text) =>
      labelled(page, '    ', escapeTerminal(text), page.paint.dim),
    ),
  ]
}
