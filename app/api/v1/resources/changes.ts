import { z } from 'zod'
import { modes } from '../../../../policies/policy-group.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { effectKinds } from '../../../enforcement/effects/effect-traits.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import {
  type ChangePage,
  type ChangeQuery,
  finalStates,
  type ShownPlanRecord,
  type WaveItem,
} from '../../../enforcement/reading/change-list.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { demand, demandFresh, demandPerson } from '../identify.ts'
import { type ApiServer, id, listOf, paging, pageOf, several, viewerOf } from '../route.ts'

/** A version of the policy that took something which is still taken. */
export interface ListedWave {
  readonly policy: string
  readonly commit: string | null
  readonly foundAt: Date
  readonly taken: number
  readonly forGood: number
  readonly isSwitched: boolean
}

/** What is asked of changes on GitHub, and ordered. What cannot be done is an AppError `conflict`. */
export interface ChangesApi {
  readonly plan: (viewer: Viewer, organization: string) => Promise<ShownPlanRecord>
  readonly history: (viewer: Viewer, query: ChangeQuery) => Promise<ChangePage>
  /** @returns how many pass */
  readonly accept: (
    viewer: Viewer,
    organization: string,
    acceptance: { readonly digest: string; readonly reason: string | undefined },
  ) => Promise<number>
  /** @returns false: it was paused already */
  readonly pause: (viewer: Viewer, organization: string, reason: string) => Promise<boolean>
  readonly resume: (viewer: Viewer, organization: string, reason: string) => Promise<boolean>
  readonly waves: (viewer: Viewer, organization: string) => Promise<readonly ListedWave[]>
  readonly wave: (viewer: Viewer, organization: string, policy: string) => Promise<readonly WaveItem[]>
  /** @param count how many they were shown that it gives back. @returns what is given back */
  readonly undo: (
    viewer: Viewer,
    organization: string,
    policy: string,
    count: number,
  ) => Promise<readonly WaveItem[]>
}

const repository = z.object({ id, name: z.string() })
const kind = z.enum(effectKinds)

export const planSchema = z
  .object({
    organization: id,
    digest: z
      .string()
      .nullable()
      .meta({ description: 'Of what an acceptance would let pass: send it with one. null: nothing waits.' }),
    awaiting: z.int(),
    isAccepted: z.boolean(),
    notAccepted: z.string().nullable(),
    pause: z.object({ reason: z.string(), at: z.date().nullable(), by: z.string().nullable() }).nullable(),
    hold: z.object({ why: z.string(), openedAt: z.date() }).nullable(),
    ceiling: z.enum(modes).meta({ description: 'The most that this deployment does.' }),
    doneAt: z.date().nullable().meta({ description: 'About when what may be made now is done.' }),
    writes: z.int().meta({ description: 'Requests to GitHub until then.' }),
    counts: listOf(z.object({ kind: z.string(), state: z.string(), count: z.int() })),
    changes: listOf(
      z.object({
        id,
        kind,
        repository: repository.nullable(),
        reason: z.string(),
        state: z.enum(['planned', 'held', 'manual']),
        problem: z.string().nullable(),
        plannedAt: z.date(),
        notBefore: z.date(),
      }),
    ),
    more: z.int().meta({ description: 'How many there are beyond those.' }),
  })
  .meta({ id: 'Plan' })

const pastChangeSchema = z
  .object({
    id,
    kind,
    repository: repository.nullable(),
    reason: z.string(),
    state: z.enum(finalStates),
    problem: z.string().nullable(),
    attempts: z.int(),
    plannedAt: z.date(),
    finishedAt: z.date(),
  })
  .meta({ id: 'PastChange' })

const waveItemSchema = z.object({
  repository,
  kind: z.string(),
  isTakenAgain: z.boolean().meta({ description: 'The policy in force would take it once more: it stays.' }),
})

const params = z.object({ organization: id })
const waveParams = params.extend({ wave: id })
const reason = z.string().trim().min(1).max(1000)
const digest = /^"([0-9a-f]{16})"$/

/** `/organizations/{organization}/plan`, `/changes`, `/waves`, and the brakes */
export function addChanges(api: ApiServer, changes: ChangesApi): void {
  addPlan(api, changes)
  addBrakes(api, changes)
  addWaves(api, changes)
}

const tags = ['changes']

function addPlan(api: ApiServer, { plan, history, accept }: ChangesApi): void {
  api.get(
    '/organizations/:organization/plan',
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'readPlan',
        summary: 'What is to be changed on GitHub, what keeps it, and by when it is done',
        tags,
        params,
        response: { 200: planSchema },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-settings', organization)
      return plan(viewerOf(request), organization)
    },
  )
  api.post(
    '/organizations/:organization/plan/accept',
    {
      config: { permission: 'accept-plan' },
      schema: {
        operationId: 'acceptPlan',
        summary: 'Lets pass what waits for a Gatehouse owner',
        description:
          'Only what was seen: `If-Match` brings the plan’s `digest` in quotes. Where the plan is another one by now, nothing is accepted. It needs that you signed in within the last 15 minutes.',
        tags,
        params,
        headers: z.object({ 'if-match': z.string().max(100).optional() }),
        body: z.strictObject({ reason: reason.optional() }),
        response: { 200: z.object({ changes: z.int() }) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'accept-plan', organization)
      demandFresh(request, new Date())
      const seen = digest.exec(request.headers['if-match'] ?? '')?.[1]
      if (seen === undefined)
        throw new AppError('invalid-request', '`If-Match` has to bring the digest of the plan, in quotes.')
      const viewer = viewerOf(request)
      if ((await plan(viewer, organization)).digest !== seen)
        throw new AppError('changed-meanwhile', 'The plan is not the one of that digest any more.')
      return { changes: await accept(viewer, organization, { digest: seen, reason: request.body.reason }) }
    },
  )
  api.get(
    '/organizations/:organization/changes',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listChanges',
        summary: 'What was changed on GitHub, newest first',
        tags,
        params,
        querystring: z.object({
          repository: id.optional(),
          state: several(z.enum(finalStates)).optional(),
          kind: several(kind).optional(),
          ...paging,
        }),
        response: { 200: pageOf(pastChangeSchema) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read', organization)
      const { cursor, limit, repository: of, state, kind: kinds } = request.query
      const filter = {
        organization,
        ...(of !== undefined && { repository: of }),
        ...(state && { states: state }),
        ...(kinds && { kinds }),
      }
      const question = ['changes', filter]
      const after = readCursor(cursor, question, z.tuple([z.iso.datetime(), id]))
      const { rows, next } = await history(viewerOf(request), { ...filter, limit, ...(after && { after }) })
      return { items: rows, next: writeCursor(next, question) }
    },
  )
}

function addBrakes(api: ApiServer, { pause, resume }: ChangesApi): void {
  api.post(
    '/organizations/:organization/pause',
    {
      config: { permission: 'pause' },
      schema: {
        operationId: 'pauseChanges',
        summary: 'Stops every change of an organization within seconds',
        tags,
        params,
        body: z.strictObject({ reason }),
        response: { 200: z.object({ isNew: z.boolean() }) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'pause', organization)
      demandPerson(request, 'session')
      return { isNew: await pause(viewerOf(request), organization, request.body.reason) }
    },
  )
  api.post(
    '/organizations/:organization/resume',
    {
      config: { permission: 'resume' },
      schema: {
        operationId: 'resumeChanges',
        summary: 'Ends a pause of an organization',
        description:
          'A pause of the whole deployment stays. It needs that you signed in within the last 15 minutes.',
        tags,
        params,
        body: z.strictObject({ reason }),
        response: { 200: z.object({ isNew: z.boolean() }) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'resume', organization)
      demandFresh(request, new Date())
      return { isNew: await resume(viewerOf(request), organization, request.body.reason) }
    },
  )
}

function addWaves(api: ApiServer, { waves, wave, undo }: ChangesApi): void {
  api.get(
    '/organizations/:organization/waves',
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'listWaves',
        summary: 'Versions of the policy that took something which is still taken',
        tags,
        params,
        response: {
          200: z.object({
            items: listOf(
              z.object({
                policy: id,
                commit: z.string().nullable(),
                foundAt: z.date(),
                taken: z.int(),
                forGood: z
                  .int()
                  .meta({ description: 'Tokens revoked or refused: nobody can give them back.' }),
                isSwitched: z
                  .boolean()
                  .meta({ description: 'An App was switched to selected repositories, which stays.' }),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-settings', organization)
      return { items: await waves(viewerOf(request), organization) }
    },
  )
  api.get(
    '/organizations/:organization/waves/:wave',
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'previewUndo',
        summary: 'What undoing a wave would give back',
        tags,
        params: waveParams,
        response: { 200: z.object({ items: listOf(waveItemSchema) }) },
      },
    },
    async (request) => {
      const { organization, wave: policy } = request.params
      demand(request, 'read-settings', organization)
      return { items: await wave(viewerOf(request), organization, policy) }
    },
  )
  api.post(
    '/organizations/:organization/waves/:wave/undo',
    {
      config: { permission: 'undo-wave' },
      schema: {
        operationId: 'undoWave',
        summary: 'Gives back what a version of the policy took',
        description:
          '`count` says how many you were shown that it gives back: another number is refused. It needs that you signed in within the last 15 minutes.',
        tags,
        params: waveParams,
        body: z.strictObject({ count: z.int().min(1) }),
        response: { 200: z.object({ items: listOf(waveItemSchema) }) },
      },
    },
    async (request) => {
      const { organization, wave: policy } = request.params
      demand(request, 'undo-wave', organization)
      demandFresh(request, new Date())
      return { items: await undo(viewerOf(request), organization, policy, request.body.count) }
    },
  )
}
