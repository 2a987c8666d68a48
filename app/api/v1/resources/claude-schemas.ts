import { z } from 'zod'
import { claudeVias } from '../../../enforcement/claude/connections.ts'
import { claudeSwitches } from '../../../enforcement/claude/posture.ts'
import { id, listOf } from '../route.ts'

const organization = z.object({ id, login: z.string() })
const moment = z.date().nullable()
const flag = z.boolean().nullable().meta({ description: 'null: Claude does not tell.' })

const tenant = z.object({
  owner: organization.meta({ description: 'Whose owner set the key.' }),
  isOwner: z.boolean(),
  covers: listOf(organization),
  keyEnding: z.string().meta({ description: 'The last characters of the key.' }),
  keyState: z.enum(['reads-only', 'unproven', 'gone']),
  keyEndsAt: moment,
  setBy: z.string().nullable().meta({ description: 'Login; null: erased.' }),
  setAt: z.date(),
  readUntil: moment.meta({ description: 'Up to when the feed was read.' }),
  lookedAt: moment,
  failingSince: moment,
  problem: z.string().nullable(),
  taken: z.int().meta({ description: 'Activities that were taken in.' }),
  names: listOf(z.string()).meta({ description: "Claude's organizations." }),
})

const [firstSwitch, ...otherSwitches] = claudeSwitches.map(({ name }) => name)

const oneSwitch = z.object({
  name: z.enum([firstSwitch!, ...otherSwitches]).meta({ description: 'As a policy names it.' }),
  title: z.string(),
  why: z.string(),
  clicks: listOf(z.string()),
  page: z.string(),
  value: z
    .string()
    .nullable()
    .meta({ description: '`on`, `off` or something between; null: Claude does not tell.' }),
  isWide: z.boolean(),
  isRequired: z.boolean(),
  since: z.string().nullable(),
  by: z.string().nullable(),
})

const domain = z.object({
  domain: z.string(),
  record: z.string().nullable().meta({ description: 'null: any that begins as Claude’s records do.' }),
  setUpBy: z.string().nullable(),
  setUpAt: moment,
  state: z.enum(['found', 'partly', 'other', 'missing', 'unknown', 'not-looked']),
  since: z.string().nullable(),
  views: listOf(
    z.object({
      resolver: z.string(),
      state: z.enum(['found', 'other', 'nothing', 'no-name', 'failed']),
      records: listOf(z.string()),
      why: z.string().optional(),
      since: z.string(),
    }),
  ),
  found: z.string().nullable(),
  todo: z.string().nullable(),
  lookedAt: moment,
})

const connection = z.object({
  source: z.string(),
  via: z.enum(claudeVias),
  repository: z.object({ id, name: z.string() }).nullable(),
  named: z
    .string()
    .nullable()
    .meta({ description: 'As Claude named it; null: all that an installation reaches.' }),
  openedAt: moment,
  by: z.string().nullable(),
  undo: z.string().meta({ description: 'How a person undoes it.' }),
})

/** A row of a mapping. */
export const mappedGroup = z.strictObject({
  group: z.string().min(1).max(300).meta({ description: 'As the mapping names it.' }),
  gives: z.string().min(1).max(100).meta({ description: 'A role or a kind of seat.' }),
})

/** What a tenant is shown as. */
export const claudeSchema = z
  .object({
    tenant: tenant.nullable().meta({ description: 'null: none is connected.' }),
    switches: listOf(oneSwitch),
    signIn: z
      .object({
        enabled: flag,
        enforced: flag,
        consoleEnforced: flag,
        directorySync: flag,
        provisioning: z.string().nullable(),
        failedSync: moment,
        switchedOff: moment,
      })
      .nullable(),
    holders: listOf(z.object({ role: z.string(), email: z.string().nullable() }))
      .nullable()
      .meta({ description: 'null: the key may not read it.' }),
    members: z.int().nullable(),
    domains: listOf(domain),
    connections: listOf(connection).meta({
      description: 'What is open at Claude, of what you see; at most 200.',
    }),
    moreConnections: z.int(),
    mapping: listOf(z.object({ group: z.string(), gives: z.string() })),
  })
  .meta({ id: 'Claude' })

/** What became of each row of a mapping that was tried. */
export const mappingSchema = z
  .object({
    rows: listOf(
      z.object({
        group: z.string(),
        gives: z.string(),
        state: z.enum(['matches', 'missing', 'contradicted']),
        nearest: z.string().nullish().meta({ description: 'What the identity provider has instead.' }),
        differs: z.string().nullish().meta({ description: 'By what the two differ.' }),
        others: listOf(z.string()).optional(),
      }),
    ),
    unmapped: listOf(z.string()).meta({ description: 'Groups that give nothing.' }),
  })
  .meta({ id: 'GroupMappingCheck' })
