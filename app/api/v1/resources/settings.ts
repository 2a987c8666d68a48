import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { ListedSession, SettingsReading } from '../../../enforcement/reading/settings-reading.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { demand, demandPerson } from '../identify.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'

/** What is asked of how an organization is set up, and of who is signed in. */
export interface SettingsApi {
  readonly read: (viewer: Viewer, organization: string) => Promise<SettingsReading>
  readonly sessions: (person: string) => Promise<readonly ListedSession[]>
  /** @returns false: it is none of theirs, or over */
  readonly endSession: (person: string, session: string) => Promise<boolean>
}

const settingsSchema = z
  .object({
    checks: listOf(
      z.object({
        id: z.string(),
        subject: z.string(),
        severity: z.enum(['critical', 'high', 'medium', 'low']),
        title: z.string(),
        found: z.string(),
        todo: z.string(),
        since: z.date(),
      }),
    ).meta({ description: 'What people have to see to on GitHub, the gravest first.' }),
    commands: z.object({ arrive: z.enum(['by-webhook', 'by-polling']), afterSeconds: z.int() }).meta({
      description:
        'How commands that people write on GitHub come in, and within how many seconds they are dealt with, where nothing else waits.',
    }),
    work: z.object({
      open: z.int().meta({ description: 'What waits to be looked at.' }),
      failing: z.int(),
      oldestWaitSeconds: z.number(),
      errors: listOf(
        z.object({
          key: z.string(),
          repository: z.string().nullable().meta({ description: 'null: it is the organization itself.' }),
          attempts: z.int(),
          error: z.string().nullable(),
          nextAt: z.date(),
        }),
      ).meta({ description: 'The first 20 of what fails.' }),
    }),
    targets: listOf(
      z.object({
        name: z.string(),
        failures: z.int(),
        lastError: z.string().nullable(),
        lastFailedAt: z.date().nullable(),
        lastSentAt: z.date().nullable(),
      }),
    ).meta({ description: 'Where notifications of this deployment went.' }),
  })
  .meta({ id: 'Settings' })

const sessionSchema = z
  .object({
    id: z.string(),
    agent: z.string().nullable().meta({ description: 'As the browser names itself.' }),
    signedInAt: z.date(),
    seenAt: z.date(),
    isThis: z.boolean(),
  })
  .meta({ id: 'Session' })

/** `/organizations/{organization}/settings` and `/me/sessions` */
export function addSettings(api: ApiServer, settings: SettingsApi): void {
  api.get(
    '/organizations/:organization/settings',
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'readSettings',
        summary: 'How an organization is set up, and how the work on it goes',
        tags: ['settings'],
        params: z.object({ organization: id }),
        response: { 200: settingsSchema },
      },
    },
    (request) => {
      const { organization } = request.params
      demand(request, 'read-settings', organization)
      return settings.read(viewerOf(request), organization)
    },
  )
  addSessions(api, settings)
}

function addSessions(api: ApiServer, { sessions, endSession }: SettingsApi): void {
  api.get(
    '/me/sessions',
    {
      config: { permission: 'anybody' },
      schema: {
        operationId: 'listSessions',
        summary: 'Where you are signed in',
        tags: ['me'],
        response: { 200: z.object({ items: listOf(sessionSchema) }) },
      },
    },
    async (request) => {
      demandPerson(request)
      const { person, via } = viewerOf(request)
      const items = await sessions(person ?? '')
      return { items: items.map((one) => ({ ...one, isThis: via.kind === 'session' && via.id === one.id })) }
    },
  )
  api.delete(
    '/me/sessions/:session',
    {
      config: { permission: 'anybody' },
      schema: {
        operationId: 'endSession',
        summary: 'Signs you out somewhere',
        tags: ['me'],
        params: z.object({ session: z.uuid() }),
        response: { 200: z.object({ isEnded: z.literal(true) }) },
      },
    },
    async (request) => {
      demandPerson(request, 'session')
      if (!(await endSession(viewerOf(request).person ?? '', request.params.session)))
        throw new AppError('not-there', 'There is no such session of yours.')
      return { isEnded: true as const }
    },
  )
}
