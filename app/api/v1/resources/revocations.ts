import { z } from 'zod'
import { connectionPaths } from '../../../../scanner/assistants/connection.ts'
import { modes } from '../../../../policies/policy-group.ts'
import type { RevocationPreview } from '../../../enforcement/approvals/preview-revocation.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import { eachByItself } from '../each-by-itself.ts'
import { demandPerson } from '../identify.ts'
import { problemSchema } from '../problems.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'

/** Access that is taken back from several repositories. What cannot be is an AppError, of each by itself. */
export interface RevocationsApi {
  /** What it would do to one. */
  readonly preview: (
    viewer: Viewer,
    repository: string,
  ) => Promise<RevocationPreview & { readonly name: string }>
  /** Ends every approval of a repository, as `/gatehouse revoke` does. */
  readonly revoke: (viewer: Viewer, repository: string, reason: string) => Promise<void>
}

const repositories = z.array(id).min(1).max(50)
const outcome = z.enum(['allowed', 'denied', 'needs-approval', 'unknown'])

const previewSchema = z
  .object({
    name: z.string().meta({ description: '`acme/shop`' }),
    approvals: z.int().meta({ description: 'How many would end.' }),
    endsRequest: z.boolean().meta({ description: 'Whether an open request would end with them.' }),
    outcome: outcome.nullable().meta({ description: 'The decision now; null: nothing was decided yet.' }),
    after: z
      .object({
        outcome,
        mode: z.enum(modes).meta({ description: 'Only in `enforce` anything is taken.' }),
        taken: listOf(
          z.object({
            path: z.enum(connectionPaths),
            what: z.string().nullable().meta({
              description: 'Whose App it is, name of the secret; null: one of its workflows.',
            }),
          }),
        ),
        stays: listOf(z.enum(connectionPaths)).meta({
          description:
            'Ways in that would stay: allowed all the same, only seen, or not switched on in the policy.',
        }),
      })
      .nullable()
      .meta({ description: 'null: what is recorded does not say it; it would be read first.' }),
  })
  .meta({ id: 'RevocationPreview' })

const problem = problemSchema.nullable()

/** `/approvals/revocations` */
export function addRevocations(api: ApiServer, { preview, revoke }: RevocationsApi): void {
  const tags = ['approvals']
  api.post(
    '/approvals/revocations/preview',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'previewRevocations',
        summary: 'What taking access back from repositories would disconnect',
        description:
          'By what is recorded: GitHub is asked nothing, and nothing is changed. Whether you may revoke is not asked either: the policy’s teams decide it when you do.',
        tags,
        body: z.strictObject({ repositories }),
        response: {
          200: z.object({
            outcomes: listOf(z.object({ repository: id, preview: previewSchema.nullable(), problem })),
          }),
        },
      },
    },
    async (request) => {
      const outcomes = await eachByItself(request, request.body.repositories, (one) =>
        preview(viewerOf(request), one),
      )
      return {
        outcomes: outcomes.map(({ id: repository, done, problem: wrong }) => ({
          repository,
          preview: done ?? null,
          problem: wrong,
        })),
      }
    },
  )
  api.post(
    '/approvals/revocations',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'revokeMany',
        summary: 'Takes access to several repositories back, each with an outcome of its own',
        description:
          'As `/gatehouse revoke` does of each: every approval of the repository ends, and its open request with them. Who may, the policy’s teams and Gatehouse owners decide, as GitHub knows them now.',
        tags,
        body: z.strictObject({ repositories, reason: z.string().trim().min(1).max(1000) }),
        response: {
          200: z.object({
            outcomes: listOf(
              z.object({ repository: id, problem: problem.meta({ description: 'null: it is revoked.' }) }),
            ),
          }),
        },
      },
    },
    async (request) => {
      demandPerson(request, 'session')
      const { repositories: all, reason } = request.body
      const outcomes = await eachByItself(request, all, (one) => revoke(viewerOf(request), one, reason))
      return {
        outcomes: outcomes.map(({ id: repository, problem: wrong }) => ({ repository, problem: wrong })),
      }
    },
  )
}
