import { z } from 'zod'
import { pathInside } from '../../../scanner/sources/path-inside.ts'
import type { ForeignEntry, NotTaken, ReadForeign } from '../foreign.ts'
import { readJson } from '../read-json.ts'
import { hasSha1 } from '../same-secret.ts'

/** What is needed of it. Source: detect-secrets, docs/design.md and `.secrets.baseline` as it writes it. */
const schema = z.object({
  results: z.record(
    z.string().max(4096),
    z.array(
      z.object({
        hashed_secret: z.string().regex(/^[0-9a-f]{40}$/, 'A secret is written as its SHA-1, in hex.'),
        line_number: z.int().positive().optional(),
        is_secret: z.boolean().optional(),
      }),
    ),
  ),
})

/** Reads a `.secrets.baseline`. Only what somebody has labelled as no secret, by `detect-secrets audit`, is taken. Pure. */
export function readDetectSecrets(text: string): ReadForeign {
  const read = readJson(text, schema, 'baseline of detect-secrets')
  if (!read.ok) return read
  const entries: ForeignEntry[] = []
  const notTaken: NotTaken[] = []
  let number = 0
  for (const [written, results] of Object.entries(read.value.results)) {
    const path = pathInside(written)
    for (const one of results) {
      number += 1
      const at = `result ${number}`
      if (path === undefined) notTaken.push({ at, why: 'its file is outside of the repository' })
      else if (one.is_secret === undefined)
        notTaken.push({ at, why: 'nobody has looked at it: run `detect-secrets audit`' })
      else if (one.is_secret) notTaken.push({ at, why: 'it is labelled as a real secret: replace it' })
      else
        entries.push({
          tool: 'detect-secrets',
          at,
          place: { kind: 'lines', paths: [path], line: one.line_number },
          isSecret: hasSha1(one.hashed_secret),
          saying: 'let-pass',
          about: 'secrets',
        })
    }
  }
  return { ok: true, entries, notTaken }
}
