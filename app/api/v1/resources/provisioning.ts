import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { DryRun, ProvisioningState } from '../../../enforcement/provisioning/provisioning-view.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { demand, demandFresh } from '../identify.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'
import { dryRunSchema, provisioningSchema } from './provisioning-schemas.ts'

/** What is asked of provisioning, and ordered about it. What may not be is an AppError `conflict`, `not-there` or `last-owner`. */
export interface ProvisioningApi {
  readonly list: (organization: string) => Promise<readonly ProvisioningState[]>
  /** @returns undefined: there is no such connection */
  readonly dryRun: (organization: string, connection: string) => Promise<DryRun | undefined>
  /** @returns our id of the connection */
  readonly begin: (
    viewer: Viewer,
    organization: string,
    which: { readonly connection: string } | { readonly name: string },
  ) => Promise<string>
  readonly start: (viewer: Viewer, organization: string, connection: string) => Promise<void>
  readonly change: (
    viewer: Viewer,
    organization: string,
    connection: string,
    lossPercent: number,
  ) => Promise<void>
  /** @param people opaque ids; undefined: everybody */
  readonly apply: (
    viewer: Viewer,
    organization: string,
    connection: string,
    people: readonly string[] | undefined,
  ) => Promise<void>
  readonly createToken: (
    viewer: Viewer,
    organization: string,
    connection: string,
    days: number,
  ) => Promise<{ readonly id: string; readonly token: string; readonly expiresAt: Date }>
  readonly endToken: (
    viewer: Viewer,
    organization: string,
    connection: string,
    token: string,
  ) => Promise<boolean>
}

const path = '/organizations/:organization/provisioning'
const tags = ['provisioning']
const ofOrganization = z.object({ organization: id })
const ofConnection = z.object({ organization: id, connection: id })
const needs = 'It needs that you signed in within the last 15 minutes.'
const config = { permission: 'manage-members' } as const

/** `/organizations/{organization}/provisioning` */
export function addProvisioning(api: ApiServer, provisioning: ProvisioningApi): void {
  addReading(api, provisioning)
  addOrders(api, provisioning)
  addScimTokens(api, provisioning)
}

function addReading(api: ApiServer, { list, dryRun }: ProvisioningApi): void {
  api.get(
    path,
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'listProvisioning',
        summary: 'How people and groups come from identity providers',
        tags,
        params: ofOrganization,
        response: { 200: z.object({ items: listOf(provisioningSchema) }) },
      },
    },
    async (request) => {
      demand(request, 'read-settings', request.params.organization)
      return { items: await list(request.params.organization) }
    },
  )
  api.get(
    `${path}/:connection/dry-run`,
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'readProvisioningDryRun',
        summary: 'What would follow for each group and person, and every mismatch',
        description: 'At most 2,000 of each.',
        tags,
        params: ofConnection,
        response: { 200: dryRunSchema },
      },
    },
    async (request) => {
      const { organization, connection } = request.params
      demand(request, 'read-settings', organization)
      const found = await dryRun(organization, connection)
      if (!found) throw new AppError('not-there', 'The organization has no such connection.')
      return found
    },
  )
}

function addOrders(api: ApiServer, { begin, start, change, apply }: ProvisioningApi): void {
  const done = z.object({ isDone: z.literal(true) })
  api.post(
    path,
    {
      config,
      schema: {
        operationId: 'beginProvisioning',
        summary: 'Sets provisioning up, as a dry run',
        description: `On a connection that is there, or on a new one through which nobody signs in. What the provider sends is kept, and no role follows from it until it is started. ${needs}`,
        tags,
        params: ofOrganization,
        body: z.union([
          z.strictObject({ connection: id }),
          z.strictObject({ name: z.string().trim().min(1).max(100) }),
        ]),
        response: { 200: z.object({ connection: id }) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'manage-members', organization)
      demandFresh(request, new Date())
      return { connection: await begin(viewerOf(request), organization, request.body) }
    },
  )
  api.post(
    `${path}/:connection/start`,
    {
      config,
      schema: {
        operationId: 'startProvisioning',
        summary: 'Ends the dry run: groups give roles from now on',
        description: needs,
        tags,
        params: ofConnection,
        response: { 200: done },
      },
    },
    async (request) => {
      const { organization, connection } = request.params
      demand(request, 'manage-members', organization)
      demandFresh(request, new Date())
      await start(viewerOf(request), organization, connection)
      return { isDone: true as const }
    },
  )
  api.patch(
    `${path}/:connection`,
    {
      config,
      schema: {
        operationId: 'changeProvisioning',
        summary: 'Changes how many people may lose a role before an owner is asked',
        description: needs,
        tags,
        params: ofConnection,
        body: z.strictObject({
          lossPercent: z
            .int()
            .min(1)
            .max(100)
            .meta({ description: 'Of the people with roles, within a day.' }),
        }),
        response: { 200: done },
      },
    },
    async (request) => {
      const { organization, connection } = request.params
      demand(request, 'manage-members', organization)
      demandFresh(request, new Date())
      await change(viewerOf(request), organization, connection, request.body.lossPercent)
      return { isDone: true as const }
    },
  )
  api.post(
    `${path}/:connection/apply`,
    {
      config,
      schema: {
        operationId: 'applyProvisioning',
        summary: 'Lets happen what was held back, since it takes much',
        description: `For everybody, or for some people alone. What should not happen is put right at the provider: then nothing waits any more. ${needs}`,
        tags,
        params: ofConnection,
        body: z.strictObject({
          people: z.array(z.uuid()).min(1).max(1000).optional().meta({ description: 'Without: everybody.' }),
        }),
        response: { 200: done },
      },
    },
    async (request) => {
      const { organization, connection } = request.params
      demand(request, 'manage-members', organization)
      demandFresh(request, new Date())
      await apply(viewerOf(request), organization, connection, request.body.people)
      return { isDone: true as const }
    },
  )
}

function addScimTokens(api: ApiServer, { createToken, endToken }: ProvisioningApi): void {
  api.post(
    `${path}/:connection/tokens`,
    {
      config: { ...config, isShownOnce: true },
      schema: {
        operationId: 'createScimToken',
        summary: 'Makes a token for the identity provider',
        description: `It is in this answer and nowhere else: Gatehouse keeps a hash. Three may work at once, so that one takes over from another without a gap. ${needs}`,
        tags,
        params: ofConnection,
        body: z.strictObject({
          days: z.int().min(1).max(730).meta({ description: 'How long it works.' }),
        }),
        response: {
          200: z.object({ id, token: z.string(), expiresAt: z.date() }).meta({ id: 'NewScimToken' }),
        },
      },
    },
    async (request, reply) => {
      const { organization, connection } = request.params
      demand(request, 'manage-members', organization)
      demandFresh(request, new Date())
      reply.header('cache-control', 'no-store')
      return createToken(viewerOf(request), organization, connection, request.body.days)
    },
  )
  api.delete(
    `${path}/:connection/tokens/:token`,
    {
      config,
      schema: {
        operationId: 'endScimToken',
        summary: 'Ends a token of the identity provider at once',
        tags,
        params: z.object({ organization: id, connection: id, token: id }),
        response: { 200: z.object({ isEnded: z.literal(true) }) },
      },
    },
    async (request) => {
      const { organization, connection, token } = request.params
      demand(request, 'manage-members', organization)
      if (!(await endToken(viewerOf(request), organization, connection, token)))
        throw new AppError('not-there', 'There is no such token that works.')
      return { isEnded: true as const }
    },
  )
}
