import { isoTime } from '../clock.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { forbidden, found, Refusal } from '../server/refusal.ts'
import { created, noContent, ok } from '../server/reply.ts'
import { isAboutBranch, rulesetsFor } from '../rules/active-rulesets.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { Repository, Ruleset } from '../world/entities.ts'
import { fullName } from '../world/lookups.ts'

interface RulesetBody {
  readonly name?: string
  readonly target?: string
  readonly enforcement?: string
  readonly bypass_actors?: readonly unknown[]
  readonly conditions?: unknown
  readonly rules?: Ruleset['rules']
}

export const rulesetHandlers: Handlers = {
  'repos/get-org-rulesets': (request) => {
    needsTeamPlan(request)
    return page(request, request.organization.rulesets, (one) => ofOrganization(request, one, 'short'))
  },
  'repos/get-org-ruleset': (request) => ok(ofOrganization(request, inOrganization(request), 'whole')),
  'repos/create-org-ruleset': (request) => {
    needsTeamPlan(request)
    const one = make(request)
    refuseInvalid(request, one)
    request.organization.rulesets.push(one)
    return created(ofOrganization(request, one, 'whole'))
  },
  'repos/update-org-ruleset': (request) => {
    const known = inOrganization(request)
    refuseInvalid(request, change(request, { ...known }))
    return ok(ofOrganization(request, change(request, known), 'whole'))
  },
  'repos/delete-org-ruleset': (request) => {
    const { rulesets } = request.organization
    rulesets.splice(rulesets.indexOf(inOrganization(request)), 1)
    return noContent
  },
  'repos/get-repo-rulesets': (request) => {
    needsPlan(request, request.repository)
    const own = readDetails(request.repository).rulesets
    return page(request, own, (one) => ofRepository(request, one, 'short'))
  },
  'repos/get-repo-ruleset': (request) => ok(ofRepository(request, inRepository(request), 'whole')),
  'repos/create-repo-ruleset': (request) => {
    needsPlan(request, request.repository)
    const one = make(request)
    if (one.target === 'push' && request.repository.visibility === 'public')
      throw new Refusal(422, 'Push rules are not available for public repositories.')
    editDetails(request.repository).rulesets.push(one)
    return created(ofRepository(request, one, 'whole'))
  },
  'repos/update-repo-ruleset': (request) =>
    ok(ofRepository(request, change(request, inRepository(request)), 'whole')),
  'repos/delete-repo-ruleset': (request) => {
    const { rulesets } = editDetails(request.repository)
    rulesets.splice(rulesets.indexOf(inRepository(request)), 1)
    return noContent
  },
  'repos/get-branch-rules': (request) => {
    const { world } = request.github
    const { repository } = request
    const own = new Set(readDetails(repository).rulesets)
    const about = rulesetsFor(world, repository, 'branch').filter(
      (one) => own.has(one) || isAboutBranch(one, repository, request.params['branch']!),
    )
    const rules = about.flatMap((one) => one.rules.map((rule) => ({ one, rule })))
    return page(request, rules, ({ one, rule }) => ({
      ...rule,
      ruleset_source_type: own.has(one) ? 'Repository' : 'Organization',
      ruleset_source: own.has(one)
        ? fullName(world, repository)
        : world.organizations.get(repository.ownerId)!.login,
      ruleset_id: one.id,
    }))
  },
}

function needsTeamPlan({ github: { world } }: ApiRequest): void {
  if (!world.profile.organizationRulesets) throw forbidden('Upgrade to GitHub Team to enable this feature.')
}

function needsPlan({ github: { world } }: ApiRequest, { visibility }: Repository): void {
  if (visibility !== 'public' && !world.profile.privateRulesets)
    throw forbidden('Upgrade to GitHub Pro or make this repository public to enable this feature.')
}

const inOrganization = ({ organization, params }: ApiRequest): Ruleset =>
  found(organization.rulesets.find(({ id }) => id === Number(params['ruleset_id'])))

const inRepository = ({ repository, params }: ApiRequest): Ruleset =>
  found(readDetails(repository).rulesets.find(({ id }) => id === Number(params['ruleset_id'])))

/** What GitHub takes of an organization's ruleset is more than its form. */
function refuseInvalid({ github: { world }, organization }: ApiRequest, one: Ruleset): void {
  const refuse = (message: string): never => {
    throw new Refusal(422, `Validation Failed: ${message}`)
  }
  if (organization.rulesets.some(({ id, name }) => id !== one.id && name === one.name))
    refuse('Name must be unique')
  // Source: docs, feature flags of "Creating rulesets"; github-api.md §7.
  if (one.enforcement === 'evaluate' && world.profile.plan !== 'enterprise')
    refuse('Enforcement evaluate is not available')
  const isThroughPulls = one.bypassActors.some((actor) => Object(actor).bypass_mode === 'pull_request')
  if (one.target === 'push' && isThroughPulls) refuse('Bypass mode pull_request is only for branch rulesets')
  if (
    !world.profile.pushRuleExceptions &&
    one.rules.some(({ parameters }) => parameters?.['ignored_file_paths'])
  )
    refuse('Parameter ignored_file_paths is unknown')
}

function make(request: ApiRequest): Ruleset {
  const now = request.github.world.clock.now()
  const one: Ruleset = {
    id: request.github.world.nextId(),
    name: '',
    target: 'branch',
    enforcement: 'active',
    bypassActors: [],
    conditions: null,
    rules: [],
    createdAt: now,
    updatedAt: now,
  }
  return change(request, one)
}

function change(request: ApiRequest, one: Ruleset): Ruleset {
  const body = request.body<RulesetBody>({})
  one.name = body.name ?? one.name
  one.target = body.target ?? one.target
  one.enforcement = body.enforcement ?? one.enforcement
  one.bypassActors = body.bypass_actors ?? one.bypassActors
  one.conditions = body.conditions ?? one.conditions
  one.rules = body.rules ?? one.rules
  one.updatedAt = request.github.world.clock.now()
  return one
}

/** Lists show neither rules nor conditions. */
type Length = 'short' | 'whole'

const ofOrganization = (request: ApiRequest, one: Ruleset, length: Length) =>
  ruleset(one, length, {
    source_type: 'Organization',
    source: request.organization.login,
    self: `${request.github.world.urls.api}/orgs/${request.organization.login}/rulesets/${one.id}`,
  })

const ofRepository = (request: ApiRequest, one: Ruleset, length: Length) => {
  const source = fullName(request.github.world, request.repository)
  const self = `${request.github.world.urls.api}/repos/${source}/rulesets/${one.id}`
  return ruleset(one, length, { source_type: 'Repository', source, self })
}

const ruleset = (
  one: Ruleset,
  length: Length,
  { self, ...source }: { readonly source_type: string; readonly source: string; readonly self: string },
) => ({
  id: one.id,
  node_id: `RRS_${one.id}`,
  name: one.name,
  target: one.target,
  ...source,
  enforcement: one.enforcement,
  created_at: isoTime(one.createdAt),
  updated_at: isoTime(one.updatedAt),
  _links: { self: { href: self } },
  ...(length === 'whole'
    ? { bypass_actors: one.bypassActors, conditions: one.conditions, rules: one.rules }
    : {}),
})
