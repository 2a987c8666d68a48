import type { NotScanned } from '../../engine/finding.ts'

/**
 * A repository of a few kilobytes can claim billions of files: ten folders that each hold the next one ten times. Real ones
 * have up to some three million files in a tree, and a history a few times as many.
 */
export const mostTreePaths = 3_000_000
export const mostHistoryPaths = 20_000_000

/** Thrown to end a listing that has no end. */
export class TooManyPaths extends Error {}

export const tooManyPaths: NotScanned = {
  path: '',
  code: 'too-many-files',
  reason: 'The repository claims more files than any real one has. Only a part of them was looked at.',
}

/** Runs a listing; where it has no end, what it listed until then counts. */
export async function untilTooMany(list: () => Promise<void>, notScanned: NotScanned[]): Promise<void> {
  try {
    await list()
  } catch (error) {
    if (!(error instanceof TooManyPaths)) throw error
    notScanned.push(tooManyPaths)
  }
}
