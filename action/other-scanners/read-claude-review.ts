import { z } from 'zod'
import type { Severity } from '../../scanner/engine/rule.ts'
import { pathInside } from '../../scanner/sources/path-inside.ts'
import { mostFindings, type ReadOthers } from './other-finding.ts'

const finding = z
  .object({
    file: z.string().optional(),
    path: z.string().optional(),
    line: z.number().nullish(),
    severity: z.string().optional(),
    category: z.string().optional(),
    description: z.string().optional(),
  })
  .refine((one) => (one.file ?? one.path) !== undefined, 'A finding needs a `file`.')
/** `findings.json` is a list, `claudecode-results.json` has one. Source: anthropics/claude-code-security-review, scripts and action.yml. */
const reviewSchema = z.union([z.array(finding), z.object({ findings: z.array(finding) })])

const severities: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
}

/** Reads what claude-code-security-review leaves as JSON. Pure; never throws. */
export function readClaudeReview(written: unknown): ReadOthers {
  const parsed = reviewSchema.safeParse(written)
  if (!parsed.success)
    return {
      ok: false,
      problem: 'It is neither a list of findings nor an object with `findings`, each with a `file`.',
    }
  const all = Array.isArray(parsed.data) ? parsed.data : parsed.data.findings
  if (all.length > mostFindings)
    return { ok: false, problem: `It has ${all.length} findings; more than ${mostFindings} are not read.` }
  const findings = all.flatMap(({ file, path: other, line, severity = '', category, description = '' }) => {
    const path = pathInside(file ?? other ?? '')
    if (path === undefined) return []
    const at = typeof line === 'number' && Number.isInteger(line) && line > 0 ? line : null
    return [
      {
        tool: 'claude-code-security-review',
        rule: category ?? 'security-issue',
        severity: severities[severity.toLowerCase()] ?? 'medium',
        message: description,
        path,
        line: at,
        endLine: at,
        // It words the same differently each time: the text of the line says what it is.
        identity: undefined,
      },
    ]
  })
  return { ok: true, findings }
}
