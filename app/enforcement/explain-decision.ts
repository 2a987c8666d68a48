import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { Decision } from '../../policies/decide.ts'
import type { Mode } from '../../policies/policy-group.ts'
import type { ExplainedPath, Explanation } from '../../report/explanation.ts'
import type { RepositorySnapshot } from './github.ts'
import { originReason } from './inventory/origin.ts'
import type { Governance } from './policy/governance.ts'
import type { KnownContent, Owners } from './records.ts'

/** What is recorded of a repository and of the decision about it. */
export interface RecordedDecision extends Decision {
  readonly mode: Mode
  /** Our id of the policy's version. */
  readonly policy: string | null
  readonly since: Date
  readonly decidedAt: Date
  readonly owners: Owners
  /** It was made of what is recorded, and is read again before anything is changed because of it. */
  readonly awaitsReading: boolean
}

export interface ExplainInput {
  readonly host: string
  /** `acme/web` */
  readonly repository: string
  readonly decision: RecordedDecision
  readonly snapshot: RepositorySnapshot | null
  /** Whether GitHub told of a change that nobody has looked at yet. */
  readonly isStale: boolean
  /** When its paths were read last; null: never. */
  readonly readAt: Date | null
  readonly paths: readonly ExplainedPath[]
  readonly content: Pick<KnownContent, 'scan' | 'scanned'>
  /** As they are marked now. */
  readonly findings: readonly AssessedFinding[]
  readonly governance: Governance
  readonly now: Date
}

/** What was read longer ago is said to be old: sweeps come at least once a day. */
const staleAfterMs = 24 * 60 * 60 * 1000

/** Puts together everything that one decision rests on. Pure. */
export function explainDecision(input: ExplainInput): Explanation {
  const { host, repository, decision, snapshot, paths, content, governance, readAt } = input
  const { outcome, group, mode, since, decidedAt, changesAt, owners } = decision
  const origin = originReason(snapshot?.origin ?? null)
  return {
    host,
    repository,
    decision: {
      outcome,
      group,
      mode,
      reasons: [...decision.reasons, ...(origin === undefined ? [] : [origin])],
      policy: governance.inForce.name,
      since: since.toISOString(),
      decidedAt: decidedAt.toISOString(),
      changesAt,
    },
    owners,
    paths,
    findings: countFindings(input.findings),
    lookedAt: {
      paths: readAt?.toISOString() ?? null,
      commit: content.scanned?.commit ?? null,
      ...contentProblem(content),
    },
    remarks: remarksOn(input),
  }
}

function countFindings(findings: readonly AssessedFinding[]): Explanation['findings'] {
  const open = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  let settled = 0
  for (const { status, severity } of findings) {
    if (status === 'open') open[severity] += 1
    else settled += 1
  }
  return { open, settled }
}

function contentProblem({
  scan,
}: Pick<KnownContent, 'scan'>): Pick<Explanation['lookedAt'], 'contentProblem'> {
  if (!scan.known) return { contentProblem: scan.why }
  const missing = scan.value.coverage.notScanned.length
  return missing === 0
    ? {}
    : { contentProblem: `${missing} ${missing === 1 ? 'place was' : 'places were'} not scanned` }
}

/** What makes the answer an old one, or another one than the policy's author expects. */
function remarksOn({ decision, isStale, readAt, governance, now }: ExplainInput): readonly string[] {
  const { inForce, found } = governance
  const remarks: string[] = []
  if (readAt !== null && now.getTime() - readAt.getTime() > staleAfterMs)
    remarks.push(`This is old: it was last read on ${readAt.toISOString().slice(0, 10)}.`)
  if (isStale) remarks.push('GitHub told of a change that was not looked at yet.')
  if (decision.policy !== inForce.id)
    remarks.push('Another policy is in force since: it is going to be decided again.')
  else if (decision.awaitsReading)
    remarks.push('It rests on what was recorded, and is read again before anything is changed because of it.')
  if (decision.changesAt !== null && Date.parse(decision.changesAt) <= now.getTime())
    remarks.push('Something that it rests on has ended or begun since: it is going to be decided again.')
  if (found !== undefined && found.state !== 'valid') remarks.push(policyRemark(found.state, inForce.id))
  return remarks
}

const stateWords = {
  invalid: 'is not valid',
  refused: 'is refused because it is public',
  missing: 'is missing',
  unreadable: 'could not be read',
} as const

const policyRemark = (state: keyof typeof stateWords, id: string | null): string =>
  `The policy ${stateWords[state]}, so ${id === null ? 'the shipped one applies' : 'the last valid one is in force'}.`
