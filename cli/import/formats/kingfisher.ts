import { z } from 'zod'
import { readStrictYaml } from '../../../policies/yaml/strict-yaml.ts'
import { pathInside } from '../../../scanner/sources/path-inside.ts'
import { type ForeignEntry, mostBytes, type NotTaken, type ReadForeign } from '../foreign.ts'

/** What is needed of it. Source: kingfisher, docs/BASELINE.md and src/baseline.rs. */
const schema = z.object({
  ExactFindings: z.object({
    matches: z.array(z.object({ filepath: z.string().max(4096), linenum: z.int().nonnegative() })),
  }),
})

/** Reads a baseline of kingfisher. Its own fingerprints are of offsets and a hash that nothing else makes; place and line say it. Pure. */
export function readKingfisher(text: string): ReadForeign {
  const yaml = readStrictYaml(text, mostBytes)
  if (!yaml.ok) return { ok: false, problems: yaml.problems.map(({ line, message }) => ({ line, message })) }
  const parsed = schema.safeParse(yaml.value)
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.slice(0, 5).map(({ path, message }) => ({
        line: yaml.placeOf(path).line,
        message: `It is no baseline of kingfisher: ${path.join('.')}: ${message}`,
      })),
    }
  const notTaken: NotTaken[] = []
  const entries = parsed.data.ExactFindings.matches.flatMap((one, index): readonly ForeignEntry[] => {
    const at = `line ${yaml.placeOf(['ExactFindings', 'matches', index]).line}`
    const path = pathInside(one.filepath.replace(/\/+$/, ''))
    if (path === undefined) {
      notTaken.push({
        at,
        why: 'its file is named from the root of a disk; it cannot be told which one it is here',
      })
      return []
    }
    // It puts the name of the folder that was scanned in front.
    const inFolder = path.includes('/') ? [path.slice(path.indexOf('/') + 1)] : []
    return [
      {
        tool: 'kingfisher',
        at,
        place: { kind: 'lines', paths: [path, ...inFolder], line: one.linenum },
        saying: 'was-there',
        about: 'secrets',
      },
    ]
  })
  return { ok: true, entries, notTaken }
}
