import { isoTime } from '../clock.ts'
import type { CheckRun, Repository } from '../world/entities.ts'
import type { World } from '../world/world.ts'
import { app as renderApp } from './installation.ts'
import { apiUrl, webUrl } from './issue.ts'

export function checkRun(
  world: World,
  repository: Repository,
  one: CheckRun,
): Readonly<Record<string, unknown>> {
  const self = `${apiUrl(world, repository)}/check-runs/${one.id}`
  const html = `${webUrl(world, repository)}/runs/${one.id}`
  const { annotations, ...output } = one.output
  const app = world.apps.get(one.appId)
  return {
    id: one.id,
    node_id: `CR_${one.id}`,
    name: one.name,
    head_sha: one.headSha,
    external_id: one.externalId,
    url: self,
    html_url: html,
    details_url: one.detailsUrl ?? html,
    status: one.status,
    conclusion: one.conclusion,
    started_at: isoTime(one.startedAt),
    completed_at: one.completedAt === null ? null : isoTime(one.completedAt),
    output: { ...output, annotations_count: annotations.length, annotations_url: `${self}/annotations` },
    check_suite: { id: one.suiteId },
    app: app ? renderApp(world, app) : null,
    pull_requests: [],
  }
}
