import type { Repository } from './repository.ts'
import { runGit } from './run.ts'

/** A larger file is none in which a person accepts a change of one line. */
const mostBytes = 1_000_000

/**
 * The text of a file at a commit.
 * @param commit in hex; the empty text is the index
 * @returns undefined where it is not there, too large, or no text in UTF-8
 */
export async function readFileText(
  { git }: Pick<Repository, 'git'>,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const { ok, output } = await runGit(git, ['cat-file', 'blob', `${commit}:${path}`])
  return ok ? textOf(output) : undefined
}

/** @returns undefined where it is too large, or no text in UTF-8 */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > mostBytes) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
