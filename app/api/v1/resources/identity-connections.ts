import { z } from 'zod'
import { enforcedFor, type EnforcedFor } from '../../../enforcement/identity/connection.ts'
import { oidcSettings, samlSettings } from '../../../enforcement/identity/settings.ts'
import { gatehouseRoles, type GatehouseRole, type Viewer } from '../../../enforcement/members/viewer.ts'
import { demand, demandFresh } from '../identify.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'

export interface RoleLine {
  readonly source: 'group' | 'claim'
  readonly name: string
  readonly value: string | null
  readonly organization: string | null
  readonly role: GatehouseRole
}

export interface NewSignOn {
  readonly name: string
  readonly kind: 'oidc' | 'saml'
  readonly settings: unknown
  readonly clientSecret: string | undefined
}

export interface ListedSignOn {
  readonly id: string
  readonly kind: 'oidc' | 'saml' | 'scim'
  readonly name: string
  readonly settings: unknown
  readonly enforcedFor: EnforcedFor
  readonly enforcedOf: readonly string[]
  readonly units: readonly string[]
  readonly createdAt: Date
  readonly endedAt: Date | null
  readonly roleLines: readonly RoleLine[]
}

export interface ListedDomain {
  readonly id: string
  readonly domain: string
  readonly record: string
  readonly verifiedAt: Date | null
}

/** What is asked of single sign-on, and ordered about it. What may not be is an AppError. */
export interface IdentityConnectionsApi {
  readonly list: (organization: string) => Promise<readonly ListedSignOn[]>
  readonly create: (viewer: Viewer, organization: string, wanted: NewSignOn) => Promise<string>
  readonly end: (viewer: Viewer, organization: string, connection: string) => Promise<void>
  readonly map: (
    viewer: Viewer,
    organization: string,
    connection: string,
    lines: readonly RoleLine[],
  ) => Promise<void>
  /** @returns how many sessions ended */
  readonly enforce: (
    viewer: Viewer,
    organization: string,
    connection: string,
    wanted: { readonly for: EnforcedFor; readonly of: readonly string[] },
  ) => Promise<number>
  readonly makeCodes: (viewer: Viewer, organization: string) => Promise<readonly string[]>
  readonly domains: (organization: string) => Promise<readonly ListedDomain[]>
  readonly addDomain: (viewer: Viewer, organization: string, domain: string) => Promise<ListedDomain>
  /** Asks DNS for the record. @returns what was found, and what to do */
  readonly checkDomain: (
    viewer: Viewer,
    organization: string,
    domain: string,
  ) => Promise<{ readonly isVerified: boolean; readonly found: string; readonly todo: string | null }>
  readonly removeDomain: (viewer: Viewer, organization: string, domain: string) => Promise<void>
}

const role = z.enum(gatehouseRoles)
const roleLine = z
  .strictObject({
    source: z.enum(['group', 'claim']),
    name: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: 'Of the group or the claim; letter case does not count.' }),
    value: z
      .string()
      .min(1)
      .max(500)
      .nullable()
      .meta({ description: 'What the claim has to be; null: a group.' }),
    organization: id.nullable().meta({ description: 'null: each of the connection.' }),
    role,
  })
  .refine(
    ({ source, value }) => (source === 'claim') === (value !== null),
    'A claim has a value, and a group has none.',
  )
  .meta({ id: 'RoleLine' })
const connectionSchema = z
  .object({
    id,
    kind: z.enum(['oidc', 'saml', 'scim']),
    name: z.string(),
    settings: z.unknown().meta({ description: 'What is not secret of its set-up.' }),
    enforcedFor: z.enum(enforcedFor).meta({ description: 'Who has to sign in by it.' }),
    enforcedOf: listOf(z.string()),
    units: listOf(id),
    createdAt: z.date(),
    endedAt: z.date().nullable(),
    roleLines: listOf(roleLine),
  })
  .meta({ id: 'IdentityConnection' })
const domainSchema = z
  .object({
    id,
    domain: z.string(),
    record: z.string().meta({ description: 'The TXT record that has to stand at the domain.' }),
    verifiedAt: z.date().nullable(),
  })
  .meta({ id: 'SignInDomain' })

const organization = z.object({ organization: id })
const one = z.object({ organization: id, connection: id })
const oneDomain = z.object({ organization: id, domain: id })
const path = '/organizations/:organization/identity-connections'
const domainsPath = '/organizations/:organization/sign-in-domains'
const tags = ['single sign-on']
const reading = { permission: 'read-settings' } as const
/** Whoever says by whose word people come in says who they are. */
const ordering = { permission: 'manage-members' } as const
const done = z.object({ isDone: z.literal(true) })
const isDone = { isDone: true as const }

/** `/organizations/{organization}/identity-connections` and what belongs to it */
export function addIdentityConnections(api: ApiServer, connections: IdentityConnectionsApi): void {
  api.get(
    path,
    {
      config: reading,
      schema: {
        operationId: 'listIdentityConnections',
        summary: 'Identity providers of an organization',
        tags,
        params: organization,
        response: { 200: z.object({ items: listOf(connectionSchema) }) },
      },
    },
    async (request) => {
      demand(request, 'read-settings', request.params.organization)
      return { items: await connections.list(request.params.organization) }
    },
  )
  api.post(
    path,
    {
      config: ordering,
      schema: {
        operationId: 'connectIdentityProvider',
        summary: 'Connects an identity provider',
        description: 'Nobody has to sign in by it until it is enforced.',
        tags,
        params: organization,
        body: z.discriminatedUnion('kind', [
          z.strictObject({
            kind: z.literal('oidc'),
            name: z.string().min(1).max(100),
            settings: oidcSettings,
            clientSecret: z.string().min(1).max(500),
          }),
          z.strictObject({
            kind: z.literal('saml'),
            name: z.string().min(1).max(100),
            settings: samlSettings,
          }),
        ]),
        response: { 200: z.object({ id }) },
      },
    },
    async (request) => {
      demand(request, 'manage-members', request.params.organization)
      demandFresh(request, new Date())
      const { kind, name, settings } = request.body
      const clientSecret = request.body.kind === 'oidc' ? request.body.clientSecret : undefined
      return {
        id: await connections.create(viewerOf(request), request.params.organization, {
          kind,
          name,
          settings,
          clientSecret,
        }),
      }
    },
  )
  api.delete(
    `${path}/:connection`,
    {
      config: ordering,
      schema: {
        operationId: 'endIdentityConnection',
        summary: 'Ends the use of an identity provider',
        description: 'It gives no roles any more, and sessions that came of it are over.',
        tags,
        params: one,
        response: { 200: done },
      },
    },
    async (request) => {
      demand(request, 'manage-members', request.params.organization)
      demandFresh(request, new Date())
      await connections.end(viewerOf(request), request.params.organization, request.params.connection)
      return isDone
    },
  )
  api.post(
    `${path}/:connection/role-lines`,
    {
      config: ordering,
      schema: {
        operationId: 'setRoleLines',
        summary: 'Sets which groups and claims give roles',
        description: 'In place of all lines before: for each organization the first that fits.',
        tags,
        params: one,
        body: z.strictObject({ lines: z.array(roleLine).max(500) }),
        response: { 200: done },
      },
    },
    async (request) => {
      demand(request, 'manage-members', request.params.organization)
      demandFresh(request, new Date())
      await connections.map(
        viewerOf(request),
        request.params.organization,
        request.params.connection,
        request.body.lines,
      )
      return isDone
    },
  )
  api.post(
    `${path}/:connection/enforcement`,
    {
      config: ordering,
      schema: {
        operationId: 'enforceIdentityConnection',
        summary: 'Says who has to sign in by it',
        description:
          'To widen it needs that you came through it within the last hour, and that two owners hold recovery codes.',
        tags,
        params: one,
        body: z.strictObject({ for: z.enum(enforcedFor), of: z.array(z.uuid()).max(1000).default([]) }),
        response: { 200: z.object({ sessions: z.int() }) },
      },
    },
    async (request) => {
      demand(request, 'manage-members', request.params.organization)
      demandFresh(request, new Date())
      return {
        sessions: await connections.enforce(
          viewerOf(request),
          request.params.organization,
          request.params.connection,
          request.body,
        ),
      }
    },
  )
  api.post(
    '/organizations/:organization/recovery-codes',
    {
      config: { ...ordering, isShownOnce: true },
      schema: {
        operationId: 'makeRecoveryCodes',
        summary: 'Makes your own recovery codes',
        description:
          'In place of those you had. Each works once, with your account of GitHub, past single sign-on.',
        tags,
        params: organization,
        response: { 200: z.object({ codes: listOf(z.string()) }) },
      },
    },
    async (request) => {
      demand(request, 'manage-members', request.params.organization)
      demandFresh(request, new Date())
      return { codes: await connections.makeCodes(viewerOf(request), request.params.organization) }
    },
  )
  addDomains(api, connections)
}

function addDomains(api: ApiServer, connections: IdentityConnectionsApi): void {
  api.get(
    domainsPath,
    {
      config: reading,
      schema: {
        operationId: 'listSignInDomains',
        summary: 'Domains whose people the identity provider vouches for',
        tags,
        params: organization,
        response: { 200: z.object({ items: listOf(domainSchema) }) },
      },
    },
    async (request) => {
      demand(request, 'read-settings', request.params.organization)
      return { items: await connections.domains(request.params.organization) }
    },
  )
  api.post(
    domainsPath,
    {
      config: ordering,
      schema: {
        operationId: 'addSignInDomain',
        summary: 'Names a domain, and shows its TXT record',
        tags,
        params: organization,
        body: z.strictObject({ domain: z.string().min(3).max(253) }),
        response: { 200: domainSchema },
      },
    },
    async (request) => {
      demand(request, 'manage-members', request.params.organization)
      return connections.addDomain(viewerOf(request), request.params.organization, request.body.domain)
    },
  )
  api.post(
    `${domainsPath}/:domain/check`,
    {
      config: ordering,
      schema: {
        operationId: 'checkSignInDomain',
        summary: 'Looks for a domain’s TXT record',
        tags,
        params: oneDomain,
        response: {
          200: z.object({ isVerified: z.boolean(), found: z.string(), todo: z.string().nullable() }),
        },
      },
    },
    async (request) => {
      demand(request, 'manage-members', request.params.organization)
      return connections.checkDomain(viewerOf(request), request.params.organization, request.params.domain)
    },
  )
  api.delete(
    `${domainsPath}/:domain`,
    {
      config: ordering,
      schema: {
        operationId: 'removeSignInDomain',
        summary: 'Removes a domain',
        tags,
        params: oneDomain,
        response: { 200: done },
      },
    },
    async (request) => {
      demand(request, 'manage-members', request.params.organization)
      demandFresh(request, new Date())
      await connections.removeDomain(viewerOf(request), request.params.organization, request.params.domain)
      return isDone
    },
  )
}
