import { z } from 'zod'
import { modes } from '../../../../policies/policy-group.ts'
import { connectionPaths } from '../../../../scanner/assistants/connection.ts'
import { listedOutcomes } from '../../../enforcement/reading/repository-list.ts'
import { id, listOf } from '../route.ts'

export const listedRepositorySchema = z
  .object({
    id,
    organization: z.object({ id, login: z.string(), host: z.string() }),
    name: z.string().meta({ description: 'Without the owner.' }),
    visibility: z.string(),
    isArchived: z.boolean(),
    outcome: z.enum(listedOutcomes),
    group: z.string().nullable().meta({ description: 'The policy’s group that it falls into.' }),
    mode: z.enum(modes).nullable(),
    since: z.date().meta({ description: 'Since when the outcome is this one.' }),
    changesAt: z.date().nullable().meta({ description: 'When it changes by itself.' }),
    connectedPaths: listOf(z.enum(connectionPaths)),
    possiblePaths: listOf(z.enum(connectionPaths)),
    unknownPaths: listOf(z.enum(connectionPaths)),
    canChange: z.boolean().meta({ description: 'Gatehouse can take one of these connections away.' }),
    openSecrets: z.int(),
    openFiles: z.int(),
    worst: z
      .int()
      .meta({ description: 'Of open findings: 0 none, 1 low or info, 2 medium, 3 high, 4 critical.' }),
    owners: listOf(z.string()),
    request: id.nullable().meta({ description: 'The open request.' }),
    approvedUntil: z.date().nullable(),
    scannedAt: z.date().nullable(),
    scanFailedAt: z.date().nullable(),
  })
  .meta({ id: 'ListedRepository' })
