import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { fitExcerpt } from '../../report/terminal/measure.ts'
import { andMore, shorten, type Page } from '../../report/terminal/page.ts'
import { count, placeOf } from '../../report/wording.ts'
import type { ShownRepository } from './demo-source.ts'

const mostShown = 12

/** Secrets with their masked lines, and how many other findings there are. */
export function findingLines(page: Page, repositories: readonly ShownRepository[]): readonly string[] {
  const all = repositories.flatMap(({ name, findings }) => findings.map((finding) => ({ name, finding })))
  const secrets = all.filter(({ finding }) => finding.kind === 'secret')
  const [shown, more] = shorten(page, secrets, mostShown)
  const title = `${count(secrets.length, 'secret')} found, ${count(all.length - secrets.length, 'other finding')}`
  return [
    '',
    page.paint.bold(title),
    ...shown.flatMap(({ name, finding }) => secretLines(page, name, finding)),
    ...andMore(page, more, '  '),
  ]
}

function secretLines(page: Page, name: string, finding: AssessedFinding): readonly string[] {
  const { severity, title, history, excerpt } = finding
  const where = history?.tracked === false ? 'only in history' : 'in the files'
  const place = page.paint.place(escapeTerminal(`${name}  ${placeOf(finding)}`))
  return [
    `  ${page.paint.severity[severity](severity)} ${title}, ${where}  ${place}`,
    page.paint.dim(`      ${fitExcerpt(escapeTerminal(excerpt), page.width - 6, page.symbols.ellipsis)}`),
  ]
}
