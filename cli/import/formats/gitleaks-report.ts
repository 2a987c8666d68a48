import { z } from 'zod'
import { pathInside } from '../../../scanner/sources/path-inside.ts'
import type { ForeignEntry, NotTaken, ReadForeign } from '../foreign.ts'
import { readJson } from '../read-json.ts'
import { sameSecret } from '../same-secret.ts'

/** What is needed of it. Source: gitleaks, report/finding.go. */
const schema = z.array(
  z.object({
    RuleID: z.string().max(200),
    File: z.string().max(4096),
    StartLine: z.int().nonnegative(),
    EndLine: z.int().nonnegative().optional(),
    Commit: z
      .string()
      .regex(/^(?:[0-9a-f]{7,64})?$/, 'A commit is written in hex.')
      .optional(),
    Secret: z.string().optional(),
  }),
)

/** Reads a report of gitleaks that serves as a baseline. Pure. */
export function readGitleaksReport(text: string): ReadForeign {
  const read = readJson(text, schema, 'report of gitleaks')
  if (!read.ok) return read
  const notTaken: NotTaken[] = []
  const entries = read.value.flatMap((one, index): readonly ForeignEntry[] => {
    const at = `finding ${index + 1}`
    const path = pathInside(one.File)
    if (path === undefined || path.includes('!')) {
      notTaken.push({ at, why: 'its file is inside of an archive or outside of the repository' })
      return []
    }
    return [
      {
        tool: 'gitleaks',
        at,
        commit: one.Commit === '' ? undefined : one.Commit,
        place: { kind: 'lines', paths: [path], line: one.StartLine, endLine: one.EndLine },
        isSecret: sameSecret(one.Secret),
        rule: one.RuleID,
        saying: 'was-there',
        about: 'secrets',
      },
    ]
  })
  return { ok: true, entries, notTaken }
}
