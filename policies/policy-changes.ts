import { z } from 'zod'
import { date, line, list } from './fields.ts'

const team = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9_.-]{1,100}$/, 'Write a team as `organization/team`.')

const reviewer = z
  .string()
  .regex(
    /^(?:\$owners|[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9_.-]{1,100})$/,
    'Write a team as `organization/team`, or `$owners` for the owners of the repository.',
  )

const off = (what: string) => z.boolean().default(false).describe(what)

/** What Gatehouse may change on GitHub in `enforce`. Everything is off until somebody switches it on. */
export const changes = z.strictObject({
  connections: off(
    "Take repositories from an assistant's App and give it those that were approved, where GitHub lets us.",
  ),
  selection: off(
    "Switch an assistant's App from all repositories to selected ones. Where more than 50 are allowed, GitHub leaves the others without it for a moment.",
  ),
  quarantine: off(
    "Make a private, empty repository `claude-quarantine` and give it to an assistant's App that would lose its last repository, which GitHub does not let it.",
  ),
  secrets: off("Take repositories from the organization's secrets that hold an assistant's credentials."),
  workflows: off('Switch off workflows that run an assistant where it is not allowed.'),
  tokens: off('Refuse and revoke fine-grained tokens that `fineGrainedTokens` does not let pass.'),
  property: off('Keep the custom property `claude-access` of each repository.'),
  status: off('Set a commit status and a check that rulesets can require.'),
  ruleset: off('Keep a ruleset that keeps `.env` files out.'),
  remediation: off('Open pull requests that take tracked `.env` files out.'),
})
export type Changes = z.output<typeof changes>
/** The name of one kind of change, as the policy switches it on. */
export type ChangeSwitch = keyof Changes
// oxlint-disable-next-line no-unsafe-type-assertion -- Object.keys forgets which texts they are
export const changeSwitches = Object.keys(changes.shape) as readonly ChangeSwitch[]

/** How the rulesets are that `changes.ruleset` keeps. */
export const rulesets = z.strictObject({
  enforcement: z
    .enum(['active', 'evaluate'])
    .default('active')
    .describe('`evaluate` refuses nothing and shows what would be; GitHub has it on Enterprise Cloud alone.'),
  requireCheck: z
    .boolean()
    .default(false)
    .describe(
      'Whether a merge into the default branch needs the check `gatehouse`, with `changes.status`. While Gatehouse is out of order, nobody but organization owners can merge then.',
    ),
  ownerBypass: z
    .enum(['always', 'pull-request'])
    .default('always')
    .describe(
      'How organization owners get past the required check: by any push, or only by merging a pull request.',
    ),
})
export type RulesetSettings = z.output<typeof rulesets>

/** How access is asked for, and how long things take. */
export const requests = z.strictObject({
  owners: list(team)
    .optional()
    .describe(
      'Teams of Gatehouse owners, who let a plan that is too large pass and accept what a restore would change. Without it: the owners of the organization.',
    ),
  noticeDays: z
    .array(z.int().min(0).max(180))
    .max(10)
    .default([14, 7, 1])
    .describe('Days before its end at which an approval is spoken of.'),
  graceDays: z
    .int()
    .min(0)
    .max(90)
    .default(7)
    .describe('Days that a connection outlives its approval where its renewal was asked for in time.'),
  inheritedUntil: date
    .optional()
    .describe(
      'The day until which connections that were there before governance began may stay without an approval. Without it: 30 days after they were first seen.',
    ),
  emergency: z
    .strictObject({
      by: list(team).describe('Who may let a repository be connected at once, without an approval.'),
      maxHours: z.int().min(1).max(24).default(24).describe('For how long at most.'),
      tell: list(line(100)).optional().describe('GitHub logins that are told at once.'),
    })
    .optional()
    .describe('Emergency access. Without it there is none.'),
  ticket: z
    .strictObject({
      system: z
        .string()
        .regex(
          /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/,
          'Write the name of a target, such as `change-tickets`.',
        )
        .describe('A target of the deployment (`NOTIFICATIONS_FILE`) with Jira or ServiceNow.'),
      approved: list(line(60)).describe(
        'Statuses of a ticket that count as approved, as people see them there, such as `Approved`.',
      ),
    })
    .optional()
    .describe(
      'A ticket that whoever approves has to name, and that must be approved. One that cannot be read is waited for. Emergencies need none.',
    ),
  recertification: z
    .strictObject({
      everyDays: z
        .int()
        .min(7)
        .max(730)
        .optional()
        .describe(
          'Days from one look at all approvals in force to the next. Without it, only `gatehouse recertify start` opens one.',
        ),
      dueDays: z.int().min(1).max(90).default(21).describe('Days that reviewers have to answer.'),
      reviewers: list(reviewer)
        .optional()
        .describe(
          'Who is asked whether an approval is still needed: teams, or `$owners`, which it is without it. Of what nobody owns, the Gatehouse owners are asked.',
        ),
    })
    .prefault({})
    .describe('How approvals in force are confirmed. What nobody confirms in time ends after `graceDays`.'),
  exceptions: z
    .strictObject({
      by: list(team).optional().describe('Teams that may grant one. Without it: the Gatehouse owners.'),
      maxDays: z.int().min(1).max(366).default(90).describe('For how long at most.'),
    })
    .optional()
    .describe(
      'Exceptions from conditions and findings, for one repository and a while. Without it there are none.',
    ),
})
export type RequestSettings = z.output<typeof requests>

const hoursFor = (severity: string) =>
  z
    .int()
    .min(0)
    .max(720)
    .optional()
    .describe(`Hours that a ${severity} finding may stand open. Without it, none disconnects.`)

/** How large a plan may be, and when a finding disconnects. */
export const safety = z.strictObject({
  removals: z
    .int()
    .min(0)
    .max(10_000)
    .default(5)
    .describe(
      'So many connections may be taken within an hour, or by one version of the policy, whatever their share is.',
    ),
  removalsPercent: z
    .number()
    .min(0)
    .max(100)
    .default(2)
    .describe(
      'Or so many percent of the allowed ones, where that is more. A plan that goes beyond waits for a Gatehouse owner.',
    ),
})
export type SafetySettings = z.output<typeof safety>

/** The answer to a grave new finding in what is connected. */
export const disconnectUntilFixed = z.strictObject({
  graceHours: z
    .strictObject({
      critical: hoursFor('critical'),
      high: hoursFor('high'),
      medium: hoursFor('medium'),
    })
    .describe(
      'Hours that owners have from the warning on, by severity; a severity that is not named never disconnects. Findings of low confidence never do.',
    ),
  paths: z
    .enum(['any', 'whole-repository'])
    .default('any')
    .describe(
      'In monorepos: whether a finding anywhere disconnects the repository (`any`), or only one in a file that belongs to no team in CODEOWNERS (`whole-repository`).',
    ),
})
export type DisconnectUntilFixed = z.output<typeof disconnectUntilFixed>
