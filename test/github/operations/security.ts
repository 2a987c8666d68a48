import { randomUUID } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { isoTime } from '../clock.ts'
import { simpleUser } from '../render/account.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { cursorPage, page } from '../server/pages.ts'
import { found, Refusal } from '../server/refusal.ts'
import { accepted, ok } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { CodeAlert, Repository, SecretAlert, SecretLocation } from '../world/entities.ts'
import { fullName, repositoriesOf } from '../world/lookups.ts'
import { senderOf } from './change-ref.ts'
import { apiOf } from './git-data.ts'

export const securityHandlers: Handlers = {
  'secret-scanning/list-alerts-for-repo': (request) =>
    page(request, wanted(request, readDetails(request.repository).alerts), (one) =>
      alert(request, request.repository, one),
    ),
  'secret-scanning/list-alerts-for-org': (request) => {
    const { world } = request.github
    const all = repositoriesOf(world, request.organization.id).flatMap((repository) =>
      wanted(request, readDetails(repository).alerts).map((one) => ({ repository, one })),
    )
    return cursorPage(request, all, ({ repository, one }) => ({
      ...alert(request, repository, one),
      repository: renderRepository(world, repository),
    }))
  },
  'secret-scanning/get-alert': (request) => ok(alert(request, request.repository, alertIn(request))),
  'secret-scanning/update-alert': (request) => {
    const one = alertIn(request)
    const body = request.body<{ state?: SecretAlert['state']; resolution?: string | null }>({})
    if (body.state === 'resolved' && !body.resolution)
      throw new Refusal(422, 'Resolution is required to resolve an alert.')
    one.state = body.state ?? one.state
    one.resolution = one.state === 'resolved' ? (body.resolution ?? null) : null
    one.resolvedAt = one.state === 'resolved' ? request.github.world.clock.now() : null
    return ok(alert(request, request.repository, one))
  },
  'secret-scanning/list-locations-for-alert': (request) =>
    page(request, alertIn(request).locations, (one) => location(request, one)),
  'code-scanning/upload-sarif': (request) => {
    const body = request.body({ commit_sha: '', ref: '', sarif: '' })
    const id = randomUUID()
    const results = countResults(body.sarif)
    editDetails(request.repository).sarifs.push({ id, commitSha: body.commit_sha, ref: body.ref, results })
    return accepted({ id, url: `${apiOf(request)}/code-scanning/sarifs/${id}` })
  },
  'code-scanning/get-sarif': (request) => {
    found(readDetails(request.repository).sarifs.find(({ id }) => id === request.params['sarif_id']))
    return ok({ processing_status: 'complete', analyses_url: `${apiOf(request)}/code-scanning/analyses` })
  },
  'code-scanning/list-alerts-for-repo': (request) => {
    const ref = request.query.text('ref')
    const all = readDetails(request.repository).codeAlerts.filter(
      (one) => ref === undefined || one.ref === ref,
    )
    return page(request, all, (one) => codeAlert(request, one))
  },
}

function codeAlert(request: ApiRequest, one: CodeAlert) {
  const url = `${apiOf(request)}/code-scanning/alerts/${one.number}`
  return {
    number: one.number,
    created_at: isoTime(request.github.world.clock.now()),
    url,
    html_url: url,
    instances_url: `${url}/instances`,
    state: 'open',
    dismissed_by: null,
    dismissed_at: null,
    dismissed_reason: null,
    rule: { id: one.rule, name: one.rule, description: one.rule, tags: one.tags },
    tool: { name: one.tool },
    most_recent_instance: {
      ref: one.ref,
      location: { path: one.path, start_line: one.line, end_line: one.line },
    },
  }
}

const alertIn = ({ repository, params }: ApiRequest): SecretAlert =>
  found(readDetails(repository).alerts.find(({ number }) => number === Number(params['alert_number'])))

function wanted({ query }: ApiRequest, all: readonly SecretAlert[]): readonly SecretAlert[] {
  const state = query.text('state')
  return all.filter((one) => state === undefined || one.state === state)
}

function alert(
  request: ApiRequest,
  repository: Repository,
  one: SecretAlert,
): Readonly<Record<string, unknown>> {
  const { world } = request.github
  const full = fullName(world, repository)
  const self = `${world.urls.api}/repos/${full}/secret-scanning/alerts/${one.number}`
  return {
    number: one.number,
    created_at: isoTime(one.createdAt),
    updated_at: isoTime(one.resolvedAt ?? one.createdAt),
    url: self,
    html_url: `${world.urls.web}/${full}/security/secret-scanning/${one.number}`,
    locations_url: `${self}/locations`,
    state: one.state,
    resolution: one.resolution,
    resolved_at: one.resolvedAt === null ? null : isoTime(one.resolvedAt),
    resolved_by: one.resolvedAt === null ? null : simpleUser(world, senderOf(request)),
    secret_type: one.secretType,
    secret_type_display_name: one.secretTypeName,
    ...(request.query.flag('hide_secret') ? {} : { secret: one.secret }),
    validity: one.validity,
    push_protection_bypassed: false,
    publicly_leaked: false,
    multi_repo: false,
  }
}

const location = (request: ApiRequest, one: SecretLocation) => ({
  type: 'commit',
  details: {
    path: one.path,
    start_line: one.startLine,
    end_line: one.endLine,
    start_column: one.startColumn,
    end_column: one.endColumn,
    blob_sha: one.blobSha,
    blob_url: `${apiOf(request)}/git/blobs/${one.blobSha}`,
    commit_sha: one.commitSha,
    commit_url: `${apiOf(request)}/git/commits/${one.commitSha}`,
  },
})

interface SarifFile {
  readonly runs?: readonly { readonly results?: readonly unknown[] }[]
}

/** SARIF is sent zipped and in base64; anything else is refused at once. */
function countResults(encoded: string): number {
  try {
    const sarif: SarifFile = JSON.parse(gunzipSync(Buffer.from(encoded, 'base64')).toString('utf8'))
    return (sarif.runs ?? []).reduce((sum, { results = [] }) => sum + results.length, 0)
  } catch (cause) {
    throw new Refusal(400, `Could not process SARIF: ${String(cause)}`)
  }
}
