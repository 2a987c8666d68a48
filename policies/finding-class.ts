import { z } from 'zod'
import type { RuleKind } from '../scanner/engine/rule.ts'
import type { Finding } from '../scanner/engine/finding.ts'
import { entrySchema } from './allowlist.ts'
import { ruleMatches } from './entry-matcher.ts'
import { list, pathGlob, thresholdSeverities } from './fields.ts'
import { globMatcher } from './glob.ts'
import { pathNamesAPlace } from './path-names-a-place.ts'

export const findingKinds = [
  'secret',
  'file',
  'workflow',
  'assistant',
  'code',
] as const satisfies readonly RuleKind[]

const rule = entrySchema.shape.rule.unwrap().refine((id) => id !== '*', 'Name rules, or leave them out.')

/** Findings that people mean together; each thing that is said narrows it. */
export const findingClass = z
  .strictObject({
    /** Ids of rules, or the start of some (`aws-*`). */
    rules: list(rule).optional(),
    kinds: list(z.enum(findingKinds)).optional(),
    /** The gravest that is meant; without it, however grave. */
    severity: z.enum(thresholdSeverities).optional(),
    paths: list(pathGlob).optional(),
  })
  .refine(
    ({ rules, paths }) => rules !== undefined || (paths !== undefined && paths.every(pathNamesAPlace)),
    'Name rules, or paths that are a folder or a kind of file: else nearly every finding is meant.',
  )
export type FindingClass = z.output<typeof findingClass>

/** Makes the test whether a finding is of a class. What was also found where nobody looked is of none that names paths. */
export function classMatcher({ rules, kinds, severity, paths }: FindingClass): (finding: Finding) => boolean {
  const isAboutPath = paths && globMatcher(paths)
  const isAbout = ({ path, history }: Finding): boolean =>
    !isAboutPath ||
    ((history?.morePaths ?? 0) === 0 && [path, ...(history?.paths ?? [])].every((one) => isAboutPath(one)))
  const gravest = severity && thresholdSeverities.indexOf(severity)
  // `info` is no threshold: it is below all of them.
  const gravity = (finding: Finding): number =>
    thresholdSeverities.findIndex((one) => one === finding.severity)
  return (finding) =>
    (!rules || rules.some((one) => ruleMatches(one, finding.rule))) &&
    (!kinds || kinds.some((kind) => kind === finding.kind)) &&
    (gravest === undefined || gravity(finding) <= gravest) &&
    isAbout(finding)
}
