import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { ListedProposal } from '../../../enforcement/reading/policy-reading.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { demand } from '../identify.ts'
import { type ApiServer, id, paging, pageOf, viewerOf } from '../route.ts'
import { mostPolicyText } from './policy-preview.ts'

/** Another policy, as somebody wrote it. */
export interface NewPolicyProposal {
  readonly text: string
  readonly title: string
  readonly note: string
  /** Our id of the version that was found last when they wrote; null: none was. */
  readonly writtenFrom: string | null
  /** How many repositories would come to be enforced by it, as they know. */
  readonly enforced: number
}

/** What is asked of policies that people propose. */
export interface PolicyProposalsApi {
  readonly list: (
    viewer: Viewer,
    query: { organization: string; limit: number; after?: string | undefined },
  ) => Promise<{ readonly rows: readonly ListedProposal[]; readonly next: string | undefined }>
  /** @returns our id. @throws AppError in words for whoever proposes */
  readonly propose: (viewer: Viewer, organization: string, proposal: NewPolicyProposal) => Promise<string>
}

const states = ['planned', 'open', 'merged', 'closed', 'manual', 'failed', 'withdrawn'] as const
const proposalSchema = z
  .object({
    id,
    title: z.string(),
    by: z.string().nullable().meta({ description: 'null: they were erased.' }),
    at: z.date(),
    state: z.enum(states).meta({
      description:
        'Of its pull request. `manual`: our App may not open it; `failed`: GitHub did not take it.',
    }),
    problem: z.string().nullable().meta({ description: 'What keeps it from being opened.' }),
    pull: z.object({ number: z.int(), url: z.string() }).nullable(),
  })
  .meta({ id: 'PolicyProposal' })

const params = z.object({ organization: id })
const line = z
  .string()
  .trim()
  .min(1)
  .max(120)
  // Said without a property of Unicode: not every reader of the API's description knows those within brackets.
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  .regex(/^[^\u0000-\u001F\u007F-\u009F]*$/, 'one line')

/** `/organizations/{organization}/policy/proposals` */
export function addPolicyProposals(api: ApiServer, { list, propose }: PolicyProposalsApi): void {
  const tags = ['policy']
  api.get(
    '/organizations/:organization/policy/proposals',
    {
      config: { permission: 'read-policy' },
      schema: {
        operationId: 'listPolicyProposals',
        summary: 'Policies that were proposed here, the newest first',
        tags,
        params,
        querystring: z.object(paging),
        response: { 200: pageOf(proposalSchema) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-policy', organization)
      const { cursor, limit } = request.query
      const question = ['policy-proposals', organization]
      const after = readCursor(cursor, question, z.tuple([id]))?.[0]
      const { rows, next } = await list(viewerOf(request), { organization, limit, after })
      return { items: rows, next: writeCursor(next === undefined ? undefined : [next], question) }
    },
  )
  api.post(
    '/organizations/:organization/policy/proposals',
    {
      config: { permission: 'change-policy' },
      schema: {
        operationId: 'proposePolicy',
        summary: 'Propose another policy',
        description:
          'It becomes a pull request in the policy repository, and holds once that is merged. One that is not valid is refused.',
        tags,
        params,
        body: z.strictObject({
          text: z.string().min(1).max(mostPolicyText),
          title: line.meta({ description: 'Of the pull request; one line.' }),
          note: z
            .string()
            .trim()
            .max(2000)
            .default('')
            .meta({ description: 'Why; told in the pull request.' }),
          writtenFrom: id.nullable().meta({
            description: 'The version that was found last when it was written; null: none was.',
          }),
          enforced: z.int().min(0).default(0).meta({
            description:
              'How many repositories come to be enforced, as the preview tells: the same number, or it is refused.',
          }),
        }),
        response: { 201: z.object({ id }) },
      },
    },
    async (request, reply) => {
      const { organization } = request.params
      demand(request, 'change-policy', organization)
      const made = await propose(viewerOf(request), organization, request.body)
      return reply.code(201).send({ id: made })
    },
  )
}
