import { z } from 'zod'
import { gatehouseRoles, type GatehouseRole, type Viewer } from '../../../enforcement/members/viewer.ts'
import type { MemberPage, MemberQuery } from '../../../enforcement/reading/member-list.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { demand, demandFresh } from '../identify.ts'
import { type ApiServer, id, paging, pageOf, viewerOf } from '../route.ts'

/** What is asked of the people of an organization, and ordered about them. What may not be is an AppError `conflict` or `not-allowed`. */
export interface MembersApi {
  readonly list: (query: MemberQuery) => Promise<MemberPage>
  /** @param login of an account on the organization's GitHub host. @returns our id of the person */
  readonly grant: (
    viewer: Viewer,
    organization: string,
    login: string,
    role: GatehouseRole,
  ) => Promise<string>
  /** Ends what somebody was granted. @throws AppError `not-there` */
  readonly end: (viewer: Viewer, organization: string, person: string) => Promise<void>
  /** @returns of how many browsers. @throws AppError `not-there` */
  readonly signOut: (viewer: Viewer, organization: string, person: string) => Promise<number>
}

const memberSchema = z
  .object({
    person: z.uuid(),
    login: z.string().nullable().meta({ description: 'null: erased.' }),
    role: z.enum(gatehouseRoles).nullable().meta({
      description:
        'What they are here; null: nothing now, since GitHub has not said lately that they belong to it.',
    }),
    granted: z.enum(gatehouseRoles).nullable().meta({
      description:
        'null: nothing; owners of the organization on GitHub are Gatehouse owners, its members are members.',
    }),
    grantedBy: z.string().nullable(),
    grantedAt: z.date().nullable(),
    onGitHub: z.enum(['admin', 'member']).nullable(),
    mapped: z
      .enum(gatehouseRoles)
      .nullable()
      .meta({ description: 'What their identity provider gives them.' }),
    sessions: z.int().meta({ description: 'With how many browsers they are signed in.' }),
    seenAt: z.date().nullable(),
  })
  .meta({ id: 'Member' })

/** GitHub's logins; those of a company's managed users have an underscore. */
const login = z.string().regex(/^[\w](?:[\w-]{0,98}[\w])?$/, 'It is no login of GitHub.')
const one = z.object({ organization: id, person: z.uuid() })
const path = '/organizations/:organization/members'

/** `/organizations/{organization}/members` */
export function addMembers(api: ApiServer, members: MembersApi): void {
  const tags = ['members']
  api.get(
    path,
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'listMembers',
        summary: 'People and what they are in an organization',
        description: 'Whom Gatehouse knows: people who signed in, and those who were granted a role.',
        tags,
        params: z.object({ organization: id }),
        querystring: z.object({
          login: z.string().min(1).max(100).optional().meta({ description: 'A part of it.' }),
          ...paging,
        }),
        response: { 200: pageOf(memberSchema) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-settings', organization)
      const { cursor, limit, ...filter } = request.query
      const question = ['members', organization, filter]
      const after = readCursor(cursor, question, z.tuple([z.string(), z.uuid()]))
      const { rows, next } = await members.list({
        organization,
        limit,
        ...(filter.login !== undefined && { login: filter.login }),
        ...(after && { after }),
      })
      return { items: rows, next: writeCursor(next, question) }
    },
  )
  addOrders(api, members, tags)
}

function addOrders(api: ApiServer, { grant, end, signOut }: MembersApi, tags: readonly string[]): void {
  const needs = 'It needs that you signed in within the last 15 minutes.'
  api.post(
    path,
    {
      config: { permission: 'manage-members' },
      schema: {
        operationId: 'grantRole',
        summary: 'Grants somebody a role',
        description: `In place of what they were granted before, or are by being in the organization on GitHub. An auditor sees all of it, and need not be in it. Whoever gets another role is signed out everywhere. ${needs}`,
        tags,
        params: z.object({ organization: id }),
        body: z.strictObject({ login, role: z.enum(gatehouseRoles) }),
        response: { 200: z.object({ person: z.uuid() }) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'manage-members', organization)
      demandFresh(request, new Date())
      const { body } = request
      return { person: await grant(viewerOf(request), organization, body.login, body.role) }
    },
  )
  api.delete(
    `${path}/:person`,
    {
      config: { permission: 'manage-members' },
      schema: {
        operationId: 'endRole',
        summary: 'Ends what somebody was granted',
        description: `They are again what they are on GitHub. ${needs}`,
        tags,
        params: one,
        response: { 200: z.object({ isEnded: z.literal(true) }) },
      },
    },
    async (request) => {
      const { organization, person } = request.params
      demand(request, 'manage-members', organization)
      demandFresh(request, new Date())
      await end(viewerOf(request), organization, person)
      return { isEnded: true as const }
    },
  )
  api.post(
    `${path}/:person/sign-out`,
    {
      config: { permission: 'manage-members' },
      schema: {
        operationId: 'signOutMember',
        summary: 'Signs somebody out everywhere',
        tags,
        params: one,
        response: { 200: z.object({ sessions: z.int() }) },
      },
    },
    async (request) => {
      const { organization, person } = request.params
      demand(request, 'manage-members', organization)
      return { sessions: await signOut(viewerOf(request), organization, person) }
    },
  )
}
