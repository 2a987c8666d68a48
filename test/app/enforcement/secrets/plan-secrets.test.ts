import { describe, expect, test } from 'vitest'
import { known, unknown } from '../../../../policies/facts.ts'
import { resolvePolicy } from '../../../../policies/resolve-policy.ts'
import { planSecrets, type SecretPlanning } from '../../../../app/enforcement/secrets/plan-secrets.ts'
import { planSharedSecrets } from '../../../../app/enforcement/secrets/plan-shared-secrets.ts'
import type { SharedSecretFact } from '../../../../app/enforcement/inventory/facts.ts'

const policy = resolvePolicy({ version: 1, mode: 'enforce', changes: { secrets: true } })

const shared = (name: string, over: Partial<SharedSecretFact> = {}): SharedSecretFact => ({
  store: 'actions',
  name,
  visibility: 'selected',
  repositories: known(new Set([7])),
  ...over,
})

/** `drop-secret actions/KEY`, or for people `secret-by-hand repository actions/KEY`. */
function planned(over: Partial<SecretPlanning>): readonly string[] {
  const wanted = planSecrets({
    access: 'disconnected',
    decision: { outcome: 'denied', group: 'old', reasons: [], mode: 'enforce', policy: '1' },
    policy,
    githubId: 7,
    shared: known([shared('KEY'), shared('ROLE')]),
    own: known([]),
    proven: new Set(['KEY']),
    handed: new Set(),
    taken: [],
    ...over,
  })
  return wanted.map(({ action }) => {
    if (!('store' in action)) return action.kind
    const of = 'of' in action ? ` ${action.of}` : ''
    return `${action.kind}${of} ${action.store}/${action.name}`
  })
}

const enforced = { outcome: 'denied', group: 'old', reasons: [], policy: '1' } as const

describe('secrets of a repository', () => {
  test.each<readonly [string, Partial<SecretPlanning>, readonly string[]]>([
    ['what proves an assistant is taken', {}, ['drop-secret actions/KEY']],
    ['also until something is fixed', { access: 'disconnected-until-fixed' }, ['drop-secret actions/KEY']],
    ['nothing where it may stay', { access: 'as-it-is' }, []],
    ['nothing is given that was not taken', { access: 'connected' }, []],
    [
      'what was taken is given back',
      { access: 'given-back', taken: [{ store: 'agents', name: 'KEY' }] },
      ['give-secret agents/KEY'],
    ],
    ['nothing where that is not enforced', { decision: { ...enforced, mode: 'notify' } }, []],
    ['nothing where the policy does not switch it on', { policy: resolvePolicy({ version: 1 }) }, []],
    ['nothing on a path that is not governed', { policy: { ...policy, connectionPaths: ['workflow'] } }, []],
    ['nothing of what cannot be read', { shared: unknown('no permission'), own: unknown('none') }, []],
    [
      'nothing where it is not known who gets it',
      { shared: known([shared('KEY', { repositories: unknown('none') })]) },
      [],
    ],
    [
      'nothing of what others get',
      { shared: known([shared('KEY', { repositories: known(new Set([8])) })]) },
      [],
    ],
    [
      'one for all is no matter of one repository',
      { shared: known([shared('KEY', { visibility: 'all' })]) },
      [],
    ],
    [
      'its own are left to people',
      {
        shared: known([]),
        own: known([
          { store: 'dependabot', name: 'KEY' },
          { store: 'actions', name: 'X' },
        ]),
      },
      ['secret-by-hand repository dependabot/KEY'],
    ],
    [
      'and so are other names that a workflow hands to an assistant',
      { handed: new Set(['ROLE', 'X']), own: known([{ store: 'actions', name: 'X' }]) },
      [
        'drop-secret actions/KEY',
        'secret-by-hand repository actions/X',
        'secret-by-hand organization actions/ROLE',
      ],
    ],
  ])('%s', (_, over, expected) => {
    expect(planned(over)).toEqual(expected)
  })
})

describe('secrets for all', () => {
  const plan = (one: SharedSecretFact, keptOut: { readonly all: number; readonly notPublic: number }) =>
    planSharedSecrets({ policy, version: '1', shared: known([one]), proven: new Set(['KEY']), keptOut })

  test('a person is asked where somebody gets one who may not', () => {
    const everybody = shared('KEY', { visibility: 'all' })
    expect(plan(everybody, { all: 1, notPublic: 0 })).toHaveLength(1)
    expect(plan(everybody, { all: 0, notPublic: 0 })).toEqual([])
    expect(plan(shared('KEY', { visibility: 'private' }), { all: 1, notPublic: 0 })).toEqual([])
    expect(plan(shared('KEY', { visibility: 'private' }), { all: 1, notPublic: 1 })).toHaveLength(1)
    expect(plan(shared('ROLE', { visibility: 'all' }), { all: 1, notPublic: 1 })).toEqual([])
    expect(plan(shared('KEY'), { all: 1, notPublic: 1 })).toEqual([])
  })
})
