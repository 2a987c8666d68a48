import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import {
  type LegalHold,
  mostDays,
  retentionClasses,
  type RetentionClass,
  type RetentionCount,
  type RetentionDays,
} from '../../../enforcement/retention/retention.ts'
import { demand, demandFresh } from '../identify.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'

type Wished = Readonly<Partial<Record<RetentionClass, number>>>

/** For how long an organization keeps what, and what nobody may delete meanwhile. */
export interface RetentionApi {
  readonly read: (organization: string) => Promise<{
    readonly days: RetentionDays
    readonly holds: readonly LegalHold[]
  }>
  readonly preview: (organization: string, days: Wished) => Promise<readonly RetentionCount[]>
  /** @throws AppError `invalid-request`, `conflict` */
  readonly change: (viewer: Viewer, organization: string, days: Wished, rows: number) => Promise<void>
  /** @returns our id. @throws AppError `not-there` */
  readonly hold: (
    viewer: Viewer,
    organization: string,
    about: { readonly repository: string | null; readonly person: string | null; readonly reason: string },
  ) => Promise<string>
  /** @throws AppError `not-there` */
  readonly lift: (viewer: Viewer, organization: string, hold: string) => Promise<void>
}

const names = retentionClasses.map((one) => one.id)
const daysSchema = z.partialRecord(z.enum(names), z.int().min(0).max(mostDays))

const retentionSchema = z
  .object({
    classes: listOf(
      z.object({
        id: z.enum(names),
        title: z.string(),
        note: z.string(),
        days: z.int(),
        usual: z.int(),
        floor: z.int().meta({ description: 'It cannot be kept for less.' }),
        why: z.string().nullable().meta({ description: 'Why there is a floor.' }),
      }),
    ),
    holds: listOf(
      z.object({
        id: z.string(),
        repository: z.string().nullable(),
        repositoryName: z.string().nullable(),
        person: z.uuid().nullable(),
        login: z.string().nullable(),
        reason: z.string(),
        placedBy: z.string().nullable(),
        placedAt: z.date(),
      }),
    ).meta({
      description: 'Legal holds in force. With neither repository nor person: of the whole organization.',
    }),
  })
  .meta({ id: 'Retention' })

const previewSchema = z
  .object({
    rows: z.int().meta({ description: 'Of all classes together; the change has to say it.' }),
    classes: listOf(z.object({ class: z.enum(names), rows: z.int(), oldest: z.date().nullable() })),
  })
  .meta({ id: 'RetentionPreview' })

const params = z.object({ organization: id })
const path = '/organizations/:organization/retention'
const needs = 'It needs that you signed in within the last 15 minutes.'
const tags = ['retention']

/** `/organizations/{organization}/retention` and its legal holds */
export function addRetention(api: ApiServer, { read, preview, change, hold, lift }: RetentionApi): void {
  api.get(
    path,
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'readRetention',
        summary: 'For how long what is kept, and legal holds',
        tags,
        params,
        response: { 200: retentionSchema },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-settings', organization)
      const { days, holds } = await read(organization)
      return { classes: retentionClasses.map((one) => ({ ...one, days: days[one.id] })), holds }
    },
  )
  api.post(
    `${path}/preview`,
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'previewRetention',
        summary: 'What would be deleted if things were kept for so long',
        description:
          'Classes that are not named stay as they are. What is under a legal hold is not counted.',
        tags,
        params,
        body: z.strictObject({ days: daysSchema }),
        response: { 200: previewSchema },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-settings', organization)
      const classes = await preview(organization, request.body.days)
      return { rows: classes.reduce((sum, { rows }) => sum + rows, 0), classes }
    },
  )
  api.post(
    path,
    {
      config: { permission: 'manage-data' },
      schema: {
        operationId: 'changeRetention',
        summary: 'Sets for how long what is kept',
        description: `What is older is deleted within a day, and cannot be brought back. \`rows\` is what the preview said of the same days: a change that deletes another number is refused. ${needs}`,
        tags,
        params,
        body: z.strictObject({ days: daysSchema, rows: z.int().min(0) }),
        response: { 200: z.object({ isChanged: z.literal(true) }) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'manage-data', organization)
      demandFresh(request, new Date())
      await change(viewerOf(request), organization, request.body.days, request.body.rows)
      return { isChanged: true as const }
    },
  )
  addHolds(api, { hold, lift })
}

function addHolds(api: ApiServer, { hold, lift }: Pick<RetentionApi, 'hold' | 'lift'>): void {
  api.post(
    '/organizations/:organization/legal-holds',
    {
      config: { permission: 'manage-data' },
      schema: {
        operationId: 'placeLegalHold',
        summary: 'Keeps data from being deleted',
        description: `Of one repository, one person, or the whole organization, until it is lifted. ${needs}`,
        tags,
        params,
        body: z.strictObject({
          reason: z.string().trim().min(1).max(1000),
          repository: id.nullable().default(null),
          person: z.uuid().nullable().default(null),
        }),
        response: { 200: z.object({ id: z.string() }) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'manage-data', organization)
      demandFresh(request, new Date())
      return { id: await hold(viewerOf(request), organization, request.body) }
    },
  )
  api.post(
    '/organizations/:organization/legal-holds/:hold/lift',
    {
      config: { permission: 'manage-data' },
      schema: {
        operationId: 'liftLegalHold',
        summary: 'Lifts a legal hold',
        description: `What it kept is deleted with the next run where it was kept long enough. ${needs}`,
        tags,
        params: z.object({ organization: id, hold: id }),
        response: { 200: z.object({ isLifted: z.literal(true) }) },
      },
    },
    async (request) => {
      const { organization, hold: one } = request.params
      demand(request, 'manage-data', organization)
      demandFresh(request, new Date())
      await lift(viewerOf(request), organization, one)
      return { isLifted: true as const }
    },
  )
}
