import { escapeTerminalLine } from '../../report/escape/terminal.ts'
import { count } from '../../report/wording.ts'
import type { NotTaken } from './foreign.ts'
import type { TakenOver } from './take-over.ts'

/** What became of another tool's entries, for people. */
export function takenText(
  taken: TakenOver,
  notTaken: readonly NotTaken[],
  { file, allowlist, isDry }: { readonly file: string; readonly allowlist: string; readonly isDry: boolean },
): string {
  const { entries, nothing } = taken
  const unsaid = [...taken.unclear, ...notTaken]
  const written = `${count(entries.length, 'entry', 'entries')} ${isDry ? 'would be' : entries.length === 1 ? 'was' : 'were'} written to ${escapeTerminalLine(allowlist)}`
  return [
    `${taken.taken} taken over: ${written}.`,
    `${taken.known} there already.`,
    `${nothing.length} matched nothing.`,
    ...nothing.map((one) => lineOf(file, one)),
    `${unsaid.length} not taken over.`,
    ...unsaid.map((one) => lineOf(file, one)),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

const lineOf = (file: string, { at, why }: NotTaken): string =>
  `  ${escapeTerminalLine(`${file}, ${at}: ${why}`)}`
