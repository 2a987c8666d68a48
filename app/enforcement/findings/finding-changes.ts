import type { AssessedFinding } from '../../../policies/assessed-finding.ts'
import type { Finding } from '../../../scanner/engine/finding.ts'
import {
  type FindingSource,
  type FindingState,
  isSecret,
  keyOfFinding,
  type KnownFinding,
} from './known-finding.ts'

/** What was seen, and how far that reaches. */
export interface SeenFindings {
  readonly source: FindingSource
  /** All that were seen, with what people have said of them. */
  readonly findings: readonly AssessedFinding[]
  /** Whether the whole history was looked at, and so what is not seen is in it no more. */
  readonly isWholeHistory: boolean
  /** Whether what was at this path could have been missed. */
  readonly isNotScanned: (path: string) => boolean
  /** Whether the policy leaves this path out. */
  readonly isIgnored: (path: string) => boolean
  readonly at: Date
}

export interface FindingChange {
  /** undefined: it was never seen before. */
  readonly before: FindingState | undefined
  readonly after: KnownFinding
}

export interface FindingChanges {
  /** Every finding of that source that is to be recorded: those that were seen, and those that are in another state. */
  readonly findings: readonly KnownFinding[]
  /** Those in another state than before. */
  readonly changes: readonly FindingChange[]
}

/** Places of one finding that are kept: a person needs some, and a generated file has thousands. */
const mostPlaces = 20

/** What recording a scan changes. Pure: the same findings and the same scan give the same. */
export function findingChanges(before: readonly KnownFinding[], seen: SeenFindings): FindingChanges {
  const own = before.filter(({ source }) => source === seen.source)
  const known = new Map(own.map((one) => [keyOfFinding(one), one]))
  const byKey = groupByKey(seen.findings)
  const present = [...byKey].map(([key, findings]) => presentFinding(known.get(key), findings, seen))
  const missing = own
    .filter((one) => !byKey.has(keyOfFinding(one)))
    .map((one) => missingFinding(one, seen))
    .filter((one) => one !== undefined)
  const changes = [...present, ...missing]
    .map((after) => ({ before: known.get(keyOfFinding(after))?.state, after }))
    .filter((change) => change.before !== change.after.state)
  return { findings: [...present, ...missing], changes }
}

function groupByKey(findings: readonly AssessedFinding[]): ReadonlyMap<string, readonly AssessedFinding[]> {
  const byKey = new Map<string, AssessedFinding[]>()
  for (const finding of findings) {
    const same = byKey.get(keyOfFinding(finding))
    if (same) same.push(finding)
    else byKey.set(keyOfFinding(finding), [finding])
  }
  return byKey
}

function presentFinding(
  known: KnownFinding | undefined,
  findings: readonly AssessedFinding[],
  { source, at }: SeenFindings,
): KnownFinding {
  const [first] = findings
  const { rule, fingerprint, path } = first!
  const stated = gravest(findings.map(stateOf))
  return {
    rule,
    fingerprint,
    path,
    source,
    ...stated,
    firstSeenAt: known?.firstSeenAt ?? at,
    changedAt: known?.state === stated.state ? known.changedAt : at,
    lastSeenAt: at,
    places: findings.slice(0, mostPlaces).map(withoutMarks),
  }
}

type Stated = Pick<KnownFinding, 'state' | 'why' | 'rotated'>

function stateOf(finding: AssessedFinding): Stated {
  const { status, statusReason = null, rotated = null, history } = finding
  const isInFiles = history?.tracked ?? true
  if (!isInFiles && !isSecret(finding))
    return { state: 'gone', why: 'It is not in the files any more.', rotated }
  if (rotated !== null) return { state: 'rotated', why: statusReason, rotated }
  if (status === 'false-positive' || status === 'risk-accepted')
    return { state: status, why: statusReason, rotated }
  if (isInFiles) return { state: 'open', why: statusReason, rotated }
  return { state: 'fixed-at-tip', why: 'It is still in history: rotate it.', rotated }
}

/** Of several places of one finding the one that is worst counts; an entry of the allowlist may be about one of them. */
const gravity: readonly FindingState[] = [
  'open',
  'fixed-at-tip',
  'risk-accepted',
  'rotated',
  'false-positive',
  'gone',
]

const gravest = (states: readonly Stated[]): Stated =>
  states.toSorted((a, b) => gravity.indexOf(a.state) - gravity.indexOf(b.state))[0]!

/** What became of a finding that was not seen. @returns undefined: nothing can be said, so it stays as it is */
function missingFinding(known: KnownFinding, seen: SeenFindings): KnownFinding | undefined {
  if (known.state === 'gone') return undefined
  const to = (state: FindingState, why: string): KnownFinding => ({
    ...known,
    state,
    why,
    changedAt: seen.at,
  })
  if (seen.isIgnored(known.path)) return to('gone', 'The policy leaves its path out of scans.')
  if (seen.isNotScanned(known.path)) return undefined
  const first = known.places[0]
  if (seen.source === 'github' || seen.isWholeHistory || first === undefined || !isSecret(first))
    return to('gone', goneWhy(seen, first !== undefined && isSecret(first)))
  // Without history all that is known is that it is not in the files.
  return known.state === 'open' ? to('fixed-at-tip', 'It may still be in history: rotate it.') : undefined
}

const goneWhy = ({ source, isWholeHistory }: SeenFindings, isOfSecret: boolean): string => {
  if (source === 'github') return 'GitHub does not list its alert any more, or our own scan finds it now.'
  if (!isWholeHistory) return 'It is not in the files any more.'
  // GitHub keeps such commits, and shows them to who knows their ids; forks and clones have them too.
  return isOfSecret
    ? 'No branch or tag leads to it any more. Whoever fetched it still has it: rotate it if that was not done.'
    : 'It is in no commit any more.'
}

/** A finding as a scan told of it: what people say of it is asked anew each time. */
function withoutMarks(finding: AssessedFinding): Finding {
  const { status: _, statusReason: _reason, rotated: _rotated, changesAt: _changes, ...rest } = finding
  return rest
}
