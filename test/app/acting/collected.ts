import { readAudit } from '../../../app/database/audit-log.ts'
import type { Store } from '../../../app/database/store.ts'
import { collectRecord, type ToldOrganization } from '../../../app/enforcement/audit/collect-record.ts'

/** What could be rebuilt from the record of an organization, as it was really written. @param organization our id */
export async function collected(store: Store, organization: string): Promise<ToldOrganization> {
  const record = collectRecord()
  record.add({
    type: 'organization',
    id: organization,
    host: 'github.com',
    login: 'acme',
    first: 1,
    last: 1,
    isWhole: true,
  })
  for await (const event of readAudit(store, 'everything', organization))
    record.add({
      ...event,
      type: 'event',
      // As an export says it.
      data: JSON.parse(JSON.stringify(event.data)),
    })
  return record.organizations()[0]!
}
