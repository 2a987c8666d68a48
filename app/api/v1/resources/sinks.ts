import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { ListedDeadLetter, ListedSink } from '../../../sinks/listed-sink.ts'
import { sinkFormats, sinkSettings } from '../../../sinks/settings.ts'
import type { SinkTest } from '../../../sinks/test-sink.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { demand, demandFresh, demandPerson } from '../identify.ts'
import { type ApiServer, id, listOf, pageOf, paging, viewerOf } from '../route.ts'

/** What is asked of sinks, to which the audit log is sent on, and ordered about them. What may not be is an AppError. */
export interface SinksApi {
  readonly list: (viewer: Viewer, organization: string) => Promise<readonly ListedSink[]>
  /** @returns our id */
  readonly create: (
    viewer: Viewer,
    organization: string,
    wanted: WantedSinkBody & { readonly from: 'now' | 'beginning' },
  ) => Promise<string>
  readonly change: (
    viewer: Viewer,
    organization: string,
    sink: string,
    wanted: WantedSinkBody,
  ) => Promise<void>
  readonly end: (viewer: Viewer, organization: string, sink: string) => Promise<void>
  readonly test: (viewer: Viewer, organization: string, sink: string) => Promise<SinkTest>
  readonly deadLetters: (
    viewer: Viewer,
    query: {
      readonly organization: string
      readonly sink: string
      readonly limit: number
      readonly after?: number | undefined
    },
  ) => Promise<{ readonly rows: readonly ListedDeadLetter[]; readonly next: number | undefined }>
  /** @param sequences undefined: all. @returns how many */
  readonly replay: (
    viewer: Viewer,
    organization: string,
    sink: string,
    sequences: readonly number[] | undefined,
  ) => Promise<number>
}

const wanted = {
  name: z.string().trim().min(1).max(100),
  format: z.enum(sinkFormats).default('ocsf').meta({
    description: '`ocsf`: OCSF 1.6.0; `record`: lines of the record, as an export has them.',
  }),
  logins: z.boolean().default(true).meta({
    description: 'Whether logins of people are sent. What a receiver has, Gatehouse cannot erase there.',
  }),
  isPaused: z.boolean().default(false),
  settings: sinkSettings,
  secret: z.string().max(20_000).optional().meta({
    description:
      'Token (splunk), secret access key (objectStorage), signing secret (webhook), private key of the client certificate as PEM (syslog, where there is one). It is sealed and never given out. Left out in a change: the one that is kept; it has to be given anew where the host changes.',
  }),
} as const
const changed = z.strictObject(wanted)
type WantedSinkBody = Omit<z.output<typeof changed>, 'secret'> & { readonly secret: string | undefined }

const problem = z.object({ code: z.string(), says: z.string(), todo: z.string() })
const sinkSchema = z
  .object({
    id,
    name: z.string(),
    format: z.enum(sinkFormats),
    logins: z.boolean(),
    settings: sinkSettings.nullable().meta({ description: 'null: of a newer version.' }),
    hasSecret: z.boolean(),
    isPaused: z.boolean(),
    createdBy: z.string().nullable(),
    createdAt: z.date(),
    problem: problem.nullable().meta({ description: 'What keeps it from sending; null: nothing.' }),
    failures: z.int().meta({ description: 'Tries in a row that failed.' }),
    failingSince: z.date().nullable(),
    nextAt: z.date().nullable().meta({ description: 'When it is tried again.' }),
    lastSentAt: z.date().nullable(),
    sent: z.number().meta({ description: 'Events that the receiver confirmed.' }),
    repeated: z.number().meta({ description: 'How many of them it may have had before.' }),
    deadLetters: z.int().meta({ description: 'Events that the receiver refused.' }),
    replaying: z.int().meta({ description: 'How many of them are being sent again.' }),
    lagEvents: z.number().meta({ description: 'Events that were not sent yet.' }),
    lagSeconds: z.number().meta({ description: 'How old the oldest of them is.' }),
  })
  .meta({ id: 'Sink' })
const letterSchema = z
  .object({
    sequence: z.number(),
    kind: z.string().nullable(),
    subject: z.string().nullable(),
    at: z.date().nullable(),
    problem,
    refusedAt: z.date(),
    isReplaying: z.boolean(),
  })
  .meta({ id: 'SinkDeadLetter' })
const testSchema = z
  .object({
    isReached: z.boolean(),
    code: z.string().nullable(),
    says: z.string(),
    todo: z.string().nullable(),
    tookMs: z.number(),
    event: z.string().meta({ description: 'By which the event is found at the receiver.' }),
  })
  .meta({ id: 'SinkTest' })

const path = '/organizations/:organization/sinks'
const tags = ['sinks']
const params = z.object({ organization: id })
const one = z.object({ organization: id, sink: id })
const done = z.object({ isDone: z.literal(true) })

/** `/organizations/{organization}/sinks` */
export function addSinks(api: ApiServer, sinks: SinksApi): void {
  api.get(
    path,
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'listSinks',
        summary: 'Where the audit log is sent on to, and how that goes',
        tags,
        params,
        response: { 200: z.object({ items: listOf(sinkSchema) }) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-settings', organization)
      return { items: await sinks.list(viewerOf(request), organization) }
    },
  )
  addSettings(api, sinks)
  addTest(api, sinks)
  addDeadLetters(api, sinks)
}

function addSettings(api: ApiServer, sinks: SinksApi): void {
  const needs = 'It needs that you signed in within the last 15 minutes.'
  api.post(
    path,
    {
      config: { permission: 'manage-sinks' },
      schema: {
        operationId: 'createSink',
        summary: 'Has the audit log sent to one more receiver',
        description: needs,
        tags,
        params,
        body: z.strictObject({
          ...wanted,
          from: z.enum(['now', 'beginning']).default('now').meta({
            description: '`beginning`: everything that is in the record already as well.',
          }),
        }),
        response: { 201: z.object({ id }) },
      },
    },
    async (request, reply) => {
      const { organization } = request.params
      demand(request, 'manage-sinks', organization)
      demandFresh(request, new Date())
      const { secret, ...body } = request.body
      const made = await sinks.create(viewerOf(request), organization, { ...body, secret })
      return reply.code(201).send({ id: made })
    },
  )
  api.put(
    `${path}/:sink`,
    {
      config: { permission: 'manage-sinks' },
      schema: {
        operationId: 'changeSink',
        summary: 'Changes, pauses or resumes a sink',
        description: `It goes on where it was. ${needs}`,
        tags,
        params: one,
        body: changed,
        response: { 200: done },
      },
    },
    async (request) => {
      const { organization, sink } = request.params
      demand(request, 'manage-sinks', organization)
      demandFresh(request, new Date())
      const { secret, ...body } = request.body
      await sinks.change(viewerOf(request), organization, sink, { ...body, secret })
      return { isDone: true as const }
    },
  )
  api.delete(
    `${path}/:sink`,
    {
      config: { permission: 'manage-sinks' },
      schema: {
        operationId: 'endSink',
        summary: 'Ends a sink, and forgets its secret',
        tags,
        params: one,
        response: { 200: done },
      },
    },
    async (request) => {
      const { organization, sink } = request.params
      demand(request, 'manage-sinks', organization)
      await sinks.end(viewerOf(request), organization, sink)
      return { isDone: true as const }
    },
  )
}

function addTest(api: ApiServer, { test }: SinksApi): void {
  api.post(
    `${path}/:sink/test`,
    {
      config: { permission: 'manage-sinks' },
      schema: {
        operationId: 'testSink',
        summary: 'Sends a test event, and says what the receiver answers',
        description: 'The event is marked as a test. Where it is taken, the sink is tried again at once.',
        tags,
        params: one,
        response: { 200: testSchema },
      },
    },
    async (request) => {
      const { organization, sink } = request.params
      demand(request, 'manage-sinks', organization)
      demandPerson(request)
      return test(viewerOf(request), organization, sink)
    },
  )
}

function addDeadLetters(api: ApiServer, { deadLetters, replay }: SinksApi): void {
  api.get(
    `${path}/:sink/dead-letters`,
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'listSinkDeadLetters',
        summary: 'Events that a receiver refused',
        tags,
        params: one,
        querystring: z.object(paging),
        response: { 200: pageOf(letterSchema) },
      },
    },
    async (request) => {
      const { organization, sink } = request.params
      demand(request, 'read-settings', organization)
      const { cursor, limit } = request.query
      const question = ['sink-dead-letters', organization, sink]
      const after = readCursor(cursor, question, z.tuple([id]))?.[0]
      const { rows, next } = await deadLetters(viewerOf(request), {
        organization,
        sink,
        limit,
        ...(after !== undefined && { after: Number(after) }),
      })
      return { items: rows, next: writeCursor(next === undefined ? undefined : [String(next)], question) }
    },
  )
  api.post(
    `${path}/:sink/replay`,
    {
      config: { permission: 'manage-sinks' },
      schema: {
        operationId: 'replaySink',
        summary: 'Has events sent again that a receiver refused',
        tags,
        params: one,
        body: z.strictObject({
          sequences: z.array(z.int().min(1)).min(1).max(1000).optional().meta({
            description: 'Left out: all of them.',
          }),
        }),
        response: { 200: z.object({ events: z.int() }) },
      },
    },
    async (request) => {
      const { organization, sink } = request.params
      demand(request, 'manage-sinks', organization)
      demandPerson(request)
      return { events: await replay(viewerOf(request), organization, sink, request.body.sequences) }
    },
  )
}
