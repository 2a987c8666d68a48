import type { Simulator } from '../../github/server/simulator.ts'
import type { Enterprise } from '../../github/world/entities.ts'

/** An App of the enterprise's own that may change other Apps' installations. @returns settings by which the program is it */
export function enterpriseApp(github: Simulator, enterprise: Enterprise): Readonly<Record<string, string>> {
  const enforcer = github.addApp({
    slug: 'enforcer',
    owner: enterprise,
    permissions: {
      enterprise_organization_installation_repositories: 'write',
      enterprise_organization_installations: 'read',
    },
  })
  const installation = github.addInstallation({ app: enforcer, on: enterprise })
  return {
    ENTERPRISE: enterprise.slug,
    ENTERPRISE_APP_ID: String(enforcer.id),
    ENTERPRISE_APP_PRIVATE_KEY: enforcer.privateKey,
    ENTERPRISE_APP_INSTALLATION_ID: String(installation.id),
  }
}
