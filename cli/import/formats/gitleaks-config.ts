import { parse, TomlError } from 'smol-toml'
import { z } from 'zod'
import { type ForeignEntry, type NotTaken, problem, type ReadForeign } from '../foreign.ts'
import { pathPattern } from '../path-pattern.ts'

const words = z.array(z.string().max(2000)).max(1000).default([])
const allowlist = z.object({
  paths: words,
  regexes: words,
  stopwords: words,
  commits: words,
  condition: z.string().default('OR'),
  targetRules: words,
})
type Allowlist = z.output<typeof allowlist>
/** What is needed of it. Source: gitleaks, README, "Configuration". */
const schema = z.object({
  allowlist: allowlist.optional(),
  allowlists: z.array(allowlist).max(500).default([]),
  rules: z
    .array(
      z.object({
        id: z.string().default(''),
        allowlist: z.unknown().optional(),
        allowlists: z.unknown().optional(),
      }),
    )
    .default([]),
})

/**
 * Reads the allowlists of a gitleaks configuration. Only paths can be said: by the findings that are in these files now. What depends on
 * the text of a secret would settle secrets that nobody has seen. Pure.
 */
export function readGitleaksConfig(text: string): ReadForeign {
  let written: unknown
  try {
    written = parse(text)
  } catch (error) {
    // Its message quotes the text.
    return problem('This is not TOML from here on.', error instanceof TomlError ? error.line : undefined)
  }
  const parsed = schema.safeParse(written)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return problem(`It is no configuration of gitleaks: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const { allowlist: one, allowlists, rules } = parsed.data
  const read = [...(one ? [one] : []), ...allowlists].map((each, index) => fromList(each, index + 1))
  const ofRules = rules
    .filter((rule) => rule.allowlist !== undefined || rule.allowlists !== undefined)
    .map((_, index): NotTaken => ({
      at: `rule ${index + 1} with an allowlist of its own`,
      why: 'it is for one rule of gitleaks, and ours are others',
    }))
  return {
    ok: true,
    entries: read.flatMap(({ entries }) => entries),
    notTaken: [...read.flatMap(({ notTaken }) => notTaken), ...ofRules],
  }
}

function fromList(
  list: Allowlist,
  number: number,
): { readonly entries: readonly ForeignEntry[]; readonly notTaken: readonly NotTaken[] } {
  const name = `allowlist ${number}`
  const others = [...list.regexes, ...list.stopwords, ...list.commits].length
  if (list.targetRules.length > 0)
    return {
      entries: [],
      notTaken: [{ at: name, why: 'it is for some rules of gitleaks, and ours are others' }],
    }
  if (list.condition.toUpperCase() === 'AND' && others > 0)
    return {
      entries: [],
      notTaken: [
        { at: name, why: 'it wants several things at once, which an entry for a finding cannot say' },
      ],
    }
  const entries: ForeignEntry[] = []
  const notTaken: NotTaken[] = []
  for (const [index, path] of list.paths.entries()) {
    const at = `${name}, path ${index + 1}`
    const pattern = pathPattern(path)
    if (pattern.ok)
      entries.push({
        tool: 'gitleaks',
        at,
        place: { kind: 'pattern', matches: pattern.matches },
        saying: 'let-pass',
        about: 'secrets',
      })
    else notTaken.push({ at, why: pattern.why })
  }
  const kinds = [
    [list.regexes, 'pattern for secrets', 'it would also settle what nobody has seen yet'],
    [list.stopwords, 'stopword', 'it would also settle what nobody has seen yet'],
    [list.commits, 'commit', 'a whole commit cannot be let pass; take its findings one by one'],
  ] as const
  for (const [all, what, why] of kinds)
    for (const index of all.keys()) notTaken.push({ at: `${name}, ${what} ${index + 1}`, why })
  return { entries, notTaken }
}
