import { AppError } from '../../errors.ts'
import type { Repository } from './repository.ts'
import { runGit } from './run.ts'

/**
 * The commit where two lines of history parted; null where they never were one.
 * @throws AppError `unknown-ref` where a shallow clone may not reach back to it
 */
export async function mergeBase(repository: Repository, a: string, b: string): Promise<string | null> {
  const { ok, output } = await runGit(repository.git, ['merge-base', a, b])
  if (ok) return output.toString('latin1').trim()
  if (!repository.shallow) return null
  throw new AppError('unknown-ref', 'The two sides of the range have no commit in common on this disk.', {
    todo: 'Fetch more history: this clone is shallow.',
  })
}
