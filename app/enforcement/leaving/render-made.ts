import { escapeTerminalLine } from '../../../report/escape/terminal.ts'
import { type RenderOptions, resolveOptions } from '../../../report/renderer.ts'
import { createPage, heading, labelled, type Page } from '../../../report/terminal/page.ts'
import { isRemovable, type MadeKind, madeKinds, type MadeThing } from './made-thing.ts'

export interface Made {
  /** `https://github.com` */
  readonly webUrl: string
  readonly login: string
  readonly things: readonly MadeThing[]
  readonly isLeaving: boolean
}

/** What Gatehouse has made in an organization, counts first, and what is left for a person; ends with a line end. */
export function renderMade(made: Made, options?: Partial<RenderOptions>): string {
  const page = createPage(resolveOptions(options))
  const { paint, symbols } = page
  const { login, things, isLeaving } = made
  const count = things.length.toLocaleString('en-US')
  const lines = [
    things.length === 0
      ? paint.good(
          paint.bold(escapeTerminalLine(`${symbols.good} ${login}: nothing is left of what Gatehouse made`)),
        )
      : paint.bold(
          escapeTerminalLine(
            `${symbols.dot} ${login}: ${count} ${things.length === 1 ? 'thing that' : 'things that'} Gatehouse made`,
          ),
        ),
    ...(isLeaving ? ['  Gatehouse leaves: nothing new is made.'] : []),
    ...kindsOf(things).flatMap((kind) => kindLines(kind, things, page)),
    ...heading(page, 'What is left for a person'),
    ...personLines(made).flatMap((text) => labelled(page, `  ${symbols.arrow} `, escapeTerminalLine(text))),
  ]
  return `${lines.join('\n')}\n`
}

const kindsOf = (things: readonly MadeThing[]): readonly MadeKind[] => [
  ...new Set(things.map(({ kind }) => kind)),
]

function kindLines(kind: MadeKind, things: readonly MadeThing[], page: Page): readonly string[] {
  const own = things.filter((one) => one.kind === kind)
  const { what } = madeKinds[kind]
  const fate = isRemovable(kind) ? '' : kind === 'repository' ? 'a person deletes it' : 'GitHub keeps it'
  return [
    ...heading(page, `${own.length.toLocaleString('en-US')} ${what}`, fate),
    ...own.map(
      ({ reference, repository, madeAt, wasThere }) =>
        `  ${page.paint.place(escapeTerminalLine(`${repository ?? 'the organization'} ${reference}`))}  ${page.paint.dim(
          `${madeAt.toISOString().slice(0, 10)}${wasThere ? ', was there before: only its values are taken back' : ''}`,
        )}`,
    ),
  ]
}

function personLines({ webUrl, login, things }: Made): readonly string[] {
  const made = things.filter(({ kind }) => kind === 'repository').length
  const kept = things.filter(({ kind }) => !isRemovable(kind)).length - made
  return [
    ...(kept > 0
      ? [
          `${kept} of these GitHub keeps as history: they change nothing, and --hand-over takes them off this list.`,
        ]
      : []),
    ...(made > 0
      ? [
          'Gatehouse deletes no repository: delete the empty one by hand when the App that it was left with has others, or is uninstalled. --hand-over takes it off this list.',
        ]
      : []),
    'Connections and secrets that Gatehouse took or gave stay as they are: `gatehouse audit export` has each of them, and `gatehouse plan undo` gives back what was taken.',
    `Uninstall the App: ${webUrl}/organizations/${login}/settings/installations; and the App of the enterprise, where there is one, on the enterprise's pages.`,
    'Delete the App itself, and the classic token where one was made for it.',
    'Export the audit log before the database is deleted: `gatehouse audit export`, `gatehouse audit heads`.',
  ]
}
