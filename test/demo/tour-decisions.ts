import { escapeTerminal } from '../../report/escape/terminal.ts'
import { lookOf, sortReasons } from '../../report/reasons.ts'
import { padTo, widthOf } from '../../report/terminal/measure.ts'
import { labelled, type Page } from '../../report/terminal/page.ts'
import { capitalized } from '../../report/wording.ts'
import type { Decision } from '../../policies/decide.ts'
import type { ShownRepository } from './demo-source.ts'

const outcomes: Readonly<Record<Decision['outcome'] | 'undecided', string>> = {
  allowed: 'allowed',
  denied: 'denied',
  'needs-approval': 'needs approval',
  unknown: 'unknown',
  undecided: 'not decided',
}
const order = ['denied', 'needs-approval', 'unknown', 'undecided', 'allowed'] as const

const outcomeOf = ({ decision }: ShownRepository): keyof typeof outcomes => decision?.outcome ?? 'undecided'

/** `12 allowed, 3 denied`. */
export function outcomeCounts(repositories: readonly ShownRepository[]): string {
  const counted = order.map((outcome) => ({
    word: outcomes[outcome],
    number: repositories.filter((one) => outcomeOf(one) === outcome).length,
  }))
  return counted
    .filter(({ number }) => number > 0)
    .map(({ word, number }) => `${number} ${word}`)
    .join(', ')
}

/** A line for each repository; for the first of each outcome, every reason. */
export function decisionLines(page: Page, repositories: readonly ShownRepository[]): readonly string[] {
  const sorted = repositories.toSorted(
    (a, b) => order.indexOf(outcomeOf(a)) - order.indexOf(outcomeOf(b)) || (a.name < b.name ? -1 : 1),
  )
  const width = Math.max(0, ...sorted.map(({ name }) => widthOf(name)))
  const explained = new Set<string>()
  const lines = sorted.flatMap((one) => {
    const outcome = outcomeOf(one)
    const line = `  ${padTo(escapeTerminal(one.name), width)}  ${padTo(painted(page, outcome), 14)}  ${pathsOf(one)}`
    if (explained.has(outcome)) return [line]
    explained.add(outcome)
    return [line, ...reasonLines(page, one)]
  })
  return ['', page.paint.bold('Decisions'), ...lines]
}

function painted({ paint }: Page, outcome: keyof typeof outcomes): string {
  const word = outcomes[outcome]
  if (outcome === 'allowed') return paint.good(word)
  return outcome === 'denied' ? paint.bad(word) : paint.unsure(word)
}

const pathsOf = ({ reaches }: ShownRepository): string =>
  reaches
    .filter(({ state }) => state === 'connected')
    .map(({ path }) => path)
    .join(', ')

function reasonLines(page: Page, { decision }: ShownRepository): readonly string[] {
  return sortReasons(decision?.reasons ?? []).flatMap((reason) => {
    const look = lookOf(reason)
    const sign = page.paint[look](page.symbols[look])
    return labelled(
      page,
      `      ${sign} `,
      escapeTerminal(`${capitalized(reason.wanted)}: ${reason.found}`),
      page.paint.dim,
    )
  })
}
