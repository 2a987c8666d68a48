import { escapeTerminal } from '../../report/escape/terminal.ts'
import type { LeftOut } from '../../scanner/copyable-entries.ts'

export interface MadeSplit {
  /** As it was given. */
  readonly to: string
  /** In hex. */
  readonly from: string
  /** How many of that commit were copied. */
  readonly files: number
  readonly leftOut: readonly LeftOut[]
  /** `owner/name`: what it is to be called on GitHub. */
  readonly name: string
}

/** More than this many lines nobody reads. */
const mostShown = 30

/** What was made, what is missing in it, and what comes next. Nothing in it moves a terminal's cursor. Pure. */
export function describeSplit({ to, from, files, leftOut, name }: MadeSplit): string {
  const shown = leftOut.slice(0, mostShown)
  const more = leftOut.length - shown.length
  const lines = [
    `Made ${to}: ${counted(files, 'file')} of commit ${from.slice(0, 10)}, in one commit and without history.`,
    'No secret was found in it. `.claude/settings.json`, `.gitignore` and `README.md` were written or completed.',
    ...(leftOut.length > 0 ? ['', `Left out (${leftOut.length}):`] : []),
    ...shown.map(({ path, why }) => `  ${path}  ${why}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    '',
    'Next:',
    `  1. See that it is what you want:   gatehouse check ${to}`,
    `  2. Make ${name} on GitHub, private and empty, and push:`,
    `       git -C ${to} push https://github.com/${name} main`,
    `  3. Ask for its connection:         gatehouse request ${name} --by LOGIN --reason TEXT`,
  ]
  return `${lines.map(escapeTerminal).join('\n')}\n`
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
