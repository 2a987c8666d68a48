import { AppError } from '../../../scanner/errors.ts'
import { parseRecordLine } from './record-line.ts'
import type { SignedHead } from './signed-head.ts'

/** What somebody kept where those who run the database cannot write. */
export interface KeptHeads {
  readonly heads: readonly SignedHead[]
  /** PEM; what stands beside the heads. */
  readonly publicKeys: readonly string[]
  /** Lines that were cut short when a machine stopped in the middle of one: what they said is not compared. */
  readonly torn: number
}

/**
 * Reads heads that `gatehouse audit heads` printed, that the App wrote beside its log, or that stand in a whole export.
 * @param name how messages call the file
 * @throws AppError `invalid-export` where a line is something else, or where no head is left: then nothing would be compared
 */
export async function readKeptHeads(
  lines: AsyncIterable<string> | Iterable<string>,
  name: string,
): Promise<KeptHeads> {
  const heads: SignedHead[] = []
  const publicKeys = new Set<string>()
  let torn = 0
  let number = 0
  for await (const text of lines) {
    number += 1
    if (text.trim() === '') continue
    const line = parseRecordLine(text)
    if (line?.type === 'head') heads.push(line)
    else if (line?.type === 'key') publicKeys.add(line.publicKey)
    else if (line === undefined && isTorn(text)) torn += 1
    else if (line === undefined)
      throw new AppError('invalid-export', `${name}:${number}: this is no signed head.`)
  }
  if (heads.length === 0) throw new AppError('invalid-export', `${name} holds no signed head.`)
  return { heads, publicKeys: [...publicKeys], torn }
}

/** The beginning of a line that we write, and not the whole of one. */
function isTorn(text: string): boolean {
  if (!text.startsWith('{') && !text.startsWith('\0')) return false
  try {
    JSON.parse(text)
    return false
  } catch {
    return true
  }
}
