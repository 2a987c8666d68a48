import { z } from 'zod'
import type { AssessedFinding } from './assessed-finding.ts'

const baselineFinding = z.strictObject({
  fingerprint: z.string().regex(/^g1:[0-9a-f]{40}$/, 'A fingerprint is `g1:` and 40 hex digits.'),
  rule: z.string().min(1).max(200),
  path: z.string().min(1).max(5000),
})
/** One finding that was there before. The fingerprint alone counts; rule and path are for people. */
export type BaselineFinding = z.output<typeof baselineFinding>

const baselineSchema = z.strictObject({
  version: z.literal(1),
  findings: z.array(baselineFinding).max(200_000),
})

/** What was found before anybody looked after it: it is not new, and fails nothing. */
export interface Baseline {
  readonly findings: readonly BaselineFinding[]
  readonly fingerprints: ReadonlySet<string>
}

export type ReadBaselineResult =
  | { readonly ok: true; readonly baseline: Baseline }
  | { readonly ok: false; readonly problem: string }

/** Reads what `writeBaseline` writes. Never throws. */
export function readBaseline(text: string): ReadBaselineResult {
  let written: unknown
  try {
    written = JSON.parse(text)
  } catch {
    return { ok: false, problem: 'It is not JSON.' }
  }
  const parsed = baselineSchema.safeParse(written)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { ok: false, problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` }
  }
  const { findings } = parsed.data
  return { ok: true, baseline: { findings, fingerprints: new Set(findings.map((one) => one.fingerprint)) } }
}

/**
 * A baseline of everything that is open: one finding a line and in a fixed order, so that two who change it seldom meet. No text of a
 * finding is in it, and of what could be guessed only a slow hash.
 */
export function writeBaseline(findings: readonly AssessedFinding[]): string {
  const known = new Map<string, string>()
  for (const { fingerprint, rule, path, status } of findings)
    if ((status === 'open' || status === 'baseline') && !known.has(fingerprint))
      known.set(fingerprint, JSON.stringify({ fingerprint, rule, path }))
  const lines = [...known.values()].toSorted()
  return `{"version":1,"findings":[${lines.map((line) => `\n${line}`).join(',')}\n]}\n`
}

/** What of a baseline is not found any more. Only where everything was looked at it is gone. Pure. */
export function goneFrom(
  baseline: Baseline,
  findings: readonly Pick<AssessedFinding, 'fingerprint'>[],
): readonly BaselineFinding[] {
  const found = new Set(findings.map(({ fingerprint }) => fingerprint))
  return baseline.findings.filter(({ fingerprint }) => !found.has(fingerprint))
}
