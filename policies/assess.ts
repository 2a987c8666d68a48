import type { Finding } from '../scanner/engine/finding.ts'
import type { Allowlist, AllowlistEntry } from './allowlist.ts'
import type { AssessedFinding } from './assessed-finding.ts'
import { entryMatcher, termOfEntry } from './entry-matcher.ts'
import { type CommentReport, matchComments } from './match-comments.ts'
import type { InlineComment } from './inline-comments.ts'

export interface AssessInput {
  readonly findings: readonly Finding[]
  readonly allowlist: Allowlist
  readonly inlineComments?: readonly InlineComment[]
  /** The policy's word on inline comments; `request` when left out. */
  readonly inline?: 'request' | 'trust'
  /** Comments for other tools, one for each finding that one stands at. */
  readonly otherComments?: readonly InlineComment[]
  /** The policy's word on these; `request` when left out. */
  readonly others?: 'request' | 'trust'
  /** Fingerprints that were known before. */
  readonly baseline?: ReadonlySet<string>
  /** Whether a finding lies inside the diff that is looked at; when left out, there is no diff. */
  readonly isInDiff?: (finding: Finding) => boolean
  /** Whether the findings are those of the whole tree and the whole history. Only then can an entry be stale. */
  readonly isWhole?: boolean
  readonly now: Date
}

/**
 * What became of an entry. `used`: it settles findings. `unused`: entries above settle everything it matches. `stale`: it
 * matches nothing any more. `not-seen`: it matches nothing, but not everything was looked at. `expired`: its day is over.
 * `not-yet`: it ends too far ahead, or its rotation lies in the future.
 */
export type EntryState = 'used' | 'unused' | 'stale' | 'not-seen' | 'expired' | 'not-yet'

export interface EntryReport {
  readonly entry: AllowlistEntry
  readonly state: EntryState
  /** Fingerprints of the findings it matches, whether or not it settles them. */
  readonly findings: readonly string[]
}

export interface Assessment {
  /** Every finding that came in, in the same order. */
  readonly findings: readonly AssessedFinding[]
  /** Every entry of the allowlist, in the same order. */
  readonly entries: readonly EntryReport[]
  /** Every inline comment, in the same order. */
  readonly comments: readonly CommentReport[]
}

type Marks = Omit<AssessedFinding, keyof Finding>

interface Candidate {
  readonly entry: AllowlistEntry
  readonly from: number
  readonly until: number
  readonly isInForce: boolean
  readonly matches: (finding: Finding) => boolean
  readonly matched: Set<string>
  settles: boolean
}

/** Marks findings with what people have said of them. Never drops one: leaving out is for those who show them. */
export function assess(input: AssessInput): Assessment {
  const candidates = input.allowlist.entries.map((entry) => candidateOf(entry, input.now))
  const comments = matchComments(input.findings, input.inlineComments ?? [], input.inline ?? 'request')
  const others = matchComments(input.findings, input.otherComments ?? [], input.others ?? 'request')
  const trusted = new Map([...others.trusted, ...comments.trusted])
  const findings = input.findings.map((finding) => {
    const matching = candidates.filter((candidate) => candidate.matches(finding))
    for (const candidate of matching) candidate.matched.add(finding.fingerprint)
    const settling = matching.find((candidate) => candidate.isInForce)
    const marks =
      settling === undefined ? otherStatus(finding, trusted, matching, input) : settledBy(settling)
    return { ...finding, ...marks, ...changeOf(matching, settling, input.now) }
  })
  return {
    findings,
    entries: candidates.map((candidate) => reportOf(candidate, input)),
    comments: [...comments.reports, ...others.reports],
  }
}

function candidateOf(entry: AllowlistEntry, now: Date): Candidate {
  const { from, until } = termOfEntry(entry)
  const isInForce = from <= now.getTime() && now.getTime() < until
  return { entry, from, until, isInForce, matches: entryMatcher(entry), matched: new Set(), settles: false }
}

function settledBy(candidate: Candidate): Marks {
  const { entry } = candidate
  candidate.settles = true
  const rotation =
    entry.rotated === undefined ? '' : ` Rotated by ${entry.rotated.who} on ${entry.rotated.when}.`
  return {
    status: entry.verdict,
    statusReason: `${entry.reason} (${entry.approver}, until ${entry.expires}; ${entry.source}:${entry.line})${rotation}`,
    ...(entry.rotated !== undefined && { rotated: entry.rotated }),
  }
}

function otherStatus(
  finding: Finding,
  trusted: ReadonlyMap<Finding, InlineComment>,
  matching: readonly Candidate[],
  input: AssessInput,
): Marks {
  const comment = trusted.get(finding)
  if (comment !== undefined)
    return {
      status: 'false-positive',
      statusReason: `${comment.reason} (comment in line ${comment.line}, trusted by the policy)`,
    }
  if (input.baseline?.has(finding.fingerprint) === true)
    return { status: 'baseline', statusReason: 'It was known before: the baseline holds it.' }
  if (input.isInDiff !== undefined && !input.isInDiff(finding))
    return { status: 'outside-diff', statusReason: 'It lies outside the lines that were changed.' }
  return { status: 'open', ...openAlthough(matching[0], input.now) }
}

/** Why a finding is open although there is an entry for it: without that, people look for a mistake in the entry. */
function openAlthough(candidate: Candidate | undefined, now: Date): Pick<Marks, 'statusReason'> {
  if (candidate === undefined) return {}
  const { entry, from } = candidate
  const where = `${entry.source}:${entry.line}`
  return now.getTime() < from
    ? { statusReason: `Its allowlist entry (${where}) does not count before ${dayOf(from)}.` }
    : { statusReason: `Its allowlist entry (${where}) is expired: its last day was ${entry.expires}.` }
}

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

/** The status changes by itself when what settles it ends, or when an entry above that one begins to count. */
function changeOf(
  matching: readonly Candidate[],
  settling: Candidate | undefined,
  now: Date,
): Pick<AssessedFinding, 'changesAt'> {
  const above = settling === undefined ? matching : matching.slice(0, matching.indexOf(settling))
  const begins = above
    .filter(({ from, until }) => from > now.getTime() && from < until)
    .map(({ from }) => from)
  const first = Math.min(...begins, settling?.until ?? Infinity)
  return first === Infinity ? {} : { changesAt: new Date(first).toISOString() }
}

function reportOf(candidate: Candidate, { isWhole, now }: AssessInput): EntryReport {
  return {
    entry: candidate.entry,
    state: stateOf(candidate, isWhole === true, now),
    findings: [...candidate.matched],
  }
}

function stateOf(candidate: Candidate, isWhole: boolean, now: Date): EntryState {
  if (candidate.settles) return 'used'
  if (!candidate.isInForce) return candidate.from > now.getTime() ? 'not-yet' : 'expired'
  if (candidate.matched.size > 0) return 'unused'
  return isWhole ? 'stale' : 'not-seen'
}
