import { z } from 'zod'
import { pathInside } from '../../../scanner/sources/path-inside.ts'
import { count } from '../../../report/wording.ts'
import type { ForeignEntry, NotTaken, ReadForeign } from '../foreign.ts'
import { readJson } from '../read-json.ts'

const result = z.object({
  ruleId: z.string().max(500).optional(),
  suppressions: z
    .array(z.object({ status: z.string().optional(), justification: z.string().optional() }))
    .nullish(),
  baselineState: z.string().optional(),
  locations: z
    .array(
      z.object({
        physicalLocation: z
          .object({
            artifactLocation: z.object({ uri: z.string().max(4096).optional() }).optional(),
            region: z
              .object({ startLine: z.int().positive().optional(), endLine: z.int().positive().optional() })
              .optional(),
          })
          .optional(),
      }),
    )
    .optional(),
})
/** What is needed of SARIF 2.1.0 (OASIS), sections 3.27.23 and 3.27.24. */
const schema = z.object({
  version: z.literal('2.1.0'),
  runs: z.array(
    z.object({
      tool: z.object({ driver: z.object({ name: z.string().min(1).max(200) }) }),
      results: z.array(result).nullish(),
    }),
  ),
})
type Result = z.output<typeof result>

/** Reads what is suppressed in SARIF, and what a baseline has let through. Pure. */
export function readSarif(text: string): ReadForeign {
  const read = readJson(text, schema, 'SARIF 2.1.0')
  if (!read.ok) return read
  const entries: ForeignEntry[] = []
  const notTaken: NotTaken[] = []
  let [number, open] = [0, 0]
  for (const run of read.value.runs)
    for (const one of run.results ?? []) {
      number += 1
      const at = `result ${number}`
      const saying = sayingOf(one)
      if (saying === undefined) open += 1
      else if (typeof saying === 'object') notTaken.push({ at, ...saying })
      else {
        const entry = entryOf(one, run.tool.driver.name, saying)
        if (entry === undefined) notTaken.push({ at, why: 'it names no file of the repository' })
        else entries.push({ ...entry, at })
      }
    }
  if (open > 0)
    notTaken.push({ at: count(open, 'result'), why: 'nobody has let them pass: they are open there too' })
  return { ok: true, entries, notTaken }
}

function sayingOf({
  suppressions,
  baselineState,
}: Result): ForeignEntry['saying'] | { why: string } | undefined {
  const all = suppressions ?? []
  if (all.some(({ status = 'accepted' }) => status === 'accepted')) return 'let-pass'
  if (all.length > 0) return { why: 'its suppression is not accepted' }
  return baselineState === 'unchanged' || baselineState === 'updated' ? 'was-there' : undefined
}

function entryOf(
  { ruleId, suppressions, locations }: Result,
  tool: string,
  saying: ForeignEntry['saying'],
): Omit<ForeignEntry, 'at'> | undefined {
  const place = locations?.[0]?.physicalLocation
  const path = pathOf(place?.artifactLocation?.uri)
  if (path === undefined) return undefined
  const { startLine, endLine } = place?.region ?? {}
  return {
    tool,
    place: { kind: 'lines', paths: [path], line: startLine, endLine },
    rule: ruleId,
    saying,
    about: isAboutSecrets(tool, ruleId) ? 'secrets' : 'code',
    words: suppressions?.find(({ justification }) => justification !== undefined)?.justification,
  }
}

/** Others say it in the names of tools and rules alone. */
const isAboutSecrets = (tool: string, rule = ''): boolean =>
  /gitleaks|trufflehog|detect-secrets|kingfisher|ggshield|gitguardian|secret|noseyparker|titus/i.test(tool) ||
  /secret|credential|password|token|private-?key|api-?key/i.test(rule)

function pathOf(uri: string | undefined): string | undefined {
  if (uri === undefined || /^[a-z][a-z0-9+.-]*:/i.test(uri)) return undefined
  try {
    return pathInside(decodeURIComponent(uri))
  } catch {
    // A `%` that is none of an address.
    return pathInside(uri)
  }
}
