import type { Logger } from 'pino'
import { followTenant } from './claude-tenant/follow-tenant.ts'
import type { Config } from './config.ts'
import { createRecords } from './database/records.ts'
import type { Sealer } from './database/sealed.ts'
import type { Store } from './database/store.ts'
import { openResolvers } from './domains/resolvers.ts'
import { type Deployment, judgeOrganization } from './enforcement/judge-organization.ts'
import type { RunContext, WorkQueue } from './jobs/work-queue.ts'

export interface ClaudeFollowing {
  readonly config: Pick<Config, 'claudeApiUrl' | 'dnsResolvers'>
  readonly store: Store
  readonly sealer: Sealer
  readonly want: WorkQueue['want']
  readonly deployment: Deployment
  readonly log: Logger
  readonly now: () => Date
  /** Ends what is under way. */
  readonly cut: AbortSignal
}

/** Reads what Claude tells of tenants, a run of the queue for each. What was read is kept page by page, so the run's end writes nothing. */
export function createClaudeFollower({
  config,
  store,
  sealer,
  want,
  deployment,
  log,
  now,
  cut,
}: ClaudeFollowing): (organization: string, context: RunContext) => Promise<void> {
  const resolvers = openResolvers(config.dnsResolvers)
  const records = createRecords(store, want)
  const judge = async (organization: string): Promise<void> => {
    const at = now()
    const found = await judgeOrganization(records, organization, deployment, at)
    if (found) await records.note((recorder) => recorder.organizationFindings(organization, found, at))
  }
  return async (organization, { signal, finish }) => {
    const parts = {
      store,
      sealer,
      apiUrl: config.claudeApiUrl,
      resolvers,
      want,
      judge,
      onAnswer: (told: object) => log.debug(told, "Claude's Compliance API answered"),
      now,
    }
    await followTenant(parts, organization, AbortSignal.any([signal, cut]))
    await finish(async () => {})
  }
}
