import { z } from 'zod'
import type { ApiRequest } from '../server/api-request.ts'
import { Refusal } from '../server/refusal.ts'
import { readDetails } from '../world/details.ts'
import type { PullRequest, Repository } from '../world/entities.ts'
import { userByLogin } from '../world/lookups.ts'
import type { World } from '../world/world.ts'
import { activeRulesets, isAboutBranch } from './active-rulesets.ts'

const required = z.array(z.object({ context: z.string(), integration_id: z.number().optional() }))
type RequiredCheck = z.output<typeof required>[number]

/**
 * Refuses a merge for which a required check is missing or is not good. Source: docs, "Available rules for rulesets" and
 * "About protected branches": success, neutral and skipped are good; a check that never came is waited for. That it is 405 is believed.
 */
export function refuseWithoutChecks(
  { github: { world }, repository, actor }: ApiRequest,
  pull: PullRequest,
): void {
  const missing = activeRulesets(world, repository, { target: 'branch', actor, isPullRequest: true })
    .filter((one) => isAboutBranch(one, repository, pull.baseRef))
    .flatMap(({ rules }) => rules)
    .filter(({ type }) => type === 'required_status_checks')
    .flatMap(({ parameters }) => required.parse(parameters?.['required_status_checks']))
    .filter((one) => !isGood(world, repository, pull.headSha, one))
  if (missing.length === 0) return
  const lines = missing.map(({ context }) => `Required status check "${context}" is expected.`)
  throw new Refusal(405, `Repository rule violations found\n\n${lines.join('\n')}\n\n`)
}

const good: ReadonlySet<string | null> = new Set(['success', 'neutral', 'skipped'])

/** Where there is a check as well as a status of the name, both have to be good. */
function isGood(
  world: World,
  repository: Repository,
  sha: string,
  { context, integration_id: appId }: RequiredCheck,
): boolean {
  const { runs, statuses } = readDetails(repository)
  const bot = appId === undefined ? undefined : userByLogin(world, `${world.apps.get(appId)?.slug}[bot]`)
  const run = runs.findLast(
    (one) => one.headSha === sha && one.name === context && (appId === undefined || one.appId === appId),
  )
  const status = statuses.findLast(
    (one) => one.sha === sha && one.context === context && (appId === undefined || one.creatorId === bot?.id),
  )
  if (!run && !status) return false
  return (!run || good.has(run.conclusion)) && (!status || status.state === 'success')
}
