import { createAnswerMemory } from './database/answers.ts'
import { recordHost } from './database/organizations.ts'
import { createWritePace } from './database/write-pace.ts'
import type { DeployedApp } from './enforcement/judge-organization.ts'
import type { GovernorParts } from './governor.ts'
import { openListener } from './github/client.ts'
import { openHost } from './github/open-host.ts'
import { observePermissions } from './github/permissions.ts'
import { permissionLevels } from './github/manifest.ts'
import { isEnterpriseServer } from './github/web-address.ts'
import type { HostAccess } from './host-access.ts'
import { type HostLink, linkHost } from './host-link.ts'
import { explainingFetch } from './network/explain.ts'
import { routeOf } from './network/route.ts'
import type { DeployedHost } from './hosts.ts'
import type { GovernedHost } from './jobs/governing.ts'
import { addHandlers } from './webhooks/handlers.ts'

/** Nothing is written on GitHub: what Gatehouse does there beyond looking is not built yet. */
const modeOf = () => 'observe' as const

export interface LinkedHost {
  readonly access: HostAccess
  readonly link: HostLink
  readonly governed: GovernedHost
}

/** Links every host; none is asked for anything yet. */
export async function openGovernedHosts(
  { config, hosts, log, store }: Pick<GovernorParts, 'config' | 'hosts' | 'log' | 'store'>,
  now: () => Date,
  signal: AbortSignal,
): Promise<readonly LinkedHost[]> {
  const memory = createAnswerMemory(store)
  const writePace = createWritePace(store, config.writeLimits)
  const linked: LinkedHost[] = []
  for (const access of hosts) {
    const { name, apiUrl } = access.host
    const link = linkHost({
      access,
      log,
      now,
      everyMs: config.waits.hostMs,
      fetch: explainingFetch(routeOf(config.network)),
      open: ({ app, enterpriseApp, classicToken }, fetch) =>
        openHost({
          name,
          apiUrl,
          app,
          ...(enterpriseApp && { enforcer: enterpriseApp }),
          ...(classicToken !== undefined && { classicToken }),
          memory,
          writePace,
          log,
          modeOf,
          signal,
          answerMs: config.waits.answerMs,
          now: () => now().getTime(),
          fetch,
        }),
    })
    // One for each host: what a webhook says is kept by its guid until it is fetched, and guids are a host's own.
    const readWebhook = addHandlers(await openListener(log))
    linked.push({
      access,
      link,
      governed: { id: await recordHost(store, name), github: link.github, readWebhook },
    })
  }
  return linked
}

/** What our App needs on a host: Enterprise Server does not have everything. */
export const deployedApp = ({ apiUrl, usesClassicToken }: DeployedHost): DeployedApp => ({
  neededPermissions: permissionLevels(
    observePermissions.filter(({ isCloudOnly }) => isCloudOnly !== true || !isEnterpriseServer(apiUrl)),
  ),
  usesClassicToken,
})

/** For whoever may ask, so without names. */
export function remarkOn(hosts: readonly LinkedHost[]): string | undefined {
  const broken = hosts.filter(({ link }) => link.problem() !== undefined).length
  return broken === 0
    ? undefined
    : `${broken} of ${hosts.length} cannot be worked with; the log says which and why`
}
