import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { type Facts, factsWith, known } from '../../policies/facts.ts'
import type { Approval } from '../../policies/judge-approvals.ts'
import type { Coverage, Finding, FindingHistory } from '../../scanner/engine/finding.ts'

export const now = new Date('2026-06-15T12:00:00Z')
export const dayLength = 24 * 60 * 60 * 1000

/** A date some days from `now`, as year-month-day. */
export const day = (days: number): string =>
  new Date(now.getTime() + days * dayLength).toISOString().slice(0, 10)

/** An instant some days from `now`. */
export const instant = (days: number): string => new Date(now.getTime() + days * dayLength).toISOString()

/** A fingerprint that is one by its form. */
export const fingerprint = (seed: number): string => `g1:${seed.toString(16).padStart(40, '0')}`

export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    rule: 'acme-token',
    kind: 'secret',
    title: 'Acme token',
    severity: 'high',
    confidence: 'high',
    path: 'src/app.ts',
    line: 3,
    column: 5,
    endLine: 3,
    endColumn: 25,
    commit: null,
    fingerprint: fingerprint(1),
    excerpt: 'token = ****',
    reachedBy: [],
    ...parts,
  }
}

export const assessed = (parts: Partial<AssessedFinding> = {}): AssessedFinding => ({
  ...finding(),
  status: 'open',
  ...parts,
})

/** History of a finding that is not in the files any more. */
export const deleted = (paths: readonly string[] = ['src/app.ts']): FindingHistory => ({
  authorDate: '2025-01-01T00:00:00Z',
  author: 'somebody',
  tracked: false,
  paths,
})

export const coverage = (parts: Partial<Coverage> = {}): Coverage => ({
  files: 10,
  bytes: 1000,
  commits: 5,
  blobs: 12,
  notScanned: [],
  ...parts,
})

/** Facts of a tidy repository `acme/shop`, everything read. */
export const facts = (parts: Partial<Facts> = {}): Facts =>
  factsWith(
    {
      repository: known('acme/shop'),
      visibility: known('private'),
      topics: known(['shop', 'typescript']),
      customProperties: known({ tier: 'gold', teams: ['red', 'blue'], empty: null }),
      branchProtection: known({ protected: true, reviews: 2 }),
      basePermission: known('read'),
      claudeSettings: known({
        webSessions: 'off',
        routines: 'on',
        quickWebSetup: 'specific_groups',
        singleSignOn: 'off',
      }),
      scan: known({ coverage: coverage(), history: true }),
      ...parts,
    },
    'not given',
  )

/** An approval by `bob`, asked for by `alice`, from yesterday for a month. */
export const approval = (parts: Partial<Approval> = {}): Approval => ({
  by: 'bob',
  requestedBy: 'alice',
  actsFor: known(['acme/security']),
  grantedAt: instant(-1),
  expiresAt: instant(29),
  ...parts,
})
