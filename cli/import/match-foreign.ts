import type { Finding } from '../../scanner/engine/finding.ts'
import type { NamedCommit, NamedFinding } from '../../scanner/scan-named.ts'
import { nameText } from '../../scanner/sources/path-text.ts'
import type { ForeignEntry } from './foreign.ts'

export type ForeignMatch =
  | { readonly outcome: 'found'; readonly findings: readonly Finding[] }
  /** There is nothing there that needs an entry. */
  | { readonly outcome: 'nothing'; readonly why: string }
  /** There is something, but which of it is meant is not certain. */
  | { readonly outcome: 'unclear'; readonly why: string }

/** The first words of our rules' ids, which are mostly services, by which it is seen that a tool found something else. */
export type Services = ReadonlySet<string>

/**
 * Which finding of ours an entry of another tool is about. In doubt none: an entry for the wrong secret would let it pass. Pure.
 * @param commit undefined: it is not in the repository
 */
export function matchForeign(
  entry: ForeignEntry,
  commit: NamedCommit | undefined,
  services: Services,
): ForeignMatch {
  if (commit === undefined) return { outcome: 'nothing', why: 'its commit is not in this repository' }
  const { place } = entry
  if (place.kind === 'pattern') {
    const paths = [...commit.findings.keys()].filter((path) => place.matches(path))
    const findings = paths.flatMap((path) => ofKind(commit.findings.get(path), entry))
    return findings.length === 0
      ? { outcome: 'nothing', why: 'nothing is found in files of that name' }
      : { outcome: 'found', findings: findings.map(({ finding }) => finding) }
  }
  const path = pathIn(entry, commit)
  if (path === undefined) return { outcome: 'nothing', why: 'its file is not there' }
  const found = ofKind(commit.findings.get(path), entry)
  const inLines = found.filter(({ finding }) => touches(finding, place.line, place.endLine))
  const { isSecret } = entry
  if (isSecret === undefined) return oneOf(inLines, entry, services)
  const same = found.filter(({ holds }) => holds(isSecret))
  // The same text stands there twice, or is no secret by itself: then the line says which is meant.
  if (distinct(same) > 1)
    return oneOf(
      same.filter((one) => inLines.includes(one)),
      entry,
      services,
    )
  if (same.length > 0 || inLines.length === 0) return oneOf(same, entry, services)
  if (distinct(inLines) === 1 && inLines.some(({ hasInLine }) => hasInLine(isSecret)))
    return oneOf(inLines, entry, services)
  return { outcome: 'unclear', why: 'what is found in its line is another text than the one meant' }
}

/** The path of an entry that is in a commit, as findings have it. */
export function pathIn({ place }: ForeignEntry, { paths }: Pick<NamedCommit, 'paths'>): string | undefined {
  return place.kind === 'pattern' ? undefined : place.paths.map(nameText).find((path) => paths.has(path))
}

const ofKind = (all: readonly NamedFinding[] = [], { about }: ForeignEntry): readonly NamedFinding[] =>
  all.filter(
    ({ finding: { kind, isSecret } }) => (kind === 'secret' || isSecret === true) === (about === 'secrets'),
  )

function touches(finding: Finding, line: number | undefined, endLine = line): boolean {
  if (line === undefined || endLine === undefined) return finding.line === null
  return finding.line !== null && finding.line <= endLine && (finding.endLine ?? finding.line) >= line
}

const distinct = (all: readonly NamedFinding[]): number =>
  new Set(all.map(({ finding }) => finding.fingerprint)).size

function oneOf(all: readonly NamedFinding[], { rule = '' }: ForeignEntry, services: Services): ForeignMatch {
  const [first] = all
  if (!first) return { outcome: 'nothing', why: 'nothing is found there' }
  const fingerprints = [...new Set(all.map(({ finding }) => finding.fingerprint))]
  if (fingerprints.length > 1)
    return { outcome: 'unclear', why: `several are found there: ${fingerprints.slice(0, 5).join(', ')}` }
  const { finding } = first
  const service = firstWord(rule)
  if (services.has(service) && service !== firstWord(finding.rule))
    return { outcome: 'unclear', why: `what is found there is of another kind: ${finding.rule}` }
  return { outcome: 'found', findings: [finding] }
}

const firstWord = (rule: string): string => /^[a-z0-9]+/i.exec(rule)?.[0].toLowerCase() ?? ''

/** @param ids of our rules for secrets */
export const servicesOf = (ids: readonly string[]): Services =>
  new Set(ids.map(firstWord).filter((word) => !general.has(word)))

/** Tools use these for anything. */
const general = new Set([
  'generic',
  'private',
  'api',
  'key',
  'secret',
  'password',
  'token',
  'http',
  'url',
  'jwt',
  'basic',
])
