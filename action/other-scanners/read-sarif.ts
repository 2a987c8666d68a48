import { z } from 'zod'
import type { Severity } from '../../scanner/engine/rule.ts'
import { pathInside } from '../../scanner/sources/path-inside.ts'
import { mostFindings, type OtherFinding, type ReadOthers } from './other-finding.ts'

const text = z.object({ text: z.string().optional(), id: z.string().optional() })
const properties = z.looseObject({ 'security-severity': z.union([z.string(), z.number()]).optional() })
const descriptor = z.object({
  id: z.string(),
  shortDescription: text.optional(),
  defaultConfiguration: z.object({ level: z.string().optional() }).optional(),
  properties: properties.optional(),
})
const result = z.object({
  ruleId: z.string().optional(),
  ruleIndex: z.int().optional(),
  rule: z.object({ id: z.string().optional(), index: z.int().optional() }).optional(),
  kind: z.string().optional(),
  level: z.string().optional(),
  message: text.optional(),
  suppressions: z.array(z.unknown()).optional(),
  partialFingerprints: z.record(z.string(), z.string()).optional(),
  fingerprints: z.record(z.string(), z.string()).optional(),
  properties: properties.optional(),
  locations: z
    .array(
      z.object({
        physicalLocation: z
          .object({
            artifactLocation: z.object({ uri: z.string().optional() }).optional(),
            region: z
              .object({
                startLine: z.int().positive().optional(),
                endLine: z.int().positive().optional(),
                snippet: text.optional(),
              })
              .optional(),
          })
          .optional(),
      }),
    )
    .optional(),
})
/** What is needed of SARIF 2.1.0 (OASIS); everything else may be as it likes. */
const sarifSchema = z.object({
  version: z.literal('2.1.0'),
  runs: z.array(
    z.object({
      tool: z.object({
        driver: z.object({ name: z.string().min(1), rules: z.array(descriptor).optional() }),
      }),
      results: z.array(result).nullish(),
    }),
  ),
})
type Run = z.output<typeof sarifSchema>['runs'][number]
type Result = z.output<typeof result>
type Descriptor = z.output<typeof descriptor>

/** Reads SARIF of any tool. What its own people have suppressed, and what it says is in order, is left out. Pure; never throws. */
export function readSarif(written: unknown): ReadOthers {
  const parsed = sarifSchema.safeParse(written)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return {
      ok: false,
      problem: `It is not SARIF 2.1.0: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    }
  }
  const count = parsed.data.runs.reduce((sum, { results }) => sum + (results?.length ?? 0), 0)
  if (count > mostFindings)
    return { ok: false, problem: `It has ${count} results; more than ${mostFindings} are not read.` }
  return { ok: true, findings: parsed.data.runs.flatMap(findingsIn) }
}

const findingsIn = (run: Run): readonly OtherFinding[] =>
  (run.results ?? []).filter(isOpen).flatMap((one) => findingOf(run, one))

const isOpen = ({ kind, suppressions }: Result): boolean =>
  (kind === undefined || kind === 'fail' || kind === 'review' || kind === 'open') &&
  (suppressions === undefined || suppressions.length === 0)

function findingOf({ tool: { driver } }: Run, one: Result): readonly OtherFinding[] {
  const place = one.locations?.[0]?.physicalLocation
  const path = pathOf(place?.artifactLocation?.uri)
  if (path === undefined) return []
  const index = one.ruleIndex ?? one.rule?.index
  const id = one.ruleId ?? one.rule?.id
  const rule = index === undefined ? driver.rules?.find((each) => each.id === id) : driver.rules?.[index]
  const { startLine = null, endLine = startLine, snippet } = place?.region ?? {}
  const message = one.message?.text ?? rule?.shortDescription?.text ?? ''
  return [
    {
      tool: driver.name,
      rule: id ?? rule?.id ?? 'unnamed',
      severity: severityOf(one, rule),
      message,
      path,
      line: startLine,
      endLine,
      identity: identityOf(one) ?? snippet?.text?.trim(),
    },
  ]
}

/** Addresses are of files in the repository, with or without a base; others have no place in it. */
function pathOf(uri: string | undefined): string | undefined {
  if (uri === undefined || /^[a-z][a-z0-9+.-]*:/i.test(uri)) return undefined
  try {
    return pathInside(decodeURIComponent(uri))
  } catch {
    // A `%` that is none of an address.
    return pathInside(uri)
  }
}

function identityOf({ partialFingerprints, fingerprints }: Result): string | undefined {
  const all = Object.entries({ ...fingerprints, ...partialFingerprints }).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  )
  return all.length === 0 ? undefined : JSON.stringify(all)
}

const levels: Readonly<Record<string, Severity>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'info',
}

/** By the number that code scanning reads (as CVSS, 0 to 10), else by the level, which is `warning` where nothing is said. */
function severityOf(one: Result, rule: Descriptor | undefined): Severity {
  const score = Number(
    one.properties?.['security-severity'] ?? rule?.properties?.['security-severity'] ?? NaN,
  )
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  if (score > 0) return 'low'
  return levels[one.level ?? rule?.defaultConfiguration?.level ?? 'warning'] ?? 'medium'
}
