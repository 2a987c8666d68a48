import type { Actor } from '../auth/actor.ts'
import { hour, minute, second } from '../clock.ts'
import { countRepositoriesOf } from '../world/lookups.ts'
import type { World } from '../world/world.ts'
import { Refusal } from './refusal.ts'

export type Resource = 'core' | 'graphql' | 'search' | 'code_search' | 'integration_manifest' | 'audit_log'

export interface LimitSettings {
  /** Hourly limits. Enterprise Server has none unless they are switched on. */
  readonly primary: boolean
  /** Points a minute, content created, calls at once. A fast test that means another thing switches them off. */
  readonly secondary: boolean
}

export interface Standing {
  readonly limit: number
  readonly remaining: number
  readonly used: number
  readonly reset: number
}

export interface Limits {
  /** Counts `cost` against the hour, or refuses. */
  readonly charge: (actor: Actor, resource: Resource, cost?: number) => void
  /** What is free after all: a 304. */
  readonly refund: (actor: Actor, resource: Resource, cost?: number) => void
  readonly standing: (actor: Actor, resource: Resource) => Standing
  /** Refuses what comes too fast; otherwise the answer must be called when the request is done. */
  readonly enter: (actor: Actor, call: EnteringCall) => () => void
}

export interface EnteringCall {
  readonly method: string
  /** It makes something that people are notified of. */
  readonly creates: boolean
  /** GraphQL counts its points apart; calls at once are counted together. */
  readonly isGraphql?: true
}

interface Window {
  readonly start: number
  used: number
}

/** Source of all numbers: docs "Rate limits for the REST API", and for GraphQL the page of the same name. */
const concurrent = 100
const pointsPerMinute = 900
const graphqlPointsPerMinute = 2_000
const pointsOfWrite = 5
const createdPerMinute = 80
const createdPerHour = 500

export function createLimits(world: World, settings: LimitSettings): Limits {
  const windows = new Map<string, Window>()
  const isLimited = settings.primary && world.profile.limited

  function windowOf(key: string, length: number): Window {
    const now = world.clock.now()
    const known = windows.get(key)
    if (known && now < known.start + length) return known
    const fresh = { start: now, used: 0 }
    windows.set(key, fresh)
    return fresh
  }

  function standing(actor: Actor, resource: Resource): Standing {
    const limit = limitOf(world, actor, resource)
    const { start, used } = windowOf(`${resource} ${keyOf(actor)}`, lengths[resource])
    const reset = Math.ceil((start + lengths[resource]) / second)
    return { limit, used: Math.min(used, limit), remaining: Math.max(0, limit - used), reset }
  }

  function charge(actor: Actor, resource: Resource, cost = 1): void {
    if (!isLimited) return
    const window = windowOf(`${resource} ${keyOf(actor)}`, lengths[resource])
    if (window.used + cost > limitOf(world, actor, resource))
      throw new Refusal(403, `API rate limit exceeded for ${nameOf(actor)}.`)
    window.used += cost
  }

  function refund(actor: Actor, resource: Resource, cost = 1): void {
    if (isLimited) windowOf(`${resource} ${keyOf(actor)}`, lengths[resource]).used -= cost
  }

  let running = 0
  function enter(actor: Actor, call: EnteringCall): () => void {
    if (!settings.secondary) return () => {}
    const key = keyOf(actor)
    const isRead = call.method === 'GET' || call.method === 'HEAD'
    const [kind, most] = call.isGraphql ? ['graphql', graphqlPointsPerMinute] : ['points', pointsPerMinute]
    spend(windowOf(`${kind} ${key}`, minute), isRead ? 1 : pointsOfWrite, most)
    if (call.creates) {
      spend(windowOf(`minute ${key}`, minute), 1, createdPerMinute)
      spend(windowOf(`hour ${key}`, hour), 1, createdPerHour)
    }
    if (running >= concurrent) throw secondaryLimit()
    running += 1
    return () => {
      running -= 1
    }
  }

  return { charge, refund, standing, enter }
}

function spend(window: Window, cost: number, limit: number): void {
  if (window.used + cost > limit) throw secondaryLimit()
  window.used += cost
}

export const secondaryLimit = (status: 403 | 429 = 403, retryAfter = 60): Refusal =>
  new Refusal(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    {
      headers: { 'retry-after': String(retryAfter) },
    },
  )

const lengths: Readonly<Record<Resource, number>> = {
  core: hour,
  graphql: hour,
  search: minute,
  code_search: minute,
  integration_manifest: hour,
  audit_log: hour,
}

function limitOf(world: World, actor: Actor, resource: Resource): number {
  if (resource === 'search') return 30
  if (resource === 'code_search') return 10
  if (resource === 'audit_log') return 1_750
  const isEnterprise = world.profile.plan === 'enterprise'
  if (resource === 'graphql') return isEnterprise ? 10_000 : 5_000
  if (actor.kind === 'anonymous') return 60
  if (actor.kind === 'actions') return isEnterprise ? 15_000 : 1_000
  return actor.kind === 'installation' ? installationLimit(world, actor.installationId) : 5_000
}

/** 5,000, and 50 more for each repository and each person over 20, up to 12,500; 15,000 on an enterprise. */
function installationLimit(world: World, installationId: number): number {
  const installation = world.installations.get(installationId)
  const { requestsPerHour } = world.profile
  if (installation === undefined || requestsPerHour > 5_000) return requestsPerHour
  const repositories = countRepositoriesOf(world, installation.target.id)
  const people = world.organizations.get(installation.target.id)?.members.size ?? 1
  const extra = Math.max(0, repositories - 20) + Math.max(0, people - 20)
  return Math.min(12_500, requestsPerHour + 50 * extra)
}

/** Who shares a budget: an installation, a person with all of their tokens, a repository's workflows. */
function keyOf(actor: Actor): string {
  switch (actor.kind) {
    case 'installation':
      return `installation ${actor.installationId}`
    case 'actions':
      return `repository ${actor.repositoryId}`
    case 'app':
    case 'client':
      return `app ${actor.app.id}`
    case 'user-to-server':
    case 'classic':
    case 'fine-grained':
      return `user ${actor.userId}`
    case 'anonymous':
    default:
      return 'anonymous'
  }
}

const nameOf = (actor: Actor): string =>
  actor.kind === 'installation' ? `installation ID ${actor.installationId}` : keyOf(actor)
