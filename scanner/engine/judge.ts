import type { Match } from './match.ts'
import { messageNote } from './message-path.ts'
import { pathKind, type PathKind } from './path-kind.ts'
import type { Confidence, Severity } from './rule.ts'

/** What a match is worth at one path. */
export interface Judgement {
  readonly severity: Severity
  readonly confidence: Confidence
  readonly note?: string
}

/** Files in which an unquoted word after `password:` is an expression; in all others it is taken for a value. */
const codeExtension =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py[ix]?|java|kts?|scala|groovy|go|rs|rb|erb|php|cs|fs|vb|c|h|cc|cpp|cxx|hpp|m|mm|swift|dart|ex|exs|erl|hs|elm|clj[cs]?|lua|pl|pm|r|jl|zig|nim|sol|s?css|less|html?|jsp|razor|cshtml|hbs|ejs|pug|sql|proto|graphql|wasm|pyc|class|ipynb)$/i

/** Where a value of no known service is somebody's test, sample or text. */
const quietKinds: ReadonlySet<PathKind> = new Set([
  'lock',
  'minified',
  'generated',
  'translation',
  'vendored',
])
const doubtedKinds: ReadonlySet<PathKind> = new Set(['test', 'example', 'documentation', 'vendored'])

/** `.env.example`: copied from the real one, and all too often with its values. */
const environmentTemplate = /(?:^|\/)[^/]*env[^/]*$/i

const notes: Partial<Record<PathKind, string>> = {
  test: 'it lies among tests',
  example: 'it is an example by its place or name',
  documentation: 'it lies in documentation',
  vendored: 'it lies in code from elsewhere',
}

/**
 * What a match means where it was found. A token of a known format is reported anywhere; what only looks like a secret
 * is not, where texts that look like it are ordinary.
 * @param path relative to the root, with `/`
 * @returns undefined where it is nothing
 */
export function judge(match: Match, path: string): Judgement | undefined {
  const own = memberPath(match) ?? path
  const kind = pathKind(own)
  if (match.onlyInConfiguration && codeExtension.test(own)) return undefined
  const { severity, confidence } = match
  // Nothing grave, hardly sure, and in a place for samples: a sample.
  const isHardlyAny = (severity === 'low' && confidence === 'low') || match.notAmongSamples === true
  if (isHardlyAny && doubtedKinds.has(kind)) return undefined
  const doubt = notes[kind] ?? messageNote(path)
  const note = [match.note, doubt].filter((one) => one !== undefined).join('; ')
  const noted = note === '' ? {} : { note }
  if (match.rule.generic === true) {
    if (quietKinds.has(kind) || (kind === 'example' && !environmentTemplate.test(path))) return undefined
    return doubtedKinds.has(kind)
      ? { severity: 'low', confidence: 'low', ...noted }
      : { severity, confidence, ...noted }
  }
  return { severity, confidence: doubtedKinds.has(kind) ? oneLess[confidence] : confidence, ...noted }
}

/** The name of the archive's member that holds a match: it says more of it than the archive's. */
function memberPath({ reachedBy }: Match): string | undefined {
  return reachedBy.findLast((step) => /^(?:zip|tar|ar):/.test(step))?.replace(/^[a-z]+:/, '')
}

const oneLess: Record<Confidence, Confidence> = { high: 'medium', medium: 'low', low: 'low' }
