import { z } from 'zod'
import { longestTermDays } from './allowlist.ts'
import { line, list, thresholdSeverities } from './fields.ts'

const decider = z
  .string()
  .regex(
    /^(?:\$owners|@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?(?:_[A-Za-z0-9]{1,20})?|[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9_.-]{1,100})$/,
    'Write a team as `organization/team`, a person as `@login`, or `$owners` for the owners of the repository.',
  )

const decisions = z.strictObject({
  by: list(decider)
    .default(['$owners'])
    .describe(
      'Who may say of any finding that it is a false positive or an accepted risk: teams, people, or `$owners`. These are whom CODEOWNERS names for everything; where it names nobody, who administers the repository.',
    ),
  pathOwners: z
    .enum(['none', ...thresholdSeverities])
    .default('medium')
    .describe(
      'Up to which severity whom CODEOWNERS names for the file of a finding may decide too; `none`: never.',
    ),
  ownChange: z
    .boolean()
    .default(false)
    .describe('Whether the author of a pull request may decide about findings in it.'),
  maxDays: z
    .int()
    .min(1)
    .max(longestTermDays)
    .default(180)
    .describe('An entry that is made from an answer ends after this many days at the latest.'),
  answerWithinDays: z
    .int()
    .min(1)
    .max(90)
    .default(3)
    .describe('Days within which a request is to be answered. Halfway there the deciders are reminded.'),
  escalateTo: list(decider)
    .optional()
    .describe('Who is told when a request was not answered in time. Without it, the deciders once more.'),
})
export type AllowlistDecisions = z.output<typeof decisions>

/** What the policy says of false positives and accepted risks. */
export const allowlistSettings = z.strictObject({
  file: line(300).default('allowlist.yml').describe('The allowlist, relative to the policy.'),
  inlineComments: z
    .enum(['request', 'trust'])
    .default('request')
    .describe(
      'Whether a `gatehouse:allow` comment in a file only asks for an allowlist entry, or settles the finding.',
    ),
  otherComments: z
    .enum(['request', 'trust'])
    .default('request')
    .describe(
      'The same of comments for other tools: `gitleaks:allow`, `nosec`, `nosemgrep`, `pragma: allowlist secret`, `trufflehog:ignore`, `NOSONAR` and the like. They give no reason that anybody could check.',
    ),
  decisions: decisions
    .prefault({})
    .describe('Who may answer a comment on a finding so that it becomes an entry.'),
  otherScanners: z
    .strictObject({
      blockFrom: z
        .enum(thresholdSeverities)
        .optional()
        .describe(
          'The least severity at which what another scanner reported fails a run. Without it, nothing of theirs does.',
        ),
    })
    .prefault({})
    .describe('What is done about findings that other scanners hand over.'),
})
export type AllowlistSettings = z.output<typeof allowlistSettings>
