import { addAuditEvents, type AuditEventsApi } from './resources/audit-events.ts'
import { addMe } from './resources/me.ts'
import { addOrganizations, type OrganizationsApi } from './resources/organizations.ts'
import { addRepositories, type RepositoriesApi } from './resources/repositories.ts'
import type { ApiServer } from './route.ts'

/** What the routes ask, each of its own part. */
export interface ResourceParts {
  readonly organizations: OrganizationsApi
  readonly repositories: RepositoriesApi
  readonly auditEvents: AuditEventsApi
}

/** Everything that is under `/api/v1`, in the order in which it is read about. */
export const resources: readonly ((api: ApiServer, parts: ResourceParts) => void)[] = [
  addMe,
  (api, { organizations }) => addOrganizations(api, organizations),
  (api, { repositories }) => addRepositories(api, repositories),
  (api, { auditEvents }) => addAuditEvents(api, auditEvents),
]
