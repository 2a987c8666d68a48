import { badCredentials, forbidden, found, notFound, Refusal } from '../server/refusal.ts'
import type { Organization, Permissions, Repository } from '../world/entities.ts'
import { organizationByLogin, repositoryByAnyName, workingOn } from '../world/lookups.ts'
import type { World } from '../world/world.ts'
import { acceptedPermissions, isGranted, type Access, type Scoped } from './access.ts'
import { isAppToken, personOf, type Actor } from './actor.ts'
import { classicScopesFor, personMay, personMayOn } from './people.ts'
import { isVisible, permissionsOn, stillGranted } from './permissions-of.ts'

/** What an operation is about. */
export interface Subject {
  readonly repository?: Repository
  readonly organization?: Organization
}

/** Finds what a call is about and refuses callers that may not do it, in GitHub's order and words. */
export function authorize(
  world: World,
  actor: Actor,
  access: Access,
  params: Readonly<Record<string, string>>,
): Subject {
  switch (access.by) {
    case 'anyone':
      return namedSubject(world, params)
    case 'app':
      if (actor.kind === 'app') return namedSubject(world, params)
      throw new Refusal(401, 'A JSON web token could not be decoded')
    case 'client':
      if (actor.kind === 'client') return {}
      throw badCredentials()
    case 'installation':
      if (isAppToken(actor)) return {}
      throw actor.kind === 'anonymous' ? requiresAuthentication() : notIntegration()
    case 'person':
      return forPerson(actor)
    case 'repository':
      return onRepository(world, actor, access, params)
    case 'organization':
      return onOrganization(world, actor, access, params)
    case 'enterprise':
    default:
      return onEnterprise(world, actor, access, params)
  }
}

function namedSubject(world: World, params: Readonly<Record<string, string>>): Subject {
  const { org } = params
  if (org === undefined) return {}
  return { organization: found(organizationByLogin(world, org)) }
}

function forPerson(actor: Actor): Subject {
  if (actor.kind === 'anonymous') throw requiresAuthentication()
  if (personOf(actor) === undefined) throw notIntegration()
  return {}
}

function onRepository(
  world: World,
  actor: Actor,
  access: Scoped,
  params: Readonly<Record<string, string>>,
): Subject {
  refuseSigned(actor)
  const repository = found(repositoryByAnyName(world, params['owner']!, params['repo']!))
  if (!isVisible(world, actor, repository)) throw notFound()
  refuseClassic(actor, world.organizations.get(repository.ownerId))
  if (access.open && repository.visibility === 'public') return { repository }
  if (actor.kind === 'anonymous') throw requiresAuthentication()
  if (access.appsOnly && !isAppToken(actor)) throw onlyApps()
  const scopes = repository.visibility === 'public' ? ['repo', 'public_repo'] : ['repo']
  requirePermissions(actor, permissionsOn(world, actor, repository), access.needs, scopes)
  const person = personOf(actor)
  if (person !== undefined && !personMay(world, person, repository, access.needs))
    // Who cannot write learns that; who cannot administer is told there is nothing.
    throw repository.visibility === 'public' ? mustHaveAdmin() : notFound()
  return { repository }
}

function onOrganization(
  world: World,
  actor: Actor,
  access: Scoped,
  params: Readonly<Record<string, string>>,
): Subject {
  refuseSigned(actor)
  const organization = found(organizationByLogin(world, params['org']!))
  if (actor.kind === 'anonymous') throw requiresAuthentication()
  if (access.appsOnly && actor.kind !== 'installation' && actor.kind !== 'user-to-server') throw onlyApps()
  refuseClassic(actor, organization)
  const granted = permissionsOnOrganization(world, actor, organization)
  // Where the App is not installed, there is nothing to see. (Believed; GitHub may say 403.)
  if (isAppToken(actor) && granted === undefined) throw notFound()
  requirePermissions(actor, granted, access.needs, classicScopesFor(access.needs))
  const person = personOf(actor)
  if (person !== undefined && !personMayOn(organization, person, access.needs)) throw notFound()
  return { organization }
}

function permissionsOnOrganization(
  world: World,
  actor: Actor,
  organization: Organization,
): Permissions | undefined {
  switch (actor.kind) {
    case 'installation':
      return tokenPermissions(world, actor, organization.id)
    case 'actions':
      // A workflow's token is for its repository; organizations are out of its reach.
      return world.repositories.get(actor.repositoryId)?.ownerId === organization.id ? {} : undefined
    case 'user-to-server':
      return workingOn(world, actor.appId, organization.id)?.permissions ?? {}
    case 'fine-grained':
      return actor.ownerId === organization.id ? actor.permissions : {}
    case 'anonymous':
    case 'app':
    case 'classic':
    case 'client':
    default:
      return undefined
  }
}

/** Of a token of an installation on `targetId`. */
function tokenPermissions(
  world: World,
  actor: Extract<Actor, { kind: 'installation' }>,
  targetId: number,
): Permissions | undefined {
  const installation = world.installations.get(actor.installationId)
  if (installation?.target.id !== targetId) return undefined
  return stillGranted(actor.permissions, installation.permissions)
}

/** "This API can only be called by a GitHub App installed on the enterprise that owns the organization." */
function onEnterprise(
  world: World,
  actor: Actor,
  access: Scoped,
  params: Readonly<Record<string, string>>,
): Subject {
  refuseSigned(actor)
  const enterprise = found(world.enterprises.get(params['enterprise']!))
  if (actor.kind === 'anonymous') throw requiresAuthentication()
  const granted = actor.kind === 'installation' ? tokenPermissions(world, actor, enterprise.id) : undefined
  if (granted === undefined) throw notFound()
  requirePermissions(actor, granted, access.needs, [])
  const { org } = params
  if (org === undefined) return {}
  const organization = found(organizationByLogin(world, org))
  if (organization.enterprise !== enterprise.slug) throw notFound()
  return { organization }
}

function requirePermissions(
  actor: Actor,
  granted: Permissions | undefined,
  needs: readonly Permissions[],
  scopes: readonly string[],
): void {
  if (actor.kind === 'classic') {
    if (actor.scopes.some((scope) => scopes.includes(scope))) return
    throw notFound()
  }
  if (needs.some((one) => isGranted(granted ?? {}, one))) return
  const whose = isAppToken(actor) || actor.kind === 'user-to-server' ? 'integration' : 'personal access token'
  throw forbidden(`Resource not accessible by ${whose}`, {
    'x-accepted-github-permissions': acceptedPermissions(needs),
  })
}

/** An organization may shut out classic tokens. */
export function refuseClassic(actor: Actor, organization: Organization | undefined): void {
  if (actor.kind !== 'classic' || organization === undefined || organization.classicTokensAllowed) return
  throw forbidden(
    `\`${organization.login}\` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.`,
  )
}

/** An App's own signature opens nothing but what is about the App. */
function refuseSigned(actor: Actor): void {
  if (actor.kind === 'app' || actor.kind === 'client') throw badCredentials()
}

const requiresAuthentication = (): Refusal => new Refusal(401, 'Requires authentication')
const notIntegration = (): Refusal => forbidden('Resource not accessible by integration')
const onlyApps = (): Refusal => forbidden('Resource not accessible by personal access token')
const mustHaveAdmin = (): Refusal => forbidden('Must have admin rights to Repository.')
