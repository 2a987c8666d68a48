import { z } from 'zod'
import { permissions, type Permission, may } from '../../../enforcement/members/permissions.ts'
import { gatehouseRoles } from '../../../enforcement/members/viewer.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'

const names = Object.keys(permissions).filter((name): name is Permission => name in permissions)

const meSchema = z
  .object({
    person: z.string().nullable(),
    login: z.string().nullable(),
    name: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    via: z.enum(['session', 'api-token', 'github-token']),
    csrfToken: z
      .string()
      .nullable()
      .meta({ description: 'For `x-csrf-token`, which changes need in a session.' }),
    signedInAt: z.date().nullable(),
    roles: listOf(
      z.object({
        organization: id,
        role: z.enum(gatehouseRoles),
        permissions: listOf(z.enum(names)),
        seesAll: z.boolean().meta({ description: 'Else only what they can read on GitHub.' }),
      }),
    ),
  })
  .meta({ id: 'Me' })

/** Who calls, and what they may do. */
export function addMe(api: ApiServer): void {
  api.get(
    '/me',
    {
      config: { permission: 'anybody' },
      schema: {
        operationId: 'readMe',
        summary: 'Who calls, and what they may do',
        tags: ['me'],
        response: { 200: meSchema },
      },
    },
    (request) => {
      const viewer = viewerOf(request)
      const { via, person, login, name, avatarUrl, scope } = viewer
      return {
        person,
        login,
        name,
        avatarUrl,
        via: via.kind,
        csrfToken: via.kind === 'session' ? via.csrfToken : null,
        signedInAt: via.kind === 'session' ? via.signedInAt : null,
        roles: [...viewer.roles].map(([organization, role]) => ({
          organization,
          role,
          permissions: names.filter((one) => may(viewer, one, organization)),
          seesAll: scope.organizations.includes(organization),
        })),
      }
    },
  )
}
