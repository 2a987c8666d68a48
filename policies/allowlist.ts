import { z } from 'zod'
import { date, line, pathGlob } from './fields.ts'
import { pathNamesAPlace } from './path-names-a-place.ts'

/** An entry must end within this many days, so that somebody looks at it again about once a year. */
export const longestTermDays = 400

export const verdicts = ['false-positive', 'risk-accepted'] as const
export type EntryVerdict = (typeof verdicts)[number]

/** Text that says something: long enough, and not one letter repeated. */
const explanation = z
  .string()
  .trim()
  .min(15)
  .max(1000)
  .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'Write it without control characters.')
  .refine((text) => new Set(text.toLowerCase()).size >= 6, 'Write a reason that somebody else can check.')

const rotated = z
  .strictObject({
    who: line(100).describe('Who replaced the secret.'),
    when: date.describe('The day it was replaced.'),
    evidence: explanation.describe('What shows it: a ticket, a log entry, an address.'),
  })
  .describe('That the secret was replaced at its service, and the old one opens nothing any more.')

export const entrySchema = z
  .strictObject({
    fingerprint: z
      .string()
      .regex(/^g1:[0-9a-f]{40}$/, 'Copy the fingerprint from the report: `g1:` and 40 hex digits.')
      .optional()
      .describe('Exactly one finding, wherever it is. Instead of `rule` and `path`.'),
    rule: z
      .string()
      .max(100)
      .regex(
        /^(?:\*|[a-z0-9]+(?:-[a-z0-9]+)*(?:-\*)?)$/,
        'Write the id of a rule, the start of some ids (`aws-*`), or `*`.',
      )
      .optional()
      .describe('The rule: its id, the start of some ids (`aws-*`), or `*` for every rule. Needs `path`.'),
    path: pathGlob.optional().describe('The place: a pattern of paths (`test/fixtures/**`). Needs `rule`.'),
    verdict: z
      .enum(verdicts)
      .describe(
        'false-positive: it is not what the rule takes it for. risk-accepted: it is, and somebody answers for it.',
      ),
    reason: explanation.describe('Why, so that somebody else can check it.'),
    approver: line(100).describe('Who answers for this entry.'),
    expires: date.describe(`The last day it counts, at most ${longestTermDays} days ahead.`),
    rotated: rotated.optional(),
  })
  .superRefine((entry, context) => {
    const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
    const { fingerprint, rule, path } = entry
    if (fingerprint !== undefined && (rule !== undefined || path !== undefined))
      issue(['fingerprint'], 'Write either `fingerprint`, or `rule` and `path`.')
    if (fingerprint === undefined && (rule === undefined || path === undefined))
      issue([], 'Say what the entry is about: `fingerprint`, or both `rule` and `path`.')
    if (path !== undefined && !pathNamesAPlace(path))
      issue(['path'], 'This pattern matches everything, or nearly so. Name a folder or a file.')
    if (entry.rotated !== undefined && entry.verdict !== 'risk-accepted')
      issue(['verdict'], 'A secret that was rotated was a real one: write `verdict: risk-accepted`.')
  })

export const allowlistSchema = z.strictObject({
  version: z.literal(1).describe('The version of this format.'),
  entries: z
    .array(entrySchema)
    .max(5000)
    .describe('What people have said of findings. The first entry that matches counts.'),
})

export type WrittenAllowlist = z.input<typeof allowlistSchema>

/** One entry, with the place where it is written. */
export type AllowlistEntry = z.output<typeof entrySchema> & {
  /** Where the entry is written: the file's name as it was given, and the line. */
  readonly source: string
  readonly line: number
}

/** Deeply frozen. */
export interface Allowlist {
  readonly entries: readonly AllowlistEntry[]
}

export const emptyAllowlist: Allowlist = Object.freeze({ entries: Object.freeze([]) })
