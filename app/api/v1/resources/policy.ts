import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { PolicyReading, PolicyVersion } from '../../../enforcement/reading/policy-reading.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { demand } from '../identify.ts'
import { type ApiServer, id, listOf, paging, pageOf, viewerOf } from '../route.ts'

/** What is asked of an organization's policy. */
export interface PolicyApi {
  readonly read: (viewer: Viewer, organization: string) => Promise<PolicyReading>
  readonly versions: (
    viewer: Viewer,
    query: { organization: string; limit: number; after?: string | undefined },
  ) => Promise<{ readonly rows: readonly PolicyVersion[]; readonly next: string | undefined }>
}

const states = ['valid', 'invalid', 'refused', 'missing', 'unreadable'] as const
const versionSchema = z
  .object({
    id,
    state: z.enum(states),
    foundAt: z.date(),
    problems: listOf(z.string()).meta({ description: 'With their places.' }),
    file: z
      .object({ repository: z.string(), path: z.string(), commit: z.string() })
      .nullable()
      .meta({ description: 'null: there was nothing to be read.' }),
  })
  .meta({ id: 'PolicyVersion' })

const readingSchema = z
  .object({
    name: z.string().meta({ description: 'What is in force: `acme/gatehouse@1a2b3c4`, or a shipped one.' }),
    inForce: versionSchema.nullable().meta({ description: 'null: a shipped one is.' }),
    text: z.string().nullable().meta({ description: 'Of what is in force; null: a shipped one is.' }),
    found: versionSchema.nullable().meta({
      description:
        'What was found last; another than what is in force where it is not valid. null: never looked for.',
    }),
  })
  .meta({ id: 'Policy' })

const params = z.object({ organization: id })

/** `/organizations/{organization}/policy` */
export function addPolicy(api: ApiServer, { read, versions }: PolicyApi): void {
  const tags = ['policy']
  api.get(
    '/organizations/:organization/policy',
    {
      config: { permission: 'read-policy' },
      schema: {
        operationId: 'readPolicy',
        summary: 'The policy in force, and what was found last',
        tags,
        params,
        response: { 200: readingSchema },
      },
    },
    (request) => {
      const { organization } = request.params
      demand(request, 'read-policy', organization)
      return read(viewerOf(request), organization)
    },
  )
  api.get(
    '/organizations/:organization/policy/versions',
    {
      config: { permission: 'read-policy' },
      schema: {
        operationId: 'listPolicyVersions',
        summary: 'Versions of the policy, the newest first',
        tags,
        params,
        querystring: z.object(paging),
        response: { 200: pageOf(versionSchema) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-policy', organization)
      const { cursor, limit } = request.query
      const question = ['policy-versions', organization]
      const after = readCursor(cursor, question, z.tuple([id]))?.[0]
      const { rows, next } = await versions(viewerOf(request), { organization, limit, after })
      return { items: rows, next: writeCursor(next === undefined ? undefined : [next], question) }
    },
  )
}
