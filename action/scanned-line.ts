import { count } from '../report/wording.ts'
import type { Coverage } from '../scanner/engine/finding.ts'

/**
 * How much was looked at, of how much, at which commit. Pure.
 * @param head in hex
 */
export function scannedLine(
  { files, commits, notScanned }: Coverage,
  head: string,
  what: 'change' | 'whole',
): string {
  const left = new Set(notScanned.filter(({ path }) => path !== '').map(({ path }) => path)).size
  // Of a whole commit only those count that could be read, of a change all of them.
  const all = what === 'whole' ? files + left : Math.max(files, left)
  const brought = what === 'whole' ? '' : `, ${count(commits, 'commit')}`
  return `Scanned ${(all - left).toLocaleString('en-US')} of ${count(all, 'file')}${brought}, at \`${head}\`.`
}
