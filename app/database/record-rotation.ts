import { appendAudit } from './audit-log.ts'
import type { Store } from './store.ts'
import { transactOrder } from './transact-order.ts'

/** Records in every organization's audit log that keys were changed: they seal what belongs to all. */
export async function recordRotation(
  store: Store,
  { sealed, gone }: { readonly sealed: number; readonly gone: readonly string[] },
  now: Date,
): Promise<void> {
  const organizations = await store.database.selectFrom('organizations').select('id').orderBy('id').execute()
  for (const { id } of organizations)
    await transactOrder(store, (unit) =>
      appendAudit(unit, id, now, [
        {
          kind: 'keys.rotated',
          actor: null,
          subject: `organization:${id}`,
          data: { sealed, gone: [...gone] },
        },
      ]),
    )
}
