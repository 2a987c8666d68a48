import { addAuditEvents, type AuditEventsApi } from './resources/audit-events.ts'
import { addApprovals, type ApprovalsApi } from './resources/approvals.ts'
import { addChanges, type ChangesApi } from './resources/changes.ts'
import { addMe } from './resources/me.ts'
import { addOrganizations, type OrganizationsApi } from './resources/organizations.ts'
import { addRepositories, type RepositoriesApi } from './resources/repositories.ts'
import { addRequests, type RequestsApi } from './resources/requests.ts'
import type { ApiServer } from './route.ts'

/** What the routes ask, each of its own part. */
export interface ResourceParts {
  readonly organizations: OrganizationsApi
  readonly repositories: RepositoriesApi
  readonly requests: RequestsApi
  readonly approvals: ApprovalsApi
  readonly changes: ChangesApi
  readonly auditEvents: AuditEventsApi
}

/** Everything that is under `/api/v1`, in the order in which it is read about. */
export const resources: readonly ((api: ApiServer, parts: ResourceParts) => void)[] = [
  addMe,
  (api, { organizations }) => addOrganizations(api, organizations),
  (api, { repositories }) => addRepositories(api, repositories),
  (api, { requests }) => addRequests(api, requests),
  (api, { approvals }) => addApprovals(api, approvals),
  (api, { changes }) => addChanges(api, changes),
  (api, { auditEvents }) => addAuditEvents(api, auditEvents),
]
