import { z } from 'zod'
import { connectionPaths, controls } from '../../../../scanner/assistants/connection.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import {
  type ConnectionPage,
  type ConnectionQuery,
  connectionStates,
} from '../../../enforcement/reading/connection-list.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { type ApiServer, id, listOf, paging, pageOf, several, viewerOf } from '../route.ts'

/** What is asked of connections. */
export interface ConnectionsApi {
  readonly list: (viewer: Viewer, query: ConnectionQuery) => Promise<ConnectionPage>
}

const connectionSchema = z
  .object({
    organization: z.object({ id, login: z.string(), host: z.string() }),
    repository: z.object({ id, name: z.string() }),
    assistant: z.string(),
    path: z.enum(connectionPaths),
    state: z.enum(connectionStates).meta({
      description: '`not-seen`: looked for and not found. One path says nothing of another.',
    }),
    control: z
      .enum(controls)
      .meta({ description: 'Whether Gatehouse can change it, only see it, or not even that.' }),
    evidence: listOf(z.string()).meta({ description: 'What it rests on, a sentence each.' }),
    why: z.string().nullable().meta({ description: 'Why it is not known, where it is not.' }),
    since: z.date().meta({ description: 'Since when it is in this state.' }),
    readAt: z.date(),
  })
  .meta({ id: 'ListedConnection' })

const position = z.tuple([id, z.string().max(200), z.enum(connectionPaths)])

/** `/connections` */
export function addConnections(api: ApiServer, { list }: ConnectionsApi): void {
  api.get(
    '/connections',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listConnections',
        summary: 'By which paths assistants reach repositories that you see, and what shows it',
        tags: ['connections'],
        querystring: z.object({
          organization: id.optional(),
          repository: id.optional(),
          assistant: z.string().min(1).max(200).optional(),
          path: several(z.enum(connectionPaths)).optional(),
          state: several(z.enum(connectionStates))
            .optional()
            .meta({ description: 'Without: what is seen, `connected` and `possible`.' }),
          control: several(z.enum(controls)).optional(),
          ...paging,
        }),
        response: { 200: pageOf(connectionSchema) },
      },
    },
    async (request) => {
      const { cursor, limit, organization, repository, assistant, path, state, control } = request.query
      const filter = {
        states: state ?? (['connected', 'possible'] as const),
        ...(organization !== undefined && { organization }),
        ...(repository !== undefined && { repository }),
        ...(assistant !== undefined && { assistant }),
        ...(path && { paths: path }),
        ...(control && { controls: control }),
      }
      const question = ['connections', filter]
      const after = readCursor(cursor, question, position)
      const { rows, next } = await list(viewerOf(request), { ...filter, limit, ...(after && { after }) })
      return { items: rows, next: writeCursor(next, question) }
    },
  )
}
