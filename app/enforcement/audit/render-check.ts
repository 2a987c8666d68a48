import { escapeTerminalLine } from '../../../report/escape/terminal.ts'
import type { RenderOptions } from '../../../report/renderer.ts'
import { createPage, labelled, type Page } from '../../../report/terminal/page.ts'
import type { OrganizationCheck, RecordGap } from './check-organization.ts'
import { faultWords } from './record-fault.ts'
import { type RecordCheck, verdictOf } from './verify-record.ts'

/** What verification found, for a terminal; ends with a line end. */
export function renderCheck(check: RecordCheck, options: RenderOptions): string {
  const page = createPage(options)
  const lines = [
    answer(check, page),
    ...check.organizations.flatMap((one) => renderOrganization(one, check, page)),
    ...(check.isComplete ? [] : incomplete(page)),
    ...trustLines(check, page),
  ]
  return `${lines.join('\n')}\n`
}

function answer(check: RecordCheck, { paint, symbols }: Page): string {
  const { organizations } = check
  const broken = organizations.filter(({ fault }) => fault !== undefined).length
  const events = organizations.reduce((sum, one) => sum + one.events, 0)
  const counts = `${plural(events, 'event')} of ${plural(organizations.length, 'organization')}`
  const verdict = verdictOf(check)
  if (verdict === 'whole') return paint.good(paint.bold(`${symbols.good} Whole: ${counts}`))
  if (verdict === 'unproven') {
    const what =
      events === 0
        ? 'Nothing is proven: the record holds no event'
        : `Unbroken, but not proven whole: ${counts}`
    return paint.unsure(paint.bold(`${symbols.unsure} ${what}`))
  }
  const what =
    broken > 0 ? `Broken in ${broken} of ${plural(organizations.length, 'organization')}` : 'Not whole'
  return paint.bad(paint.bold(`${symbols.bad} ${what}`))
}

/** Why it is not called whole, for somebody who relies on the record. */
export const gapWords: Readonly<Record<RecordGap, string>> = {
  'no-events':
    'Every organization’s record begins with the event that added it. Here nothing was left to be verified.',
  part: 'It is a part: whether anything is wrong before or behind it was not looked at.',
  'no-heads':
    'No signed head vouches for it: that the end was cut off, or everything recomputed, would not show.',
}

function renderOrganization(
  check: OrganizationCheck,
  { hasKeptHeads }: RecordCheck,
  page: Page,
): readonly string[] {
  const { paint, symbols } = page
  const { line, organization, fault, gap } = check
  const name = escapeTerminalLine(line ? `${line.host}/${line.login}` : `organization ${organization}`)
  if (fault) {
    const { found, means } = faultWords[fault.kind]
    return [
      ...labelled(page, `  ${paint.bad(symbols.bad)} `, `${name}: ${found(fault.sequence)}`),
      ...labelled(page, `    ${symbols.arrow} `, means),
    ]
  }
  const sign = gap ? paint.unsure(symbols.unsure) : paint.good(symbols.good)
  const facts = factsOf(check, hasKeptHeads).join(` ${symbols.dot} `)
  return [
    ...labelled(page, `  ${sign} `, `${name}: ${facts}`),
    ...(gap ? labelled(page, `    ${symbols.arrow} `, gapWords[gap]) : []),
  ]
}

function factsOf(
  { line, events, heads, signedTo, keptTo, end, gap }: OrganizationCheck,
  hasKeptHeads: boolean,
): readonly string[] {
  const part = line && gap === 'part' ? `only events ${line.first} to ${line.last}, ` : ''
  const kept = keptTo === 0 ? 'no kept head' : `kept head at event ${keptTo}`
  return [
    `${part}${plural(events, 'event')}`,
    heads === 0 ? 'no signed head' : `${plural(heads, 'signed head')}, the last at event ${signedTo}`,
    ...(hasKeptHeads ? [kept] : []),
    ...(events === 0 ? [] : [`ends with ${end.hash.slice(0, 16)}`]),
  ]
}

const incomplete = (page: Page): readonly string[] =>
  labelled(
    page,
    `  ${page.paint.bad(page.symbols.bad)} `,
    'The record does not begin and end as one, or is not as long as it says: lines are missing or were added.',
  )

/** How far the answer can be relied on; see docs/audit.md. */
function trustLines(check: RecordCheck, page: Page): readonly string[] {
  const { isSelfNamed, hasKeptHeads, organizations } = check
  const keyIds = [...new Set(organizations.flatMap((one) => [...one.keyIds]))]
  const says = (text: string) =>
    labelled(page, `  ${page.paint.advice(page.symbols.advice)} `, text, page.paint.dim)
  return [
    ...(isSelfNamed && keyIds.length > 0
      ? says(
          `The heads are signed by ${keyIds.join(', ')}, which the record itself names. Give --public-key with a key kept elsewhere to rule out that it was changed too.`,
        )
      : []),
    ...(hasKeptHeads
      ? []
      : says(
          'No head kept elsewhere was given (--heads): that a whole organization was left out, or an end together with its heads, would not show.',
        )),
  ]
}

const plural = (count: number, word: string): string =>
  `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`
