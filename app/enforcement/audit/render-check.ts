import { escapeTerminalLine } from '../../../report/escape/terminal.ts'
import type { RenderOptions } from '../../../report/renderer.ts'
import { createPage, labelled, type Page } from '../../../report/terminal/page.ts'
import { faultWords } from './record-fault.ts'
import { isWholeRecord, type OrganizationCheck, type RecordCheck } from './verify-record.ts'

/** What verification found, for a terminal; ends with a line end. */
export function renderCheck(check: RecordCheck, options: RenderOptions): string {
  const page = createPage(options)
  const lines = [
    answer(check, page),
    ...check.organizations.flatMap((one) => renderOrganization(one, page)),
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
  if (isWholeRecord(check)) return paint.good(paint.bold(`${symbols.good} Whole: ${counts}`))
  const what =
    broken > 0 ? `Broken in ${broken} of ${plural(organizations.length, 'organization')}` : 'Not whole'
  return paint.bad(paint.bold(`${symbols.bad} ${what}`))
}

function renderOrganization(check: OrganizationCheck, page: Page): readonly string[] {
  const { paint, symbols } = page
  const { line, organization, events, heads, end, fault } = check
  const name = escapeTerminalLine(line ? `${line.host}/${line.login}` : `organization ${organization}`)
  if (fault) {
    const { found, means } = faultWords[fault.kind]
    return [
      ...labelled(page, `  ${paint.bad(symbols.bad)} `, `${name}: ${found(fault.sequence)}`),
      ...labelled(page, `    ${symbols.arrow} `, means),
    ]
  }
  const part = line && (line.first > 1 || !line.isWhole) ? `only events ${line.first} to ${line.last}, ` : ''
  const parts = [
    `${part}${plural(events, 'event')}`,
    heads === 0 ? 'no signed head' : plural(heads, 'signed head'),
    ...(events === 0 ? [] : [`ends with ${end.hash.slice(0, 16)}`]),
  ]
  return labelled(page, `  ${paint.good(symbols.good)} `, `${name}: ${parts.join(` ${symbols.dot} `)}`)
}

const incomplete = (page: Page): readonly string[] =>
  labelled(
    page,
    `  ${page.paint.bad(page.symbols.bad)} `,
    'The record is not as long as it says, or does not say that it ends: lines are missing or were added.',
  )

/** How far the answer can be relied on; see docs/audit.md. */
function trustLines({ keyIds, isSelfNamed, organizations }: RecordCheck, page: Page): readonly string[] {
  const heads = organizations.reduce((sum, one) => sum + one.heads, 0)
  const says = (text: string) =>
    labelled(page, `  ${page.paint.advice(page.symbols.advice)} `, text, page.paint.dim)
  if (keyIds.length === 0 || heads === 0)
    return says(
      'No signed head was compared: that the end was cut off, or everything recomputed, would not show.',
    )
  if (!isSelfNamed) return []
  return says(
    `The heads are signed by ${keyIds.join(', ')}, which the record itself names. Give --public-key with a key kept elsewhere to rule out that it was changed too.`,
  )
}

const plural = (count: number, word: string): string =>
  `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`
