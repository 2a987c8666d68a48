import { AppError } from '../../scanner/errors.ts'
import type { Store, Unit } from './store.ts'

/** PostgreSQL's code for a deadlock, which it ends by refusing one of both. Source: its appendix A. */
const deadlock = '40P01'
const mostTries = 5

/**
 * What a person has ordered, in one transaction. Work that is refused because of a deadlock is done again by the queue; a person's
 * order would be lost, so it is tried again here.
 * @param work may be called several times: nothing but what its transaction writes may come of it
 * @throws AppError `busy` where it was refused each time
 */
export async function transactOrder<Result>(
  store: Store,
  work: (unit: Unit) => Promise<Result>,
): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await store.transact(work)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code !== deadlock) throw error
      if (tried === mostTries)
        throw new AppError('busy', 'Others change the same just now.', { cause: error })
    }
  }
}
