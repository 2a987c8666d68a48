import { z } from 'zod'
import { type TokenScope, tokenScopes } from '../../../enforcement/members/permissions.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { ListedToken } from '../../../enforcement/reading/member-list.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { demand, demandFresh } from '../identify.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'

/** What is asked of tokens of the API, and ordered about them. */
export interface TokensApi {
  readonly list: (organization: string) => Promise<readonly ListedToken[]>
  readonly create: (
    viewer: Viewer,
    organization: string,
    wanted: { readonly name: string; readonly scopes: readonly TokenScope[]; readonly days: number },
  ) => Promise<{ readonly id: string; readonly token: string; readonly expiresAt: Date }>
  /** @returns false: there is none, or it was ended */
  readonly end: (viewer: Viewer, organization: string, token: string) => Promise<boolean>
}

const tokenSchema = z
  .object({
    id,
    name: z.string(),
    ending: z.string().meta({ description: 'Its last characters.' }),
    scopes: listOf(z.enum(tokenScopes)),
    createdBy: z.string().nullable().meta({ description: 'Login; null: erased.' }),
    createdAt: z.date(),
    expiresAt: z.date(),
    usedAt: z.date().nullable().meta({ description: 'To the minute; null: never.' }),
    endedAt: z.date().nullable(),
  })
  .meta({ id: 'ApiToken' })

const path = '/organizations/:organization/tokens'
const tags = ['tokens']

/** `/organizations/{organization}/tokens` */
export function addTokens(api: ApiServer, { list, create, end }: TokensApi): void {
  api.get(
    path,
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'listTokens',
        summary: 'By which tokens programs read an organization',
        description: 'Those that work first, the newest of them first; at most 200.',
        tags,
        params: z.object({ organization: id }),
        response: { 200: z.object({ items: listOf(tokenSchema) }) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-settings', organization)
      return { items: await list(organization) }
    },
  )
  api.post(
    path,
    {
      config: { permission: 'manage-tokens', isShownOnce: true },
      schema: {
        operationId: 'createToken',
        summary: 'Makes a token for a program',
        description:
          'It reads what its scopes say, of all of the organization, until it expires. It is in this answer and nowhere else: Gatehouse keeps a hash. It needs that you signed in within the last 15 minutes.',
        tags,
        params: z.object({ organization: id }),
        body: z.strictObject({
          name: z.string().trim().min(1).max(100).meta({ description: 'What it is for.' }),
          scopes: z
            .array(z.enum(tokenScopes))
            .min(1)
            .transform((all) => [...new Set(all)]),
          days: z.int().min(1).max(366).meta({ description: 'How long it works.' }),
        }),
        response: {
          200: z.object({ id, token: z.string(), expiresAt: z.date() }).meta({ id: 'NewApiToken' }),
        },
      },
    },
    async (request, reply) => {
      const { organization } = request.params
      demand(request, 'manage-tokens', organization)
      demandFresh(request, new Date())
      reply.header('cache-control', 'no-store')
      return create(viewerOf(request), organization, request.body)
    },
  )
  api.delete(
    `${path}/:token`,
    {
      config: { permission: 'manage-tokens' },
      schema: {
        operationId: 'endToken',
        summary: 'Ends a token at once',
        tags,
        params: z.object({ organization: id, token: id }),
        response: { 200: z.object({ isEnded: z.literal(true) }) },
      },
    },
    async (request) => {
      const { organization, token } = request.params
      demand(request, 'manage-tokens', organization)
      if (!(await end(viewerOf(request), organization, token)))
        throw new AppError('not-there', 'There is no such token that works.')
      return { isEnded: true as const }
    },
  )
}
