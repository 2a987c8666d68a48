import { z } from 'zod'
import { modes } from '../../../../policies/policy-group.ts'
import { listOf } from '../route.ts'
import { listedRepositorySchema } from './listed-repository.ts'

export const reasonSchema = z
  .object({
    check: z.string().meta({ description: 'Permanent id of the policy check.' }),
    state: z.enum(['met', 'unmet', 'unknown']),
    wanted: z.string(),
    found: z.string(),
    todo: z.string().optional(),
    findings: listOf(z.string())
      .optional()
      .meta({ description: 'Fingerprints of the findings that it rests on.' }),
    advisory: z.literal(true).optional().meta({ description: 'Shown, and decides nothing.' }),
  })
  .meta({ id: 'Reason' })

const connectionSchema = z
  .object({
    assistant: z.string(),
    path: z.string(),
    state: z.enum(['connected', 'possible', 'not-seen', 'unknown']),
    control: z.enum(['enforceable', 'detectable', 'unknown']),
    evidence: listOf(z.string()),
    why: z.string().optional(),
    readAt: z.iso.datetime(),
  })
  .meta({ id: 'Connection' })

const explanationSchema = z
  .object({
    host: z.string(),
    repository: z.string(),
    decision: z.object({
      outcome: z.enum(['allowed', 'denied', 'needs-approval', 'unknown']),
      group: z.string().nullable(),
      mode: z.enum(modes),
      reasons: listOf(reasonSchema),
      policy: z.string(),
      since: z.iso.datetime(),
      decidedAt: z.iso.datetime(),
      changesAt: z.iso.datetime().nullable(),
    }),
    owners: z.object({ kind: z.string(), owners: listOf(z.string()), why: z.string() }),
    paths: listOf(connectionSchema),
    findings: z.object({
      open: z.object({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int(), info: z.int() }),
      settled: z.int(),
    }),
    lookedAt: z.object({
      paths: z.iso.datetime().nullable(),
      commit: z.string().nullable(),
      contentProblem: z.string().optional(),
    }),
    remarks: listOf(z.string()),
  })
  .meta({ id: 'Explanation' })

export const repositoryAccountSchema = z
  .object({
    summary: listedRepositorySchema,
    explanation: explanationSchema.nullable().meta({ description: 'null: nothing was decided of it yet.' }),
    page: z.string().meta({ description: 'Its page on its GitHub host.' }),
  })
  .meta({ id: 'RepositoryAccount' })
