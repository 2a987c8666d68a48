import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import {
  type AskedVerdict,
  consoleVerdicts,
  type OpenVerdict,
  type WhichNamed,
} from '../../../enforcement/verdicts/verdict.ts'
import type {
  WaitingVerdictPage,
  WaitingVerdictQuery,
} from '../../../enforcement/reading/waiting-verdict-list.ts'
import { severities } from '../../../../scanner/engine/rule.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { demand } from '../identify.ts'
import { type ApiServer, id, listOf, paging, pageOf, viewerOf } from '../route.ts'

/** What became of an answer about one finding. */
export interface VerdictOutcome {
  readonly repository: string
  readonly rule: string
  readonly fingerprint: string
  /** `asked`: somebody whom the policy names has to give it. */
  readonly outcome: 'given' | 'asked' | 'refused'
  readonly why: string | null
  /** Our id of it; null: refused. */
  readonly verdict: string | null
}

/** What is asked of verdicts. Findings that somebody does not see are left out without a word. */
export interface VerdictsApi {
  readonly answer: (
    viewer: Viewer,
    which: WhichNamed,
    verdict: AskedVerdict,
  ) => Promise<readonly VerdictOutcome[]>
  /** @throws AppError `not-there`, `not-allowed`, `conflict` */
  readonly confirm: (viewer: Viewer, id: string) => Promise<void>
  /** @throws AppError `not-there`, `not-allowed` */
  readonly end: (viewer: Viewer, id: string) => Promise<void>
  readonly waiting: (viewer: Viewer, query: WaitingVerdictQuery) => Promise<WaitingVerdictPage>
  readonly list: (
    viewer: Viewer,
    query: { organization: string; isGiven: boolean; limit: number; after?: string | undefined },
  ) => Promise<{ readonly rows: readonly OpenVerdict[]; readonly next: string | undefined }>
}

/** As an entry of the allowlist wants it: somebody else must be able to check it. */
const words = z
  .string()
  .trim()
  .min(15)
  .max(1000)
  .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'Write it without control characters.')

const answerSchema = z.strictObject({
  findings: z.union([
    z.strictObject({ ids: z.array(id).min(1).max(500) }),
    z.strictObject({
      rule: z.string().max(100),
      fingerprint: z.string().regex(/^g1:[0-9a-f]{40}$/),
    }),
  ]),
  verdict: z.enum(consoleVerdicts),
  reason: words,
  evidence: words.optional().meta({ description: 'Of a rotation: what shows it.' }),
  rotatedOn: z.iso.date().optional().meta({ description: 'Of a rotation: its day.' }),
  expiresOn: z.iso.date().meta({ description: 'The last day on which it counts.' }),
})

const outcomeSchema = z.object({
  repository: id,
  rule: z.string(),
  fingerprint: z.string(),
  outcome: z.enum(['given', 'asked', 'refused']),
  why: z.string().nullable(),
  verdict: id.nullable(),
})

const verdictSchema = z
  .object({
    id,
    repository: id,
    organization: id,
    rule: z.string(),
    fingerprint: z.string(),
    verdict: z.enum(consoleVerdicts),
    reason: z.string(),
    evidence: z.string().nullable(),
    rotatedOn: z.string().nullable(),
    expiresOn: z.string(),
    askedBy: z.string().meta({ description: 'An opaque id of a person.' }),
    askedAt: z.date(),
    givenBy: z
      .string()
      .nullable()
      .meta({ description: 'null: it is asked for, and counts for nothing yet.' }),
    givenAt: z.date().nullable(),
  })
  .meta({ id: 'Verdict' })

const waitingSchema = z
  .object({
    id,
    organization: z.object({ id, login: z.string(), host: z.string() }),
    repository: z.object({ id, name: z.string() }),
    rule: z.string(),
    fingerprint: z.string(),
    title: z.string(),
    severity: z.enum(severities),
    path: z.string().nullable().meta({ description: 'null: the finding is gone.' }),
    verdict: z.enum(consoleVerdicts),
    reason: z.string().meta({ description: 'As it was written: text, and never markup.' }),
    evidence: z.string().nullable(),
    rotatedOn: z.string().nullable(),
    expiresOn: z.string(),
    askedBy: z.string().nullable().meta({ description: 'Login; null: erased.' }),
    isMine: z
      .boolean()
      .meta({ description: 'Nobody confirms what they asked for, unless the policy lets them.' }),
    askedAt: z.date(),
  })
  .meta({ id: 'WaitingVerdict' })

/** `/findings/verdicts` */
export function addVerdicts(api: ApiServer, { answer, confirm, end, waiting, list }: VerdictsApi): void {
  const tags = ['verdicts']
  const params = z.object({ verdict: id })
  const config = { permission: 'answer-finding' } as const
  api.post(
    '/findings/verdicts',
    {
      config,
      schema: {
        operationId: 'answerFindings',
        summary: 'Says what findings are: false positives, accepted risks, or rotated',
        description:
          'Whom the policy names gives a verdict, which counts from the next decision on; from whoever else may answer it is a question to them. It is about these repositories alone, and takes the place of the one before.',
        tags,
        body: answerSchema,
        response: { 200: z.object({ items: listOf(outcomeSchema) }) },
      },
    },
    async (request) => {
      const { findings, evidence = null, rotatedOn = null, ...said } = request.body
      return { items: await answer(viewerOf(request), findings, { ...said, evidence, rotatedOn }) }
    },
  )
  api.get(
    '/findings/verdicts',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listWaitingVerdicts',
        summary: 'What was said of findings and waits for somebody to confirm it',
        description:
          'The oldest first, of repositories that you see. Whom the policy names confirms it or ends it, as GitHub knows them now.',
        tags,
        querystring: z.object({ organization: id.optional(), ...paging }),
        response: { 200: pageOf(waitingSchema) },
      },
    },
    async (request) => {
      const { cursor, limit, organization } = request.query
      const filter = organization === undefined ? {} : { organization }
      const question = ['waiting-verdicts', filter]
      const after = readCursor(cursor, question, z.tuple([id]))?.[0]
      const { rows, next } = await waiting(viewerOf(request), {
        ...filter,
        limit,
        ...(after !== undefined && { after }),
      })
      return { items: rows, next: writeCursor(next === undefined ? undefined : [next], question) }
    },
  )
  for (const [act, operationId, summary, run] of [
    ['confirm', 'confirmVerdict', 'Gives a verdict that somebody asked for', confirm],
    ['end', 'endVerdict', 'Takes a verdict back, or the question for one', end],
  ] as const)
    api.post(
      `/findings/verdicts/:verdict/${act}`,
      { config, schema: { operationId, summary, tags, params, response: { 200: params } } },
      async (request) => {
        await run(viewerOf(request), request.params.verdict)
        return request.params
      },
    )
  api.get(
    '/organizations/:organization/verdicts',
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'listVerdicts',
        summary: 'Verdicts of an organization: those that wait, or those that were given',
        tags,
        params: z.object({ organization: id }),
        querystring: z.object({ state: z.enum(['asked', 'given']).default('asked'), ...paging }),
        response: { 200: pageOf(verdictSchema) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-settings', organization)
      const { cursor, limit, state } = request.query
      const question = ['verdicts', organization, state]
      const after = readCursor(cursor, question, z.tuple([id]))?.[0]
      const isGiven = state === 'given'
      const { rows, next } = await list(viewerOf(request), { organization, isGiven, limit, after })
      return { items: rows, next: writeCursor(next === undefined ? undefined : [next], question) }
    },
  )
}
