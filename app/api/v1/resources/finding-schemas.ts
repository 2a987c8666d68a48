import { z } from 'zod'
import { findingStates } from '../../../enforcement/findings/known-finding.ts'
import { listedSeverities } from '../../../enforcement/reading/finding-list.ts'
import { severities } from '../../../../scanner/engine/rule.ts'
import { id, listOf } from '../route.ts'

export const statesSchema = z
  .partialRecord(z.enum(findingStates), z.int())
  .meta({ description: 'How many findings are in which state; those in which none is are left out.' })

export const findingGroupSchema = z
  .object({
    organization: z.object({ id, login: z.string(), host: z.string() }),
    rule: z.string(),
    fingerprint: z.string(),
    title: z.string(),
    isSecret: z.boolean(),
    severity: z.enum(listedSeverities),
    firstSeenAt: z.date(),
    repositories: z.int().meta({ description: 'That have it, of those that you see.' }),
    reachable: z.int().meta({ description: 'Of these, how many an assistant can read now.' }),
    states: statesSchema,
    owners: listOf(z.string()).meta({ description: 'Of these repositories, the first few.' }),
  })
  .meta({ id: 'FindingGroup' })

export const findingAccountSchema = z
  .object({
    id,
    repository: z.object({
      id,
      name: z.string(),
      owner: z.string(),
      host: z.string(),
      isReachable: z.boolean().meta({ description: 'Whether an assistant can read it now.' }),
      owners: listOf(z.string()),
    }),
    rule: z.string(),
    fingerprint: z.string(),
    title: z.string(),
    severity: z.enum(severities),
    isSecret: z.boolean(),
    state: z.enum(findingStates),
    why: z.string().nullable(),
    firstSeenAt: z.date(),
    changedAt: z.date(),
    lastSeenAt: z.date(),
    path: z.string(),
    places: listOf(
      z.object({
        line: z.int().nullable(),
        excerpt: z.string().meta({ description: 'Masked.' }),
        commit: z.string().nullable().meta({ description: 'null: it is in the files now.' }),
        page: z.string().nullable().meta({ description: 'The line on its GitHub host.' }),
      }),
    ),
    exposure: listOf(
      z.object({
        assistant: z.string(),
        state: z.enum(['connected', 'possible']),
        from: z.date(),
        beginIsKnown: z.boolean().meta({ description: 'Else it may have begun earlier.' }),
        until: z.date().nullable().meta({ description: 'null: it still can.' }),
        paths: listOf(z.string()),
      }),
    ).meta({ description: 'When assistants could read it.' }),
  })
  .meta({ id: 'Finding' })

export const rulePapersSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    why: z.string().meta({ description: 'What somebody who has it can do.' }),
    fix: z.string().meta({ description: 'What to do about it, as rotating it at its vendor.' }),
    source: z.object({ url: z.string(), checked: z.enum(['read', 'unverified', 'policy']) }),
  })
  .meta({ id: 'RulePapers' })
