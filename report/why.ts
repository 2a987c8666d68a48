import type { Reason } from '../policies/readiness.ts'
import { escapeMarkdown, markdownProse } from './escape/markdown.ts'
import { escapeTerminal } from './escape/terminal.ts'
import { escapeLogLine } from './escape/workflow-command.ts'
import type { ExplainedPath, Explanation } from './explanation.ts'
import { signs } from './markdown/signs.ts'
import { gravestFirst } from './order.ts'
import { outcomeLooks, outcomeWords } from './outcomes.ts'
import { isAdvice, lookOf, sortReasons } from './reasons.ts'
import { type RenderOptions, resolveOptions } from './renderer.ts'
import { createPage, heading, labelled, type Page } from './terminal/page.ts'
import { capitalized, reasonStates, shortCommit } from './wording.ts'

/** What can be done about a path. */
export const controlLabels: Readonly<Record<ExplainedPath['control'], string>> = {
  enforceable: 'we can change this',
  detectable: 'we can only see this',
  unknown: "we can't see this",
}

const stateWords: Readonly<Record<ExplainedPath['state'], string>> = {
  connected: 'connected',
  possible: 'possibly connected',
  'not-seen': 'not seen',
  unknown: 'could not be read',
}

const pathLooks = { connected: 'unsure', possible: 'unsure', 'not-seen': 'good', unknown: 'unsure' } as const

const instant = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`

const headline = ({ repository, decision }: Explanation): string =>
  `${repository} is ${decision.outcome === 'needs-approval' ? 'not allowed yet: it needs approval' : outcomeWords[decision.outcome]}`

const subtitle = ({ decision }: Explanation): string =>
  [
    `policy ${decision.policy}`,
    `group ${decision.group ?? 'not settled'}`,
    `mode ${decision.mode}`,
    `since ${instant(decision.since)}`,
  ].join(', ')

/** What to do next, without repetitions: what stops it first. */
export function nextSteps({
  decision: { outcome, reasons },
}: Pick<Explanation, 'decision'>): readonly string[] {
  if (outcome === 'allowed') return []
  const deciding = sortReasons(reasons).filter((reason) => !isAdvice(reason) && reason.state !== 'met')
  return [...new Set(deciding.map(({ todo }) => todo).filter((todo) => todo !== undefined))]
}

const byItself = ({ decision: { changesAt } }: Explanation): string =>
  changesAt === null
    ? 'It does not change by itself: only with what is found, approved or written in the policy.'
    : `It may change by itself on ${instant(changesAt)}, when something ends or begins.`

function lookedAtWords({ lookedAt, decision }: Explanation): readonly string[] {
  const { paths, commit, contentProblem } = lookedAt
  return [
    paths === null ? 'Its paths were never read.' : `Its paths were read on ${instant(paths)}.`,
    commit === null
      ? 'Its content was not scanned.'
      : `Its content was scanned at the commit ${shortCommit(commit)}.`,
    ...(contentProblem === undefined ? [] : [`Content that could not be looked at: ${contentProblem}.`]),
    `It was decided on ${instant(decision.decidedAt)}.`,
  ]
}

function findingWords({ findings: { open, settled } }: Explanation): string {
  const counts = gravestFirst
    .filter((severity) => open[severity] > 0)
    .map((severity) => `${open[severity]} ${severity}`)
  const aside = settled === 0 ? '' : `; ${settled} set aside`
  return counts.length === 0 ? `No open findings${aside}.` : `Open findings: ${counts.join(', ')}${aside}.`
}

const ownerWords = ({ owners: { owners, why } }: Explanation): string =>
  owners.length === 0 ? `Nobody owns it. ${why}` : `${owners.join(', ')}. ${why}`

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
    ...[
      ...lookedAtWords(explanation),
      findingWords(explanation),
      `Owners: ${ownerWords(explanation)}`,
      byItself(explanation),
    ].flatMap((text) => labelled(page, '  ', escapeTerminal(text))),
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

/** For an issue. */
export function renderWhyMarkdown(explanation: Explanation): string {
  const reasons = sortReasons(explanation.decision.reasons).map((reason) => {
    const state = `${signs[lookOf(reason)]} ${reasonStates[reason.state]}${isAdvice(reason) ? ' (advice)' : ''}`
    return `| ${state} | ${markdownProse(capitalized(reason.wanted))} | ${markdownProse(capitalized(reason.found))} |`
  })
  const paths = explanation.paths.map(({ assistant, path, state, control, evidence, why }) => {
    const proof = [...evidence, ...(why === undefined ? [] : [`${capitalized(why)}.`])]
      .map(escapeMarkdown)
      .join('<br>')
    return `| ${escapeMarkdown(assistant)} | ${path} | ${stateWords[state]} | ${controlLabels[control]} | ${proof} |`
  })
  const next = nextSteps(explanation).map((todo) => `- ${markdownProse(todo)}`)
  return [
    `## ${signs[outcomeLooks[explanation.decision.outcome]]} ${escapeMarkdown(headline(explanation))}`,
    '',
    escapeMarkdown(subtitle(explanation)),
    '',
    ...explanation.remarks.map((remark) => `> ${escapeMarkdown(remark)}\n`),
    '| State | Wanted | Found |\n| --- | --- | --- |',
    ...reasons,
    ...(next.length === 0 ? [] : ['', '### What to do next', '', ...next]),
    '',
    '### How it is reached',
    '',
    '| Assistant | Way | State | | Evidence |\n| --- | --- | --- | --- | --- |',
    ...paths,
    '',
    '### What was looked at',
    '',
    ...[
      ...lookedAtWords(explanation),
      findingWords(explanation),
      `Owners: ${ownerWords(explanation)}`,
      byItself(explanation),
    ].map((text) => `- ${escapeMarkdown(text)}`),
    '',
  ].join('\n')
}

/** For programs. */
export const renderWhyJson = (explanation: Explanation): string =>
  `${JSON.stringify({ version: 1, ...explanation, next: nextSteps(explanation) }, undefined, 2)}\n`
