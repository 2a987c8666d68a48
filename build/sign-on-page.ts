import { refusals } from '../app/enforcement/identity/refusal.ts'

const begin = '<!-- generated: refusals -->'

/** Writes the table of refusals into the page: what each means and what to do. */
export function signOnPage(page: string): string {
  const kept = page.split(begin)[0]!.trimEnd()
  const rows = Object.entries(refusals).map(([code, { cause, fix }]) => `| \`${code}\` | ${cause} | ${fix} |`)
  return `${kept}\n\n${begin}\n\n| code | cause | what to do |\n|---|---|---|\n${rows.join('\n')}\n`
}
