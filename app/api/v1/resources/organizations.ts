import { z } from 'zod'
import type { OrganizationState } from '../../../enforcement/reading/organization-state.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'

/** What is asked of organizations. */
export interface OrganizationsApi {
  /** Those of which somebody sees anything, by name. */
  readonly list: (viewer: Viewer) => Promise<readonly OrganizationState[]>
}

export const organizationSchema = z
  .object({
    id,
    login: z.string(),
    host: z.string().meta({ description: '`github.com`' }),
    parent: z.string().nullable().meta({
      description:
        'Our id of the organization above it: whose policy its own extends. null: none of which you see anything.',
    }),
    isSuspended: z.boolean(),
    isLeaving: z.boolean(),
    isPaused: z.boolean().meta({ description: 'Nothing is changed on GitHub.' }),
    policy: z.object({
      state: z.enum(['valid', 'invalid', 'refused', 'missing', 'unreadable', 'unknown']),
      name: z
        .string()
        .meta({ description: 'The version in force: `acme/gatehouse@1a2b3c4`, or a shipped one.' }),
      problems: listOf(z.string()),
    }),
    held: z.int().meta({ description: 'Changes that wait for a Gatehouse owner.' }),
    waits: z.string().nullable().meta({ description: 'Why they wait.' }),
    lastSweepAt: z.date().nullable(),
  })
  .meta({ id: 'Organization' })

/** `/organizations` */
export function addOrganizations(api: ApiServer, { list }: OrganizationsApi): void {
  const tags = ['organizations']
  api.get(
    '/organizations',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listOrganizations',
        summary: 'Organizations of which you see anything',
        tags,
        response: { 200: z.object({ items: listOf(organizationSchema) }) },
      },
    },
    async (request) => ({ items: await list(viewerOf(request)) }),
  )
  api.get(
    '/organizations/:organization',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'readOrganization',
        summary: 'One organization',
        tags,
        params: z.object({ organization: id }),
        response: { 200: organizationSchema },
      },
    },
    async (request) => {
      const { organization } = request.params
      const found = (await list(viewerOf(request))).find((one) => one.id === organization)
      if (!found) throw new AppError('not-there', 'There is no such organization that you can see.')
      return found
    },
  )
}
