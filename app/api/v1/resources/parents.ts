import { z } from 'zod'
import type { OrganizationState } from '../../../enforcement/reading/organization-state.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'
import type { OrganizationsApi } from './organizations.ts'

const named = { id, login: z.string(), host: z.string().meta({ description: '`github.com`' }) }
const parentSchema = z
  .object({
    ...named,
    organizations: listOf(z.object(named)).meta({
      description: 'Whose policies extend its own, on whatever host; those of which you see anything.',
    }),
  })
  .meta({ id: 'Parent' })

/** `/parents`: organizations above others. Nobody is told of more than `/organizations` tells them. */
export function addParents(api: ApiServer, { list }: OrganizationsApi): void {
  const tags = ['organizations']
  api.get(
    '/parents',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listParents',
        summary: 'Organizations whose policy others extend',
        tags,
        response: { 200: z.object({ items: listOf(parentSchema) }) },
      },
    },
    async (request) => ({ items: parentsOf(await list(viewerOf(request))) }),
  )
  api.get(
    '/parents/:parent',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'readParent',
        summary: 'One organization above others, with those below it',
        tags,
        params: z.object({ parent: id }),
        response: { 200: parentSchema },
      },
    },
    async (request) => {
      const { parent } = request.params
      const found = parentsOf(await list(viewerOf(request))).find((one) => one.id === parent)
      if (!found) throw new AppError('not-there', 'There is no such parent that you can see.')
      return found
    },
  )
}

function parentsOf(all: readonly OrganizationState[]): z.input<typeof parentSchema>[] {
  return all.flatMap((one) => {
    const organizations = all.filter(({ parent }) => parent === one.id).map(nameOf)
    return organizations.length === 0 ? [] : [{ ...nameOf(one), organizations }]
  })
}

const nameOf = ({ id: ours, login, host }: OrganizationState) => ({ id: ours, login, host })
