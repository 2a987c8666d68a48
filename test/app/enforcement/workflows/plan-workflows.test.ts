import { expect, test } from 'vitest'
import { known, unknown } from '../../../../policies/facts.ts'
import { resolvePolicy } from '../../../../policies/resolve-policy.ts'
import type { FileEvidence } from '../../../../scanner/assistants/connection.ts'
import { stillWanted } from '../../../../app/enforcement/effects/under-way.ts'
import { planWorkflows, type WorkflowPlanning } from '../../../../app/enforcement/workflows/plan-workflows.ts'

const policy = resolvePolicy({ version: 1, mode: 'enforce', changes: { workflows: true } })
const decision = { outcome: 'denied', group: 'old', reasons: [], mode: 'enforce', policy: '1' } as const

const runs = (file: string, form = 'action'): FileEvidence => ({
  kind: 'file',
  file,
  place: null,
  form,
  what: 'runs it',
  triggers: [],
  secrets: [],
})

const workflow = (id: number, path: string, isActive: boolean) => ({
  id,
  path,
  isActive,
  isSwitchedOff: !isActive,
})

function planned(over: Partial<WorkflowPlanning>): readonly string[] {
  const wanted = planWorkflows({
    access: 'disconnected',
    decision,
    policy,
    githubId: 7,
    evidence: [runs('a.yml'), runs('a.yml', 'command'), runs('off.yml'), runs('strange.yml', 'unreadable')],
    switchedOff: new Set(),
    workflows: known([
      workflow(1, 'a.yml', true),
      workflow(2, 'off.yml', false),
      workflow(3, 'strange.yml', true),
      workflow(4, 'build.yml', true),
    ]),
    ...over,
  })
  return wanted.map(({ action }) =>
    'workflow' in action ? `${action.kind} ${action.workflow}` : action.kind,
  )
}

test.each<readonly [string, Partial<WorkflowPlanning>, readonly string[]]>([
  ['what runs it is switched off, once, and nothing else', {}, ['disable-workflow 1']],
  ['until something is fixed too', { access: 'disconnected-until-fixed' }, ['disable-workflow 1']],
  ['nothing where it may stay', { access: 'as-it-is', switchedOff: new Set([1]) }, []],
  ['only ours is switched on', { access: 'given-back', switchedOff: new Set([2]) }, ['enable-workflow 2']],
  ['nothing where it is not known how they stand', { workflows: unknown('no permission') }, []],
  ['nothing where that is not enforced', { decision: { ...decision, mode: 'notify' } }, []],
  ['nothing where it is not switched on', { policy: resolvePolicy({ version: 1 }) }, []],
  ['nothing on a path that is not governed', { policy: { ...policy, connectionPaths: ['secret'] } }, []],
])('%s', (_, over, expected) => {
  expect(planned(over)).toEqual(expected)
})

test('what was sent stays wanted as long as the decision says so, and what a person is to do until it is read again', () => {
  const secret = { githubId: 7, store: 'actions', name: 'A' } as const
  const off = {
    action: { kind: 'disable-workflow', githubId: 7, workflow: 1 },
    reason: 'It is denied.',
    policy: '1',
    attempts: 1,
  } as const
  const on = { ...off, action: { kind: 'enable-workflow', githubId: 7, workflow: 2 } } as const
  const otherSwitch = { ...off, action: { kind: 'drop-secret', ...secret } } as const
  const notSent = { ...off, action: { ...off.action, workflow: 3 }, attempts: 0 } as const
  const byHand = {
    ...off,
    action: { kind: 'secret-by-hand', of: 'repository', isProof: true, ...secret },
    attempts: 0,
  } as const
  const open = [off, on, otherSwitch, notSent, byHand]
  const underWay = { decision, policy, open, isRead: true }
  expect(stillWanted({ ...underWay, access: 'disconnected' }, [])).toEqual([off])
  expect(stillWanted({ ...underWay, access: 'disconnected' }, [off])).toEqual([])
  expect(stillWanted({ ...underWay, access: 'connected' }, [])).toEqual([on])
  expect(stillWanted({ ...underWay, access: 'as-it-is' }, [])).toEqual([])
  expect(
    stillWanted({ ...underWay, access: 'disconnected', decision: { mode: 'notify', outcome: 'denied' } }, []),
  ).toEqual([])
  const secrets = resolvePolicy({ version: 1, changes: { secrets: true } })
  const ofSecrets = { ...underWay, policy: secrets }
  expect(stillWanted({ ...ofSecrets, access: 'disconnected', isRead: false }, [])).toEqual([
    otherSwitch,
    byHand,
  ])
  expect(stillWanted({ ...ofSecrets, access: 'disconnected' }, [])).toEqual([otherSwitch])
  expect(stillWanted({ ...ofSecrets, access: 'connected', isRead: false }, [])).toEqual([])
})
