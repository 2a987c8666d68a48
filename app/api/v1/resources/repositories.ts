import { z } from 'zod'
import { connectionPaths } from '../../../../scanner/assistants/connection.ts'
import { AppError } from '../../../../scanner/errors.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { RepositoryAccount } from '../../../enforcement/reading/repository-account.ts'
import {
  listedOutcomes,
  type RepositoryFilter,
  repositoryOrders,
  type RepositoryOrder,
  type RepositoryPage,
  type RepositoryPosition,
  type RepositoryQuery,
} from '../../../enforcement/reading/repository-list.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { type ApiServer, flag, id, listOf, paging, pageOf, several, viewerOf } from '../route.ts'
import { listedRepositorySchema } from './listed-repository.ts'
import { repositoryAccountSchema } from './repository-account.ts'

/** What is asked of repositories. Nobody is told of one that they do not see. */
export interface RepositoriesApi {
  readonly list: (viewer: Viewer, query: RepositoryQuery) => Promise<RepositoryPage>
  readonly count: (viewer: Viewer, filter: RepositoryFilter) => Promise<number>
  readonly read: (viewer: Viewer, repository: string) => Promise<RepositoryAccount | undefined>
  /** Has them read again, soon. @returns those that are seen and will be */
  readonly recheck: (viewer: Viewer, repositories: readonly string[]) => Promise<readonly string[]>
}

const filter = {
  organization: id.optional(),
  search: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'A part of the name without the owner.' }),
  outcome: several(z.enum(listedOutcomes)).optional(),
  connected: flag.optional().meta({ description: 'Whether an assistant reaches it by any path.' }),
  path: z.enum(connectionPaths).optional(),
  findings: flag.optional().meta({ description: 'Whether findings are open.' }),
  unowned: flag.optional(),
  requested: flag.optional(),
  group: z.string().max(200).optional(),
  visibility: z.enum(['public', 'private', 'internal']).optional(),
} as const
const filterSchema = z.object(filter)

/** `/repositories` */
export function addRepositories(api: ApiServer, { list, count, read, recheck }: RepositoriesApi): void {
  const tags = ['repositories']
  api.get(
    '/repositories',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listRepositories',
        summary: 'Repositories, with what was decided and what reaches them',
        tags,
        querystring: z.object({ ...filter, order: z.enum(repositoryOrders).default('worst'), ...paging }),
        response: { 200: pageOf(listedRepositorySchema) },
      },
    },
    async (request) => {
      const { cursor, limit, order, ...asked } = request.query
      const wanted = wantedOf(asked)
      const question = ['repositories', wanted, order]
      const after = readCursor(cursor, question, positions[order])
      const { rows, next } = await list(viewerOf(request), {
        ...wanted,
        order,
        limit,
        ...(after && { after }),
      })
      return { items: rows, next: writeCursor(next, question) }
    },
  )
  api.get(
    '/repositories/count',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'countRepositories',
        summary: 'How many repositories a filter finds',
        tags,
        querystring: filterSchema,
        response: { 200: z.object({ count: z.int() }) },
      },
    },
    async (request) => ({ count: await count(viewerOf(request), wantedOf(request.query)) }),
  )
  api.get(
    '/repositories/:repository',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'readRepository',
        summary: 'One repository: its decision with every reason, its connections, its owners',
        tags,
        params: z.object({ repository: id }),
        response: { 200: repositoryAccountSchema },
      },
    },
    async (request) => {
      const found = await read(viewerOf(request), request.params.repository)
      if (!found) throw new AppError('not-there', 'There is no such repository that you can see.')
      return found
    },
  )
  api.post(
    '/repositories/recheck',
    {
      config: { permission: 're-check' },
      schema: {
        operationId: 'recheckRepositories',
        summary: 'Has repositories read and decided again',
        description: 'Those that you do not see are left out without a word.',
        tags,
        body: z.strictObject({ repositories: z.array(id).min(1).max(1000) }),
        response: { 202: z.object({ repositories: listOf(id) }) },
      },
    },
    async (request, reply) => {
      const repositories = await recheck(viewerOf(request), [...new Set(request.body.repositories)])
      return reply.code(202).send({ repositories })
    },
  )
}

const place = { text: z.string().max(500), id, number: z.string().regex(/^\d{1,9}$/), at: z.iso.datetime() }
const positions: Readonly<Record<RepositoryOrder, z.ZodType<RepositoryPosition>>> = {
  name: z.tuple([place.text, place.id]),
  since: z.tuple([place.at, place.id]),
  worst: z.tuple([place.number, place.number, place.id]),
}

function wantedOf(asked: z.output<typeof filterSchema>): RepositoryFilter {
  const { organization, outcome, connected, findings, unowned, requested, ...rest } = asked
  const all = {
    ...rest,
    organization,
    outcomes: outcome,
    isConnected: connected,
    hasFindings: findings,
    isUnowned: unowned,
    isRequested: requested,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
