import { expect, test } from 'vitest'
import { changes as policyChanges } from '../../../../policies/policy-changes.ts'
import { known, unknown } from '../../../../policies/facts.ts'
import type { Finding } from '../../../../scanner/engine/finding.ts'
import type { EffectAction } from '../../../../app/enforcement/effects/effect-action.ts'
import {
  planRemediation,
  type RemediationPlanning,
} from '../../../../app/enforcement/remediation/plan-remediation.ts'
import { type Remediation, remediationBranch } from '../../../../app/enforcement/remediation/remediation.ts'

const changes = (remediation: boolean): RemediationPlanning['policy'] => ({
  changes: { ...policyChanges.parse({}), remediation },
})

const finding = (path: string, more: Partial<Remark> = {}): RemediationPlanning['findings'][number] => ({
  rule: more.rule ?? 'dotenv-file',
  state: more.state ?? 'open',
  path,
  // oxlint-disable-next-line no-unsafe-type-assertion -- nothing else of a place counts here
  places: [{ severity: more.severity ?? 'high' } as Finding],
})
interface Remark {
  readonly rule: string
  readonly state: 'open' | 'risk-accepted' | 'gone'
  readonly severity: Finding['severity']
}

const pull = (outcome: Remediation['outcome'], places: readonly string[] = ['.env']): Remediation => ({
  number: 1,
  branch: remediationBranch,
  places: [...places],
  outcome,
  isOver: outcome !== 'open',
})

const planning: RemediationPlanning = {
  snapshot: { githubId: 7, headCommit: 'c1', isArchived: false },
  scannedCommit: 'c1',
  decision: { mode: 'enforce', policy: '3' },
  policy: changes(true),
  findings: [finding('.env')],
  earlier: [],
  pull: undefined,
  last: undefined,
}
const actionOf = (more: Partial<RemediationPlanning> = {}): EffectAction | undefined =>
  planRemediation({ ...planning, ...more })[0]?.action

test('it is planned where environment files are tracked', () => {
  expect(actionOf()).toMatchObject({ kind: 'remediation-pull-request', githubId: 7, commit: 'c1' })
})

test.each<readonly [string, Partial<RemediationPlanning>]>([
  ['it is switched off', { policy: changes(false) }],
  ['the group only notifies', { decision: { mode: 'notify', policy: null } }],
  ['nothing was found', { findings: [] }],
  ['a person accepted it', { findings: [finding('.env', { state: 'risk-accepted' })] }],
  ['it is gone', { findings: [finding('.env', { state: 'gone' })] }],
  ['it is a harmless sample', { findings: [finding('test/.env', { severity: 'info' })] }],
  ['a shell needs the file', { findings: [finding('.envrc', { rule: 'direnv-file' })] }],
  ['another commit was looked at', { scannedCommit: 'c0' }],
  ['it is archived', { snapshot: { ...planning.snapshot, isArchived: true } }],
  ['there is no commit', { snapshot: { ...planning.snapshot, headCommit: null } }],
  ['a person closed it', { earlier: [pull('declined')] }],
  ['it was done already of this commit', { last: actionOf()! }],
  ['how its pull request stands is not known', { earlier: [pull('open')], pull: unknown('403') }],
])('it is not planned where %s', (_, more) => expect(planRemediation({ ...planning, ...more })).toEqual([]))

test('it is planned again for what nobody has declined, and after another commit', () => {
  const findings = [finding('.env'), finding('api/.env')]
  expect(actionOf({ findings, earlier: [pull('declined')] })).toMatchObject(
    actionOf({ findings: [finding('api/.env')] })!,
  )
  expect(actionOf({ earlier: [pull('withdrawn')] })).toBeDefined()
  const snapshot = { ...planning.snapshot, headCommit: 'c2' }
  expect(actionOf({ snapshot, scannedCommit: 'c2', last: actionOf()! })).toMatchObject({ commit: 'c2' })
})

test('an open pull request is looked at when its base has moved, and put away when it is over', () => {
  const earlier = [pull('open')]
  expect(actionOf({ earlier, pull: known('open'), last: actionOf()! })).toBeUndefined()
  expect(
    actionOf({
      earlier,
      pull: known('open'),
      last: actionOf()!,
      snapshot: { ...planning.snapshot, headCommit: 'c2' },
    }),
  ).toMatchObject({ commit: 'c2' })
  for (const state of ['closed', 'merged'] as const)
    expect(actionOf({ earlier, pull: known(state), last: actionOf()!, findings: [] })).toBeDefined()
})

// Found by chaos: a pull request was merged, another file was left, and nothing was proposed until the next push.
test('what is left when a pull request is over is proposed at the same commit', () => {
  const findings = [finding('settings.env', { rule: 'named-environment-file' })]
  const over = actionOf({ findings, earlier: [pull('open')], pull: known('merged') })
  expect(over).toBeDefined()
  const left = { findings, earlier: [pull('merged')], last: over }
  expect(actionOf(left)).toMatchObject({ kind: 'remediation-pull-request', commit: 'c1' })
  expect(actionOf({ ...left, last: actionOf(left) })).toBeUndefined()
})
