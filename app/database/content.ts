import { unseenContent } from '../enforcement/reconcile-repository.ts'
import type { KnownContent } from '../enforcement/records.ts'
import type { Store } from './store.ts'

/** What is known of a repository's content. */
export async function readContent(
  _store: Pick<Store, 'database'>,
  _repository: string,
): Promise<KnownContent> {
  return unseenContent('it was not scanned yet')
}
