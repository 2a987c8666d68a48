import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import { demand, demandFresh } from '../identify.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'

type Row = Readonly<Record<string, unknown>>

/** What is kept of a person, for owners of the organizations that know them. What may not be is an AppError. */
export interface PersonalDataApi {
  /** @throws AppError `not-there` */
  readonly export: (
    viewer: Viewer,
    organization: string,
    person: string,
  ) => Promise<{
    readonly format: string
    readonly at: string
    readonly person: Row
    readonly tables: Readonly<Record<string, readonly Row[]>>
    readonly auditEvents: readonly Row[]
    readonly mentions: readonly Row[]
    readonly ownedRepositories: readonly Row[]
  }>
  /** @param confirm the login, typed. @throws AppError `not-there`, `not-allowed`, `conflict`, `invalid-request` */
  readonly erase: (
    viewer: Viewer,
    organization: string,
    person: string,
    confirm: string,
  ) => Promise<Readonly<Record<'deleted' | 'replaced', Readonly<Record<string, number>>>>>
}

const row = z.record(z.string(), z.unknown())
const counts = z.record(z.string(), z.int()).meta({ description: 'Rows by table.' })
const params = z.object({ organization: id, person: z.uuid() })
const path = '/organizations/:organization/members/:person'
const needs = 'It needs that you signed in within the last 15 minutes.'
const tags = ['members']

/** `…/members/{person}/export` and `/erase` */
export function addPersonalData(api: ApiServer, personal: PersonalDataApi): void {
  api.post(
    `${path}/export`,
    {
      config: { permission: 'manage-data', isShownOnce: true },
      schema: {
        operationId: 'exportPerson',
        summary: 'Everything that is kept of a person',
        description: `What this organization and they themselves have, by table. It is recorded. ${needs}`,
        tags,
        params,
        body: z.strictObject({}),
        response: {
          200: z.object({
            format: z.string(),
            at: z.string(),
            person: row,
            tables: z.record(z.string(), listOf(row)),
            auditEvents: listOf(row),
            mentions: listOf(row),
            ownedRepositories: listOf(row),
          }),
        },
      },
    },
    (request) => {
      const { organization, person } = request.params
      demand(request, 'manage-data', organization)
      demandFresh(request, new Date())
      return personal.export(viewerOf(request), organization, person)
    },
  )
  api.post(
    `${path}/erase`,
    {
      config: { permission: 'manage-data' },
      schema: {
        operationId: 'erasePerson',
        summary: 'Erases a person',
        description: `Names, sessions, identities and words, everywhere. What they approved stays under an id that leads to nobody. Who orders it must own every organization that knows them. It cannot be undone. ${needs}`,
        tags,
        params,
        body: z.strictObject({
          confirm: z
            .string()
            .min(1)
            .max(320)
            .meta({ description: 'Their login; of somebody without one, their id.' }),
        }),
        response: { 200: z.object({ deleted: counts, replaced: counts }) },
      },
    },
    (request) => {
      const { organization, person } = request.params
      demand(request, 'manage-data', organization)
      demandFresh(request, new Date())
      return personal.erase(viewerOf(request), organization, person, request.body.confirm)
    },
  )
}
