import type { Explanation } from '../../../report/explanation.ts'
import type { ListedRepository } from './repository-list.ts'

/** Everything about one repository that fits on one page. */
export interface RepositoryAccount {
  readonly summary: ListedRepository
  /** null: nothing was decided of it yet. */
  readonly explanation: Explanation | null
  /** Its page on its GitHub host. */
  readonly page: string
}
