import { readFileSync } from 'node:fs'
import path from 'node:path'
import { refusals } from '../app/enforcement/identity/refusal.ts'

export const signOnPageFile = path.join(import.meta.dirname, '../docs/single-sign-on.md')
const begin = '<!-- generated: refusals -->'

/** docs/single-sign-on.md with the table of refusals at its end: what each means and what to do. */
export function signOnPage(): string {
  const kept = readFileSync(signOnPageFile, 'utf8').split(begin)[0]!.trimEnd()
  const rows = Object.entries(refusals).map(([code, { cause, fix }]) => `| \`${code}\` | ${cause} | ${fix} |`)
  return `${kept}\n\n${begin}\n\n| code | cause | what to do |\n|---|---|---|\n${rows.join('\n')}\n`
}
