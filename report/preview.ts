import type { ChangedReason, PolicyPreview, RepositoryChange } from '../policies/preview-policy.ts'
import { escapeMarkdown, markdownCode, markdownProse } from './escape/markdown.ts'
import { escapeTerminal } from './escape/terminal.ts'
import { escapeLogLine } from './escape/workflow-command.ts'
import { fitSections, type Section } from './markdown/budget.ts'
import { outcomeLooks, outcomeWords } from './outcomes.ts'
import { type RenderOptions, resolveOptions } from './renderer.ts'
import { createPage, heading, labelled, type Page, shorten } from './terminal/page.ts'
import { capitalized, count } from './wording.ts'

/** A preview, and what it is of. */
export interface ShownPreview {
  /** `acme` */
  readonly organization: string
  /** What is in force: `acme/gatehouse@1a2b3c4`, `observe-all`. */
  readonly current: string
  /** The file. */
  readonly candidate: string
  readonly preview: PolicyPreview
  /** What people must know of it: that facts are old, that something could not be read. */
  readonly remarks: readonly string[]
}

/** Repositories of a kind of change that are listed unless all are wanted. */
const shownRepositories = 20
/** The longest text GitHub takes for a comment, in characters, with room for what stands around. */
const markdownRoom = 60_000

/** Repositories by what they were and would be, in the order of the preview. */
function transitions({ changes }: PolicyPreview): readonly {
  readonly title: string
  readonly after: RepositoryChange['after']['outcome']
  readonly changes: readonly RepositoryChange[]
}[] {
  const groups = new Map<string, RepositoryChange[]>()
  for (const change of changes) {
    const title = `${outcomeWords[change.before.outcome]} → ${outcomeWords[change.after.outcome]}`
    groups.set(title, [...(groups.get(title) ?? []), change])
  }
  return [...groups].map(([title, list]) => ({ title, after: list[0]!.after.outcome, changes: list }))
}

const repositories = (number: number): string => count(number, 'repository', 'repositories')

/** `2 of 40 repositories would change`. */
const summary = ({ preview }: ShownPreview): string =>
  preview.changes.length === 0
    ? `None of ${repositories(preview.repositories)} would change`
    : `${preview.changes.length.toLocaleString('en-US')} of ${repositories(preview.repositories)} would change`

function asides({ preview: { modeChanges, regrouped } }: ShownPreview): readonly string[] {
  return [
    ...modeChanges.map(
      ({ before, after, repositories: number }) =>
        `${repositories(number)} would stay as decided, with the mode ${after} instead of ${before}.`,
    ),
    ...(regrouped === 0 ? [] : [`${repositories(regrouped)} would stay as decided, by another group.`]),
  ]
}

/** One line about a reason: what is found, and what would be wanted. */
function reasonWords({ check, before, after }: ChangedReason): string {
  if (after === undefined) return `${check}: not asked any more (${before?.found ?? ''})`
  if (after.state === 'met') return `${check}: holds then: ${after.found}`
  const was = before === undefined ? '' : before.state === 'met' ? '; holds now' : ''
  return `${check}: wanted: ${after.wanted}; found: ${after.found}${was}`
}

/** For a person at a terminal: the counts first, then the repositories with their reasons. */
export function renderPreview(shown: ShownPreview, options?: Partial<RenderOptions>): string {
  const page = createPage(resolveOptions(options))
  const { paint, symbols } = page
  const look = shown.preview.changes.length === 0 ? 'good' : 'unsure'
  const about = `${shown.organization}: ${shown.candidate} instead of ${shown.current}`
  const groups = transitions(shown.preview)
  const lines = [
    paint.bold(paint[look](`${symbols[look]} ${summary(shown)}`)),
    ...labelled(page, '  ', escapeTerminal(about), paint.dim),
    ...groups.map(({ title, after, changes }) =>
      paint[outcomeLooks[after]](`  ${String(changes.length).padStart(5)}  ${arrowed(title, page)}`),
    ),
    ...[...asides(shown), ...shown.remarks].flatMap((remark) =>
      labelled(page, `  ${symbols.advice} `, escapeTerminal(remark)),
    ),
    ...groups.flatMap(({ title, changes }) => renderGroup(arrowed(title, page), changes, page)),
  ]
  return `${lines.map(escapeLogLine).join('\n')}\n`
}

const arrowed = (title: string, { symbols }: Page): string => title.replace('→', symbols.arrow)

function renderGroup(title: string, changes: readonly RepositoryChange[], page: Page): readonly string[] {
  const [listed, more] = shorten(page, changes, shownRepositories)
  const lines = listed.flatMap(({ repository, after, reasons }) => [
    ...labelled(page, '  ', escapeTerminal(repository), page.paint.place),
    ...labelled(page, '    ', escapeTerminal(`group ${after.group ?? 'not settled'}`), page.paint.dim),
    ...reasons.flatMap((reason) =>
      labelled(page, `    ${page.symbols.dot} `, escapeTerminal(reasonWords(reason))),
    ),
  ])
  const rest =
    more === 0
      ? []
      : [page.paint.dim(`  ${page.symbols.ellipsis} and ${more.toLocaleString('en-US')} more (--all)`)]
  return [...heading(page, capitalized(title), repositories(changes.length)), ...lines, ...rest]
}

/** For the pull request that changes the policy. */
export function renderPreviewMarkdown(shown: ShownPreview, options?: Partial<RenderOptions>): string {
  const { all } = resolveOptions(options)
  const groups = transitions(shown.preview)
  const counts = groups.map(({ title, changes }) => `- ${changes.length.toLocaleString('en-US')} × ${title}`)
  const remarks = [...asides(shown), ...shown.remarks].map((remark) => `- ${escapeMarkdown(remark)}`)
  const head = [
    `## ${summary(shown)}`,
    '',
    `${markdownCode(shown.organization)}: ${markdownCode(shown.candidate)} instead of ${markdownCode(shown.current)}`,
    '',
    ...counts,
    ...remarks,
    '',
  ].join('\n')
  const sections = groups.map(({ title, changes }): Section => ({
    head: `\n### ${capitalized(title)}\n\n| Repository | Group | Why |\n| --- | --- | --- |\n`,
    rows: changes.map(markdownRow),
    limit: all ? Number.POSITIVE_INFINITY : 50,
  }))
  return `${head}${fitSections(sections, all ? Number.POSITIVE_INFINITY : markdownRoom)}`
}

const markdownRow = ({ repository, after, reasons }: RepositoryChange): string =>
  `| ${markdownCode(repository)} | ${markdownCode(after.group ?? 'not settled')} | ${reasons
    .map((reason) => markdownProse(reasonWords(reason)))
    .join('<br>')} |`

/** For programs. */
export const renderPreviewJson = (shown: ShownPreview): string =>
  `${JSON.stringify({ version: 1, ...shown }, undefined, 2)}\n`
