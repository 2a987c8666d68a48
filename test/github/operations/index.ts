import type { Handlers } from '../server/api-request.ts'
import { actionsHandlers } from './actions.ts'
import { appWebhookHandlers } from './app-webhooks.ts'
import { appHandlers } from './apps.ts'
import { archiveHandlers } from './archives.ts'
import { authorizationHandlers } from './authorizations.ts'
import { branchProtectionHandlers } from './branch-protection.ts'
import { checkHandlers } from './checks.ts'
import { collaboratorHandlers } from './collaborators.ts'
import { commitHandlers } from './commits.ts'
import { contentHandlers } from './contents.ts'
import { copilotHandlers } from './copilot.ts'
import { enterpriseAppHandlers } from './enterprise-apps.ts'
import { enterpriseHandlers } from './enterprises.ts'
import { generalHandlers } from './general.ts'
import { gitDataHandlers } from './git-data.ts'
import { issueHandlers } from './issues.ts'
import { labelHandlers } from './labels.ts'
import { organizationHandlers } from './organizations.ts'
import { peopleHandlers } from './people.ts'
import { personalTokenHandlers } from './personal-tokens.ts'
import { propertyHandlers } from './properties.ts'
import { pullRequestHandlers } from './pull-requests.ts'
import { repositoryHandlers } from './repositories.ts'
import { repositorySettingHandlers } from './repository-settings.ts'
import { reviewHandlers } from './reviews.ts'
import { rulesetHandlers } from './rulesets.ts'
import { searchHandlers } from './search.ts'
import { secretHandlers } from './secrets.ts'
import { securityHandlers } from './security.ts'
import { statusHandlers } from './statuses.ts'
import { teamHandlers } from './teams.ts'
import { userInstallationHandlers } from './user-installations.ts'
import { variableHandlers } from './variables.ts'
import { workflowHandlers } from './workflows.ts'

/** What the simulator can do, by operation id. What is described and not here is answered 599, and recorded. */
export const operationHandlers: Handlers = {
  ...actionsHandlers,
  ...appHandlers,
  ...appWebhookHandlers,
  ...authorizationHandlers,
  ...checkHandlers,
  ...contentHandlers,
  ...copilotHandlers,
  ...enterpriseAppHandlers,
  ...enterpriseHandlers,
  ...generalHandlers,
  ...gitDataHandlers,
  ...issueHandlers,
  ...organizationHandlers,
  ...peopleHandlers,
  ...personalTokenHandlers,
  ...propertyHandlers,
  ...pullRequestHandlers,
  ...repositoryHandlers,
  ...repositorySettingHandlers,
  ...reviewHandlers,
  ...rulesetHandlers,
  ...searchHandlers,
  ...secretHandlers,
  ...securityHandlers,
  ...statusHandlers,
  ...commitHandlers,
  ...workflowHandlers,
  ...labelHandlers,
  ...collaboratorHandlers,
  ...archiveHandlers,
  ...branchProtectionHandlers,
  ...variableHandlers,
  ...teamHandlers,
  ...userInstallationHandlers,
}
