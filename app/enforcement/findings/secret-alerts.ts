import type { AssessedFinding } from '../../../policies/assessed-finding.ts'
import { quickFingerprint } from '../../../scanner/engine/fingerprint.ts'
import type { SecretAlert } from '../github.ts'
import { isSecret } from './known-finding.ts'

/** An alert as it is recorded. */
export interface KnownAlert extends SecretAlert {
  /** When we first saw it resolved; null while it is open. */
  readonly resolvedAt: Date | null
}

/** The rule of what only GitHub has found. */
export const alertRule = 'github-secret-scanning'

export interface MergedAlerts {
  /** Our own findings, with what GitHub knows of them. */
  readonly findings: readonly AssessedFinding[]
  /** What GitHub has found and we have not, a finding for each place. */
  readonly alone: readonly AssessedFinding[]
}

/**
 * Brings together what we have found and what GitHub's secret scanning has. The same secret is told once: where both name the same
 * line of a path, or the same service's secret at a path.
 * @param repository our own id: without the secret's text, an alert is known by its number there
 */
export function mergeAlerts(
  repository: string,
  findings: readonly AssessedFinding[],
  alerts: readonly KnownAlert[],
): MergedAlerts {
  const matched = new Map<AssessedFinding, KnownAlert[]>()
  const alone: AssessedFinding[] = []
  for (const alert of alerts) {
    const same = findings.filter((finding) => isSame(finding, alert))
    for (const finding of same) matched.set(finding, [...(matched.get(finding) ?? []), alert])
    if (same.length === 0 && isOfUse(alert)) alone.push(...findingsOf(repository, alert))
  }
  return {
    findings: findings.map((finding) => (matched.get(finding) ?? []).reduce(withAlert, finding)),
    alone,
  }
}

function isSame(finding: AssessedFinding, { places, type }: KnownAlert): boolean {
  if (!isSecret(finding)) return false
  return places.some(
    ({ path, line }) => path === finding.path && (line === finding.line || isOfService(type, finding.rule)),
  )
}

/** `aws_access_key_id` and `aws-secret-access-key` are of one service. */
const isOfService = (type: string, rule: string): boolean =>
  type.toLowerCase().split('_')[0] === rule.split('-')[0]

/** An organization's own pattern that it has taken back found nothing that counts any more. */
const takenBack: ReadonlySet<string | null> = new Set(['pattern_deleted', 'pattern_edited'])
const isOfUse = ({ resolution }: KnownAlert): boolean => !takenBack.has(resolution)

/** What an alert says of a finding. That GitHub's users call it a false positive is no verdict: those are in the allowlist. */
function withAlert(finding: AssessedFinding, alert: KnownAlert): AssessedFinding {
  const noted = { ...finding, note: [finding.note, noteOf(alert)].filter(Boolean).join('; ') }
  if (alert.state === 'resolved' && alert.resolution === 'revoked') return revoked(noted, alert)
  // It opens a door today, whatever else is said.
  return alert.validity === 'active' ? { ...noted, severity: 'critical', confidence: 'high' } : noted
}

/** What people have settled stays so: theirs names who, and until when. */
function revoked(finding: AssessedFinding, alert: KnownAlert): AssessedFinding {
  if (finding.status !== 'open') return finding
  const evidence = `GitHub secret scanning alert ${alert.number} is resolved as revoked`
  const when = (alert.resolvedAt ?? new Date(0)).toISOString().slice(0, 10)
  return {
    ...finding,
    status: 'risk-accepted',
    statusReason: `${evidence}.`,
    rotated: { who: 'GitHub secret scanning', when, evidence },
  }
}

function noteOf({ number, state, resolution, validity }: KnownAlert): string {
  const alert = `GitHub's alert ${number}`
  if (state === 'resolved')
    return `${alert} is resolved${resolution === null ? '' : ` as ${resolution.replaceAll('_', ' ')}`}`
  if (validity === 'active') return `${alert} says that it works`
  return validity === 'inactive' ? `${alert} says that it does not work any more` : `${alert} is open`
}

function findingsOf(repository: string, alert: KnownAlert): readonly AssessedFinding[] {
  const nowhere = { path: `.git/github-secret-scanning/${alert.number}`, line: null }
  const places = alert.places.length === 0 ? [nowhere] : alert.places.slice(0, mostPlaces)
  return places.map(({ path, line }) =>
    withAlert(
      {
        rule: alertRule,
        kind: 'secret',
        title: titleOf(alert.type),
        severity: 'high',
        confidence: alert.validity === 'inactive' ? 'low' : 'high',
        path,
        line,
        column: null,
        endLine: line,
        endColumn: null,
        commit: null,
        // GitHub tells nothing of the secret that could be hashed.
        fingerprint: quickFingerprint(alertRule, Buffer.from(`${repository} ${alert.number}`)),
        excerpt: '',
        reachedBy: [],
        status: 'open',
      },
      alert,
    ),
  )
}

const mostPlaces = 20

/** `aws_access_key_id` → "Aws access key id, found by GitHub" */
const titleOf = (type: string): string => {
  const words = type.replaceAll(/[^A-Za-z0-9]+/g, ' ').trim()
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}, found by GitHub`
}
