import { z } from 'zod'
import { allowlistSettings } from './policy-allowlist.ts'
import { fineGrainedTokens, notifications, ownership, scanning } from './policy-settings.ts'
import { list } from './fields.ts'
import { changes, disconnectUntilFixed, requests, rulesets, safety } from './policy-changes.ts'
import { conditions, enforceFrom, groupSchema, mode } from './policy-group.ts'

export const governedAssistants = ['claude'] as const
export const governedPaths = [
  'app-installation',
  'workflow',
  'secret',
  'fine-grained-token',
  'deploy-key',
  'native-agent',
  'cloud-session',
] as const
export const delegables = ['scanning', 'notifications', 'fineGrainedTokens', 'allowlist'] as const

export const policySchema = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
    extends: z
      .string()
      .max(300)
      .regex(
        /^(?:[A-Za-z0-9.-]+\/)?[A-Za-z0-9-]+\/[A-Za-z0-9_.-]+$/,
        'Write `owner/repository` or `host/owner/repository`.',
      )
      .optional()
      .describe(
        'The repository with the parent policy. This policy can then only be stricter, unless the parent delegates.',
      ),
    delegates: list(z.enum(delegables))
      .optional()
      .describe('Settings that child policies decide about alone.'),
    assistants: list(z.enum(governedAssistants))
      .default([...governedAssistants])
      .describe('The assistants that are governed.'),
    connectionPaths: list(z.enum(governedPaths))
      .default([...governedPaths])
      .describe('The ways of reaching a repository that are governed.'),
    mode: mode.default('observe'),
    enforceFrom: enforceFrom.optional(),
    conditions: conditions.default({}).describe('What must hold in every repository, whatever its group.'),
    advice: conditions.default({}).describe('Like conditions, but only shown: they decide nothing.'),
    groups: z
      .array(groupSchema)
      .max(500)
      .default([])
      .describe('Groups of repositories. The first one that matches decides.'),
    default: z
      .enum(['allow', 'deny'])
      .default('deny')
      .describe('What happens with a repository that no group matches.'),
    scanning: scanning.prefault({}).describe('What is scanned, and for what.'),
    fineGrainedTokens: fineGrainedTokens
      .optional()
      .describe('Limits on fine-grained personal access tokens; the App watches them.'),
    ownership: ownership
      .optional()
      .describe(
        'Where it is written who owns a repository; without it, in the custom property `owner`. After it, CODEOWNERS is asked.',
      ),
    ownApps: z
      .partialRecord(z.enum(governedAssistants), z.array(z.int().positive()).min(1).max(50))
      .optional()
      .describe(
        "Ids of GitHub Apps of your own that count as an assistant's, as on an Enterprise Server: `claude: [1234]`.",
      ),
    changes: changes
      .prefault({})
      .describe(
        'What Gatehouse may change on GitHub where a group is in `enforce`. Nothing, until it is switched on here.',
      ),
    rulesets: rulesets.prefault({}).describe('How the rulesets are that `changes.ruleset` keeps.'),
    requests: requests.prefault({}).describe('How access is asked for, approved, renewed, and ended.'),
    safety: safety.prefault({}).describe('How much may be taken away before a person has to agree.'),
    disconnectUntilFixed: disconnectUntilFixed
      .optional()
      .describe('Whether a grave new finding takes the connection until it is fixed. Without it, none does.'),
    notifications: notifications.prefault({}).describe('How the App tells people, and when it keeps quiet.'),
    allowlist: allowlistSettings.prefault({}).describe('The central allowlist.'),
  })
  .superRefine((policy, context) => {
    const names = new Set<string>()
    for (const [index, group] of policy.groups.entries()) {
      if (names.has(group.name) || group.name === defaultGroupName) {
        const message =
          group.name === defaultGroupName
            ? 'belongs to what no group matches'
            : 'is already taken by a group above'
        context.addIssue({
          code: 'custom',
          path: ['groups', index, 'name'],
          message: `The name \`${group.name}\` ${message}.`,
        })
      }
      names.add(group.name)
    }
    if (policy.rulesets.requireCheck && !(policy.changes.status && policy.changes.ruleset))
      context.addIssue({
        code: 'custom',
        path: ['rulesets', 'requireCheck'],
        message:
          '`requireCheck` needs `changes.status` and `changes.ruleset`: a check that nobody sets is waited for in vain.',
      })
    if (policy.enforceFrom !== undefined && policy.mode !== 'enforce')
      context.addIssue({
        code: 'custom',
        path: ['enforceFrom'],
        message: '`enforceFrom` is only for `mode: enforce`.',
      })
  })

/** The name under which decisions speak of repositories that no group matches. */
export const defaultGroupName = 'default'

/** A policy as people write it: what has a default may be left out. */
export type WrittenPolicy = z.input<typeof policySchema>
/** A written policy with its leaf defaults filled in; `resolvePolicy` makes a Policy of it. */
export type ParsedPolicy = z.output<typeof policySchema>
export type Delegable = (typeof delegables)[number]
