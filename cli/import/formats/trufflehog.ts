import { z } from 'zod'
import { pathInside } from '../../../scanner/sources/path-inside.ts'
import {
  type ForeignEntry,
  type ForeignProblem,
  mostEntries,
  type NotTaken,
  problem,
  type ReadForeign,
} from '../foreign.ts'
import { pathPattern } from '../path-pattern.ts'
import { readJson } from '../read-json.ts'
import { sameSecret } from '../same-secret.ts'

const line = z.int().nonnegative().optional()
const inGit = z.object({
  file: z.string().max(4096),
  line,
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/, 'A commit is written in hex.')
    .optional(),
})
/** What is needed of a result. Source: trufflehog, the output of `--json`. */
const schema = z.object({
  SourceMetadata: z.object({
    Data: z.object({
      Git: inGit.optional(),
      Github: inGit.optional(),
      Gitlab: inGit.optional(),
      Filesystem: z.object({ file: z.string().max(4096), line }).optional(),
    }),
  }),
  DetectorName: z.string().max(200).optional(),
  Raw: z.string().optional(),
})

/** Reads what `--json` prints, a result a line, or a file for `--exclude-paths`, a pattern a line. Pure. */
export function readTrufflehog(text: string): ReadForeign {
  return text.trimStart().startsWith('{') ? readResults(text) : readExcluded(text)
}

function readResults(text: string): ReadForeign {
  const entries: ForeignEntry[] = []
  const notTaken: NotTaken[] = []
  const problems: ForeignProblem[] = []
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    if (written.trim() === '') continue
    if (entries.length >= mostEntries) return problem(`It has more than ${mostEntries} results.`)
    const at = `line ${index + 1}`
    const read = readJson(written, schema, 'result of trufflehog')
    if (!read.ok) {
      problems.push(...read.problems.map(({ message }) => ({ message, line: index + 1 })))
      continue
    }
    const { SourceMetadata, DetectorName, Raw } = read.value
    const { Git, Github, Gitlab, Filesystem } = SourceMetadata.Data
    const found = Git ?? Github ?? Gitlab ?? Filesystem
    const path = found && pathInside(found.file)
    if (path === undefined) notTaken.push({ at, why: 'it is not about a file of the repository' })
    else
      entries.push({
        tool: 'trufflehog',
        at,
        commit: (Git ?? Github ?? Gitlab)?.commit,
        place: { kind: 'lines', paths: [path], line: found?.line },
        isSecret: sameSecret(Raw),
        rule: DetectorName,
        saying: 'was-there',
        about: 'secrets',
      })
  }
  return problems.length > 0
    ? { ok: false, problems: problems.slice(0, 20) }
    : { ok: true, entries, notTaken }
}

function readExcluded(text: string): ReadForeign {
  const entries: ForeignEntry[] = []
  const notTaken: NotTaken[] = []
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const trimmed = written.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const at = `line ${index + 1}`
    const pattern = pathPattern(trimmed)
    if (pattern.ok)
      entries.push({
        tool: 'trufflehog',
        at,
        place: { kind: 'pattern', matches: pattern.matches },
        saying: 'let-pass',
        about: 'secrets',
      })
    else notTaken.push({ at, why: pattern.why })
  }
  return { ok: true, entries, notTaken }
}
