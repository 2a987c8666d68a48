import { expect, test } from 'vitest'
import { judged, type RecordedApproval } from '../../../../app/enforcement/approvals/approval.ts'
import { type SeenTeam, teamNames } from '../../../../app/enforcement/approvals/team-names.ts'
import { judgeApprovals } from '../../../../policies/judge-approvals.ts'

const now = new Date('2026-11-26T08:00:00Z')
const before = new Date('2026-11-25T08:00:00Z')
const seen = (githubId: number, slug: string, seenAt: Date): SeenTeam => ({ githubId, slug, seenAt })

/** Given by a member of team 12, when it was called `security`. */
const approval: RecordedApproval = {
  id: '1',
  request: null,
  kind: 'approval',
  by: 'p1',
  requestedBy: 'p2',
  actsFor: [{ name: 'acme/security', githubId: 12 }],
  grantedAt: before,
  expiresAt: new Date('2027-01-01T00:00:00Z'),
}

/** Whether it counts where the policy names a team. */
function state(by: string, teams: readonly SeenTeam[], given = approval): string {
  const names = teamNames('Acme', teams, [by.toLowerCase()])
  const rule = { by: [by], count: 1, maxDays: 90, selfApproval: false, recertifyBefore: 14 }
  return judgeApprovals(rule, { known: true, value: [judged(given, names)] }, now).state
}

const renamed = [seen(12, 'security', before), seen(12, 'sec-ops', now)]

test.each([
  ['by its name', 'acme/security', [seen(12, 'security', now)], 'met'],
  ['by its new name', 'acme/sec-ops', renamed, 'met'],
  ['still by its old name', 'Acme/Security', renamed, 'met'],
  [
    'by a name that another team took over',
    'acme/security',
    [...renamed, seen(40, 'security', now)],
    'unmet',
  ],
  [
    'by its new name, beside a team that took the old one',
    'acme/sec-ops',
    [...renamed, seen(40, 'security', now)],
    'met',
  ],
  ['by another team', 'acme/platform', [...renamed, seen(7, 'platform', now)], 'unmet'],
  ['by a name that nobody has seen yet', 'acme/secops-2', renamed, 'unknown'],
  ['by any name, where no team could ever be read', 'acme/security', [], 'unknown'],
  ['by a team of another organization', 'other/security', renamed, 'unmet'],
] as const)('a policy that calls the team %s', (_, by, teams, wanted) => {
  expect(state(by, teams)).toBe(wanted)
})

test('an owner of the repository is no team, and counts by that name', () => {
  expect(state('$owners', [], { ...approval, actsFor: [{ name: '$owners' }] })).toBe('met')
  const names = teamNames('acme', [], [])
  expect(judged({ ...approval, actsFor: [{ name: '$owners' }] }, names).actsFor).toEqual({
    known: true,
    value: ['$owners'],
  })
})
