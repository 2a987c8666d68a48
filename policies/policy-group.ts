import { z } from 'zod'
import { policyChecks } from './checks/index.ts'
import { visibilities } from './facts.ts'
import { date, line, list, propertyValues, repositoryGlob } from './fields.ts'

export const accesses = ['allow', 'deny', 'approval'] as const
/** What is done about a decision, least first. */
export const modes = ['observe', 'notify', 'enforce'] as const
export type Access = (typeof accesses)[number]
export type Mode = (typeof modes)[number]

const shape = Object.fromEntries(policyChecks.map((check) => [check.name, check.setting.optional()]))
/** What must hold in a repository; see `checks/index.ts`. */
export const conditions = z.strictObject(
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets which name has which setting
  shape as { [Check in (typeof policyChecks)[number] as Check['name']]: z.ZodOptional<Check['setting']> },
)
const conditionNames = policyChecks.map((check) => check.name)

export const mode = z
  .enum(modes)
  .describe(
    'observe: change and write nothing. notify: tell the owners. enforce: also change access. Never changes a decision.',
  )
export const enforceFrom = date.describe(
  'The day from which on `enforce` is in force; until then the group only notifies.',
)

const approvalSchema = z.strictObject({
  by: list(
    z
      .string()
      .regex(
        /^(?:\$owners|[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9_.-]{1,100})$/,
        'Write a team as `organization/team`, or `$owners` for the owners of the repository.',
      ),
  ).describe('Who may approve: teams (`organization/team`), or `$owners` for the owners of the repository.'),
  count: z.int().min(1).max(10).default(1).describe('How many different people must approve.'),
  selfApproval: z.boolean().default(false).describe('Whether the person who asks may also approve.'),
  maxDays: z
    .int()
    .min(1)
    .max(730)
    .default(365)
    .describe('An approval ends after this many days at the latest.'),
  recertifyBefore: z
    .int()
    .min(0)
    .max(180)
    .default(14)
    .describe('How many days before an approval ends its renewal is asked for.'),
})
export type ApprovalRule = z.output<typeof approvalSchema>

const whereSchema = z
  .strictObject({
    visibility: list(z.enum(visibilities))
      .optional()
      .describe('The repository has one of these visibilities.'),
    topics: list(line(50)).optional().describe('The repository has at least one of these topics.'),
    customProperties: propertyValues
      .optional()
      .describe('Each property named has one of the values listed for it.'),
  })
  .refine(
    (where) => Object.keys(where).length > 0,
    'Name at least one of visibility, topics, customProperties.',
  )

export const groupSchema = z
  .strictObject({
    name: line(100).describe('How reports and issues call this group.'),
    match: list(repositoryGlob).describe(
      'Patterns of repositories, as `owner/name`; upper and lower case are the same.',
    ),
    except: list(repositoryGlob)
      .optional()
      .describe('Patterns of repositories that are left out of this group.'),
    where: whereSchema.optional().describe('What must be true besides the name for the group to apply.'),
    access: z
      .enum(accesses)
      .describe('What happens with a repository of this group when every condition holds.'),
    approval: approvalSchema
      .optional()
      .describe('Who approves and for how long; only with `access: approval`.'),
    conditions: conditions
      .optional()
      .describe('Conditions of this group; each replaces the one of the same name for all groups.'),
    without: list(z.enum(conditionNames))
      .optional()
      .describe('Conditions for all groups that this group does without.'),
    advice: conditions.optional().describe('Like conditions, but only shown: they decide nothing.'),
    mode: mode.optional(),
    enforceFrom: enforceFrom.optional(),
    delegate: z
      .boolean()
      .default(false)
      .describe('Whether a child policy alone decides about the repositories of this group.'),
  })
  .superRefine((group, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (group.access === 'approval' && group.approval === undefined)
      issue('access', '`access: approval` needs `approval:` with `by:`, the teams that may approve.')
    if (group.access !== 'approval' && group.approval !== undefined)
      issue('approval', '`approval` is only for groups with `access: approval`.')
    if (group.approval !== undefined && group.approval.recertifyBefore >= group.approval.maxDays)
      issue('approval', '`recertifyBefore` must be fewer days than `maxDays`.')
    if (group.enforceFrom !== undefined && group.mode !== undefined && group.mode !== 'enforce')
      issue('enforceFrom', '`enforceFrom` is only for groups with `mode: enforce`.')
  })
