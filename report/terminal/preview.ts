import type { RepositoryChange } from '../../policies/preview-policy.ts'
import { escapeTerminal } from '../escape/terminal.ts'
import { escapeLogLine } from '../escape/workflow-command.ts'
import { outcomeLooks } from '../outcomes.ts'
import { asides, reasonWords, repositories, type ShownPreview, summary, transitions } from '../preview.ts'
import { type RenderOptions, resolveOptions } from '../renderer.ts'
import { capitalized } from '../wording.ts'
import { createPage, heading, labelled, type Page, shorten } from './page.ts'

/** Repositories of a kind of change that are listed unless all are wanted. */
const shownRepositories = 20

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
