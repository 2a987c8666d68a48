import { accessPropertyProblem, isAccessProperty } from './access-property.ts'
import { z } from 'zod'
import { globProblem, longestGlob } from './glob.ts'
import type { Confidence, Severity } from '../scanner/engine/rule.ts'

/** Severities that a threshold can name, gravest last. `info` is missing: it never blocks anything. */
export const thresholdSeverities = [
  'low',
  'medium',
  'high',
  'critical',
] as const satisfies readonly Severity[]
/** Confidences that a threshold can name, surest last. */
export const thresholdConfidences = ['low', 'medium', 'high'] as const satisfies readonly Confidence[]

/** One line of text for people. Control characters would reach terminals and logs. */
export const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'Write it on one line, without control characters.')

/** A list that has at least one entry, at most 500, and none of them twice. */
export const list = <Item extends z.ZodType<string>>(item: Item) =>
  z
    .array(item)
    .min(1)
    .max(500)
    .refine((items) => new Set(items).size === items.length, 'The list has an entry twice.')

/** A pattern for paths inside a repository. */
export const pathGlob = z
  .string()
  .min(1)
  .max(longestGlob)
  .superRefine((glob, context) => {
    const problem = globProblem(glob)
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
  })

/** A pattern for repositories: `owner/name`, or `**` for all. */
export const repositoryGlob = pathGlob.refine(
  (glob) => glob === '**' || glob.split('/').length === 2 || globProblem(glob) !== undefined,
  'Write `owner/name`, with `*` where anything may stand (`acme/*`, `*/docs`), or `**` for every repository.',
)

/** A calendar day. */
export const date = z.iso.date('Write a day as year-month-day, for example 2027-01-31.')

/** The first instant after a day, in milliseconds since 1970: days are whole days of UTC. */
export const endOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000

/** The first instant of a day, in milliseconds since 1970. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** Where findings begin to count. */
export const threshold = (severity: (typeof thresholdSeverities)[number]) =>
  z.strictObject({
    severity: z
      .enum(thresholdSeverities)
      .default(severity)
      .describe('Findings of this severity and graver ones count. `info` never counts.'),
    confidence: z
      .enum(thresholdConfidences)
      .default('medium')
      .describe('Findings that are at least this sure count.'),
    acceptRisk: z
      .boolean()
      .default(true)
      .describe(
        'Whether an allowlist entry with the verdict `risk-accepted` settles a finding. With `false`, only rotated ' +
          'secrets and false positives are settled.',
      ),
  })
export type Threshold = z.output<ReturnType<typeof threshold>>

/** Values of custom properties, by property name. */
export const propertyValues = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z0-9_$#-]{1,75}$/, 'a property has letters, digits, `_`, `-`, `$` or `#` in its name'),
    list(line(75)),
  )
  .refine((properties) => Object.keys(properties).length > 0, 'Name at least one property.')
  .refine((properties) => !Object.keys(properties).some(isAccessProperty), accessPropertyProblem)
