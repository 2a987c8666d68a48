import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import { type FindingState, findingStates } from '../../../enforcement/findings/known-finding.ts'
import {
  type FindingAccount,
  type FindingFilter,
  type FindingOrder,
  findingOrders,
  type FindingPage,
  type FindingPosition,
  type FindingQuery,
  listedSeverities,
  type RuleNoise,
} from '../../../enforcement/reading/finding-list.ts'
import type { RuleInfo } from '../../../../scanner/engine/rule.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { type ApiServer, flag, id, listOf, paging, pageOf, several, viewerOf } from '../route.ts'
import {
  findingAccountSchema,
  findingGroupSchema,
  rulePapersSchema,
  statesSchema,
} from './finding-schemas.ts'

interface Page {
  readonly limit: number
  readonly after?: string | undefined
}
interface Accounts {
  readonly rows: readonly FindingAccount[]
  /** The id to go on after; undefined: this was the last page. */
  readonly next: string | undefined
}

/** What is asked of findings. Nobody is told of those in a repository that they do not see. */
export interface FindingsApi {
  readonly list: (viewer: Viewer, query: FindingQuery) => Promise<FindingPage>
  readonly everywhere: (viewer: Viewer, rule: string, fingerprint: string, page: Page) => Promise<Accounts>
  readonly inRepository: (viewer: Viewer, repository: string, page: Page) => Promise<Accounts>
  readonly noise: (viewer: Viewer, organization: string | undefined) => Promise<readonly RuleNoise[]>
  /** undefined: it is no rule of this version. */
  readonly papers: (rule: string) => RuleInfo | undefined
}

const rule = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(100)
const fingerprint = z.string().regex(/^g1:[0-9a-f]{40}$/)
const present = findingStates.filter((state) => state !== 'gone')

const filterSchema = z.object({
  organization: id.optional(),
  rule: several(rule).optional(),
  severity: several(z.enum(listedSeverities)).optional(),
  state: several(z.enum(present))
    .optional()
    .meta({ description: 'Where one of its findings is in one of these.' }),
  repository: id.optional(),
  search: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'A part of the rule, the title or one of the first paths.' }),
  reachable: flag.optional().meta({ description: 'Whether an assistant reaches a repository that has it.' }),
})

/** `/findings` */
export function addFindings(api: ApiServer, parts: FindingsApi): void {
  const { list, everywhere, inRepository, noise, papers } = parts
  const tags = ['findings']
  api.get(
    '/findings',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listFindings',
        summary: 'Findings, the same one in many repositories as one',
        description:
          'Grouped by rule and fingerprint in each organization. What is gone everywhere is left out.',
        tags,
        querystring: filterSchema.extend({ order: z.enum(findingOrders).default('severity'), ...paging }),
        response: { 200: pageOf(findingGroupSchema) },
      },
    },
    async (request) => {
      const { cursor, limit, order, ...asked } = request.query
      const wanted = wantedOf(asked)
      const question = ['findings', wanted, order]
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
    '/findings/rules',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listFindingRules',
        summary: 'How many findings of each rule are open, and what became of the others',
        tags,
        querystring: z.object({ organization: id.optional() }),
        response: { 200: z.object({ items: listOf(z.object({ rule: z.string(), states: statesSchema })) }) },
      },
    },
    async (request) => ({ items: await noise(viewerOf(request), request.query.organization) }),
  )
  api.get(
    '/findings/:rule/:fingerprint',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'readFinding',
        summary: 'One finding everywhere, with its places and since when assistants could read it',
        description: 'Places have masked excerpts. An empty first page: there is none that you can see.',
        tags,
        params: z.object({ rule, fingerprint }),
        querystring: z.object(pagingOfAccounts),
        response: { 200: pageOf(findingAccountSchema).extend({ papers: rulePapersSchema.nullable() }) },
      },
    },
    async (request) => {
      const { params, query } = request
      const read = (page: Page) => everywhere(viewerOf(request), params.rule, params.fingerprint, page)
      return { ...(await pageThrough(query, ['finding', params], read)), papers: papers(params.rule) ?? null }
    },
  )
  api.get(
    '/repositories/:repository/findings',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listRepositoryFindings',
        summary: 'What was found in a repository and is not gone',
        tags,
        params: z.object({ repository: id }),
        querystring: z.object(pagingOfAccounts),
        response: { 200: pageOf(findingAccountSchema) },
      },
    },
    (request) => {
      const { repository } = request.params
      const read = (page: Page) => inRepository(viewerOf(request), repository, page)
      return pageThrough(request.query, ['findings-of', repository], read)
    },
  )
}

/** Each comes with its places. */
const pagingOfAccounts = { ...paging, limit: z.coerce.number().int().min(1).max(100).default(50) } as const

async function pageThrough(
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  question: unknown,
  read: (page: Page) => Promise<Accounts>,
) {
  const after = readCursor(cursor, question, z.tuple([id]))?.[0]
  const { rows, next } = await read({ limit, after })
  return { items: rows, next: writeCursor(next === undefined ? undefined : [next], question) }
}

const number = z.string().regex(/^\d{1,9}$/)
const positions: Readonly<Record<FindingOrder, z.ZodType<FindingPosition>>> = {
  severity: z.tuple([number, number, id]),
  spread: z.tuple([number, number, id]),
  age: z.tuple([z.iso.datetime(), id]),
}

function wantedOf(asked: z.output<typeof filterSchema>): FindingFilter {
  const { rule: rules, severity: severities, state, reachable, ...rest } = asked
  const states: readonly FindingState[] | undefined = state
  const all = { ...rest, rules, severities, states, isReachable: reachable }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
