import { z } from 'zod'
import { gatehouseRoles } from '../../../enforcement/members/viewer.ts'
import { holdReasons } from '../../../enforcement/provisioning/role-changes.ts'
import { id, listOf } from '../route.ts'

const shownRole = z.object({
  organization: z.string(),
  role: z.enum(gatehouseRoles).nullable().meta({ description: 'null: deactivated by the provider.' }),
})

const tokenSchema = z
  .object({
    id,
    ending: z.string().meta({ description: 'Its last characters.' }),
    createdBy: z.string().nullable().meta({ description: 'Login; null: erased.' }),
    createdAt: z.date(),
    expiresAt: z.date(),
    usedAt: z.date().nullable().meta({ description: 'To the minute; null: never.' }),
    endedAt: z.date().nullable(),
  })
  .meta({ id: 'ScimToken' })

const holdSchema = z
  .object({
    id,
    why: z.enum(holdReasons),
    people: z.int().meta({ description: 'How many had lost something within a day when it was opened.' }),
    of: z.int(),
    openedAt: z.date(),
    waitingCount: z.int(),
    waiting: listOf(
      z.object({
        person: z.uuid(),
        login: z.string().nullable(),
        name: z.string().nullable(),
        from: listOf(shownRole),
        to: listOf(shownRole),
      }),
    ).meta({ description: 'Whose loss waits; at most 200.' }),
  })
  .meta({ id: 'ProvisioningHold' })

export const provisioningSchema = z
  .object({
    id,
    name: z.string(),
    kind: z.enum(['oidc', 'saml', 'scim']),
    organization: z.string(),
    startedAt: z.date().nullable().meta({ description: 'null: it is a dry run.' }),
    lossPercent: z.int(),
    people: z.int(),
    activePeople: z.int(),
    groups: z.int(),
    tokens: listOf(tokenSchema),
    hold: holdSchema.nullable().meta({ description: 'null: nothing waits for an owner.' }),
  })
  .meta({ id: 'Provisioning' })

export const dryRunSchema = z
  .object({
    groups: listOf(
      z.object({
        name: z.string(),
        members: z.int(),
        roles: listOf(z.object({ role: z.enum(gatehouseRoles), organization: z.string().nullable() })),
      }),
    ),
    groupCount: z.int(),
    people: listOf(
      z.object({
        userName: z.string(),
        name: z.string().nullable(),
        email: z.string().nullable(),
        isActive: z.boolean(),
        github: z.string().nullable().meta({ description: 'Login; null: not linked.' }),
        groups: z.int(),
        roles: listOf(shownRole),
      }),
    ),
    peopleCount: z.int(),
    mismatches: listOf(
      z.object({
        kind: z.enum([
          'line-without-group',
          'group-without-line',
          'empty-group',
          'person-without-email',
          'person-without-link',
          'person-without-role',
        ]),
        name: z.string(),
        nearest: z.string().nullable().meta({ description: 'What was probably meant.' }),
      }),
    ),
  })
  .meta({ id: 'ProvisioningDryRun' })
