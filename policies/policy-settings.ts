import { accessPropertyProblem, isAccessProperty } from './access-property.ts'
import { z } from 'zod'
import { globProblem } from './glob.ts'
import { line, list, pathGlob, thresholdConfidences, thresholdSeverities } from './fields.ts'
import { pathNamesAPlace, patternsCoverEverything } from './path-names-a-place.ts'
import { patternProblem } from './pattern-problem.ts'

/** A secret that only this organization knows. Runs on a linear-time engine, so that no pattern can stall a scan. */
export const secretRule = z.strictObject({
  id: z
    .string()
    .max(80)
    .regex(
      /^[a-z0-9]+(?:-[a-z0-9]+)+$/,
      'Write lower-case words with `-` between them, as `acme-deploy-token`.',
    )
    .describe('Permanent: the organization or service, then the kind, as `acme-deploy-token`.'),
  title: line(100).describe('A short name for people.'),
  pattern: z
    .string()
    .min(1)
    .max(1000)
    .superRefine((pattern, context) => {
      const problem = patternProblem(pattern)
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
    })
    .describe('RE2 syntax. A group named `secret` marks the secret where the match holds more than it.'),
  keywords: list(
    z
      .string()
      .max(100)
      .regex(/^[\u0021-\u007e]{3,}$/, 'A keyword has at least 3 characters, ASCII only, no spaces.'),
  ).describe(
    'Texts of which one stands near every match, in any letter case: only there the pattern is tried.',
  ),
  severity: z
    .enum(['info', ...thresholdSeverities])
    .default('high')
    .describe('How much harm a real one does.'),
  confidence: z
    .enum(thresholdConfidences)
    .default('medium')
    .describe('How sure a match is to be a real one.'),
  why: line(500).optional().describe('What somebody can do with it.'),
  fix: line(500).optional().describe('What to do when one is found.'),
})
export type SecretRuleSetting = z.output<typeof secretRule>

export const historyScopes = ['none', 'head', 'branches', 'all'] as const

/** From the least that is said of code to the most. */
export const codeScopes = ['off', 'notes', 'comment'] as const

export const scanning = z.strictObject({
  ignore: z
    .array(
      pathGlob.refine(
        (glob) => globProblem(glob) !== undefined || pathNamesAPlace(glob),
        'This pattern leaves out everything, or nearly so, and nothing is known of what is not scanned. Name a folder or a kind of file.',
      ),
    )
    .max(500)
    .default([])
    .refine(
      (globs) => globs.some((glob) => globProblem(glob) !== undefined) || !patternsCoverEverything(globs),
      'Together these patterns leave out everything, and nothing is known of what is not scanned.',
    )
    .describe(
      'Patterns of paths that are not scanned, each of a folder or a kind of file. Reports say how much that left out.',
    ),
  history: z
    .enum(historyScopes)
    .default('branches')
    .describe(
      'How far back: none; head (what led to the checked-out commit); branches (every branch, remote branch, tag and ' +
        'stash); all (every ref).',
    ),
  rules: z
    .array(secretRule)
    .max(200)
    .default([])
    .refine(
      (rules) => new Set(rules.map((rule) => rule.id)).size === rules.length,
      'Two rules have the same id.',
    )
    .describe('Secrets that only this organization knows.'),
  code: z
    .enum(codeScopes)
    .default('comment')
    .describe(
      'Weak cryptography and injection in the lines that a pull request changes, which the Action looks for: off; notes (in the summary ' +
        'alone); comment (on the line, where it is sure). They never block.',
    ),
})

const level = z.enum(['none', 'read', 'write', 'admin'])

export const fineGrainedTokens = z.strictObject({
  maxDays: z.int().min(1).max(366).default(90).describe('A token may be valid for at most this many days.'),
  allRepositories: z
    .boolean()
    .default(false)
    .describe('Whether a token may reach all repositories instead of selected ones.'),
  permissions: z
    .record(z.string().regex(/^[a-z][a-z_]{1,60}$/, 'a permission is written in lower case with `_`'), level)
    .default({})
    .describe('The most a token may do, by permission (`contents: read`). What is not named is not limited.'),
  graceDays: z
    .int()
    .min(0)
    .max(90)
    .default(7)
    .describe(
      'Days that a token beyond these limits is left, and shown, before it is revoked, where `changes.tokens` is on. A request has none.',
    ),
})

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    // It throws at one that it does not know.
    return false
  }
}

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Write a time as 18:30.')

export const notifications = z.strictObject({
  issues: z
    .boolean()
    .default(true)
    .describe(
      'Whether owners are told by an issue in their repository, and what only a person can do by one in the policy repository.',
    ),
  label: line(50).default('gatehouse').describe('The label of these issues.'),
  remindAfterDays: z
    .int()
    .min(1)
    .max(90)
    .default(7)
    .describe('Days within which a request is to be answered, and from one reminder to the next.'),
  quietHours: z
    .strictObject({
      from: clock.describe('When quiet begins.'),
      to: clock.describe('When it ends; earlier than `from` means the next day.'),
      timeZone: z
        .string()
        .max(60)
        .regex(/^[A-Za-z0-9_+/-]+$/, 'Write a time zone as `Europe/Berlin`.')
        .refine(isTimeZone, 'There is no such time zone. Write one as `Europe/Berlin`.')
        .default('UTC')
        .describe('An IANA time zone.'),
      days: list(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
        .optional()
        .describe('Days on which it is quiet all day.'),
    })
    .optional()
    .describe('When nobody is told. Emergencies and decisions are not held back.'),
})

export const ownership = z.strictObject({
  property: z
    .string()
    .regex(/^[A-Za-z0-9_$#-]{1,75}$/, 'A property has letters, digits, `_`, `-`, `$` or `#` in its name.')
    .refine((name) => !isAccessProperty(name), accessPropertyProblem)
    .describe('The custom property that names the owners of a repository.'),
})

/** The custom property that names owners where no policy names another. */
export const defaultOwnerProperty = 'owner'
