import { describe, expect, test } from 'vitest'
import type { AssessedFinding } from '../../../policies/assessed-finding.ts'
import { checkOf, type ConditionName, judgeCondition, policyChecks } from '../../../policies/checks/index.ts'
import { type Facts, known, unknown } from '../../../policies/facts.ts'
import type { Reason } from '../../../policies/readiness.ts'
import { assessed, coverage, deleted, facts, fingerprint } from '../samples.ts'

function judge(
  name: ConditionName,
  setting: unknown,
  findings: readonly AssessedFinding[] = [],
  given: Partial<Facts> = {},
): Reason {
  const parsed = checkOf(name).setting.parse(setting)
  return judgeCondition({ name, setting: parsed, advisory: false }, { facts: facts(given), findings })
}

const state = (...given: Parameters<typeof judge>): string => judge(...given).state

test('names and ids are unique, and every check has a setting that describes itself', () => {
  expect(new Set(policyChecks.map(({ name }) => name)).size).toBe(policyChecks.length)
  expect(new Set(policyChecks.map(({ id }) => id)).size).toBe(policyChecks.length)
  expect(policyChecks.every(({ setting }) => (setting.description ?? '').length > 20)).toBe(true)
})

test('every check that holds says what was found and asks for nothing', () => {
  const settings: Record<ConditionName, unknown> = {
    noTrackedEnvFiles: {},
    noSecretsInTree: {},
    noSecretsInHistory: {},
    noRiskyFiles: {},
    denyRules: {},
    safeWorkflows: {},
    safeAssistantSettings: {},
    completeScan: {},
    visibility: ['private'],
    branchProtection: {},
    basePermission: 'read',
    claudeSettings: { webSessions: 'off' },
    customProperties: { tier: ['gold'] },
  }
  for (const { name, id } of policyChecks) {
    const reason = judge(name, settings[name])
    expect(reason).toMatchObject({ check: id, state: 'met' })
    expect(reason).not.toHaveProperty('todo')
    const blind = judge(name, settings[name], [], {
      scan: unknown('x'),
      visibility: unknown('x'),
      branchProtection: unknown('x'),
      basePermission: unknown('x'),
      claudeSettings: unknown('x'),
      customProperties: unknown('x'),
    })
    expect(blind).toMatchObject({
      state: 'unknown',
      found: 'could not be read: x',
      todo: expect.any(String),
    })
  }
})

const count = (parts: Partial<AssessedFinding>, setting = {}): boolean =>
  state('noSecretsInTree', setting, [assessed(parts)]) === 'unmet'

describe('which findings count', () => {
  test.each([
    ['critical', {}, true],
    ['medium', {}, true],
    ['low', {}, false],
    ['low', { severity: 'low' }, true],
    ['info', { severity: 'low' }, false],
    ['high', { severity: 'critical' }, false],
  ] as const)('severity %s under %j', (severity, setting, does) => {
    expect(count({ severity }, setting)).toBe(does)
  })

  test.each([
    ['medium', {}, true],
    ['low', {}, false],
    ['low', { confidence: 'low' }, true],
    ['medium', { confidence: 'high' }, false],
  ] as const)('confidence %s under %j', (confidence, setting, does) => {
    expect(count({ confidence }, setting)).toBe(does)
  })

  const rotated = { who: 'bob', when: '2026-01-01', evidence: 'ticket 7' }
  test.each([
    [{ status: 'open' }, {}, true],
    [{ status: 'baseline' }, {}, true],
    [{ status: 'outside-diff' }, {}, true],
    [{ status: 'false-positive' }, { acceptRisk: false }, false],
    [{ status: 'risk-accepted' }, {}, false],
    [{ status: 'risk-accepted' }, { acceptRisk: false }, true],
    [{ status: 'risk-accepted', rotated }, { acceptRisk: false }, false],
  ] as const)('%j under %j', (parts, setting, does) => {
    expect(count(parts, setting)).toBe(does)
  })
})

test('reasons give counts and fingerprints, never paths or excerpts', () => {
  const reason = judge('noSecretsInTree', {}, [
    assessed({ path: 'secret/place', severity: 'critical' }),
    assessed({ path: 'secret/other', severity: 'medium', fingerprint: fingerprint(2) }),
    assessed({ path: 'secret/third', severity: 'medium', fingerprint: fingerprint(2) }),
  ])
  expect(reason).toMatchObject({
    found: '2 open secrets in 3 places (1 critical, 1 medium)',
    findings: [fingerprint(1), fingerprint(2)],
  })
  expect(JSON.stringify(reason)).not.toMatch(/secret\/|\*\*\*/)
})

test('tree and history are two conditions', () => {
  const gone = assessed({ history: deleted() })
  const still = assessed({ history: { ...deleted(), tracked: true } })
  expect([state('noSecretsInTree', {}, [gone]), state('noSecretsInTree', {}, [still])]).toEqual([
    'met',
    'unmet',
  ])
  expect([state('noSecretsInHistory', {}, [gone]), state('noSecretsInHistory', {}, [still])]).toEqual([
    'unmet',
    'met',
  ])
})

test('without a scan of history nothing is known of it, unless something was found', () => {
  const scan = known({ coverage: coverage(), history: false })
  expect(state('noSecretsInHistory', {}, [], { scan })).toBe('unknown')
  expect(state('noSecretsInHistory', {}, [assessed({ history: deleted() })], { scan })).toBe('unmet')
  expect(state('noSecretsInTree', {}, [], { scan })).toBe('met')
})

test('what was found counts even where the scan is not known to be whole', () => {
  expect(state('noSecretsInTree', {}, [assessed()], { scan: unknown('it broke off') })).toBe('unmet')
})

test.each([
  ['.env', true],
  ['web/.env.production', true],
  ['.ENV.local', true],
  ['.env-staging', true],
  ['config/prod.env', true],
  ['.envrc', true],
  ['.dev.vars', true],
  ['env.production', true],
  ['environment.ts', false],
  ['src/env/dotenv.js', false],
  ['.environment', false],
])('%s is an environment file: %s', (path, is) => {
  expect(state('noTrackedEnvFiles', {}, [assessed({ kind: 'file', path })])).toBe(is ? 'unmet' : 'met')
})

test('only file findings are environment files: a secret inside one is another matter', () => {
  expect(state('noTrackedEnvFiles', {}, [assessed({ kind: 'secret', path: '.env' })])).toBe('met')
})

test('deny rules and other assistant settings are told apart by rule', () => {
  const missing = assessed({ kind: 'assistant', rule: 'claude-deny-rules-missing', severity: 'medium' })
  const other = assessed({ kind: 'assistant', rule: 'claude-bypass-permissions' })
  expect([state('denyRules', {}, [missing]), state('denyRules', {}, [other])]).toEqual(['unmet', 'met'])
  const low = { severity: 'low' }
  expect([
    state('safeAssistantSettings', low, [missing]),
    state('safeAssistantSettings', low, [other]),
  ]).toEqual(['met', 'unmet'])
})

test('a scan that left something out is unknown, never clean', () => {
  const notScanned = [
    { path: 'a', code: 'unreadable', reason: '' },
    { path: 'b', code: 'lfs-pointer', reason: '' },
  ]
  const scan = known({ coverage: coverage({ notScanned }), history: true })
  expect(judge('completeScan', {}, [], { scan })).toMatchObject({
    state: 'unknown',
    found: '2 not scanned (lfs-pointer, unreadable)',
  })
  expect(judge('completeScan', { except: ['lfs-pointer'] }, [], { scan }).found).toBe(
    '1 not scanned (unreadable)',
  )
  expect(state('completeScan', { except: ['lfs-pointer', 'unreadable'] }, [], { scan })).toBe('met')
  expect(judge('noSecretsInTree', {}, [], { scan }).found).toBe('none in what could be scanned')
})

test('what the policy leaves out is named, and leaving out every file is not complete', () => {
  const notScanned = [{ path: '', code: 'ignored-by-policy', reason: '' }]
  const some = known({ coverage: coverage({ notScanned }), history: true })
  expect(judge('completeScan', {}, [], { scan: some })).toMatchObject({
    state: 'met',
    found: 'nothing but what the policy leaves out (ignored-by-policy)',
  })
  const none = known({ coverage: coverage({ notScanned, files: 0 }), history: true })
  expect(state('completeScan', {}, [], { scan: none })).toBe('unknown')
})

test('a credential that a rule for settings or workflows found counts like a secret', () => {
  const one = { kind: 'assistant', rule: 'claude-mcp-secret', isSecret: true } as const
  expect(state('noSecretsInTree', {}, [assessed(one)])).toBe('unmet')
  expect(state('noSecretsInHistory', {}, [assessed({ ...one, history: deleted() })])).toBe('unmet')
  expect(state('safeAssistantSettings', {}, [assessed(one)])).toBe('unmet')
})

test.each([
  ['visibility', ['internal', 'private'], {}, 'met'],
  ['visibility', ['public'], {}, 'unmet'],
  ['branchProtection', { reviews: 2 }, {}, 'met'],
  ['branchProtection', { reviews: 3 }, {}, 'unmet'],
  [
    'branchProtection',
    { reviews: 0 },
    { branchProtection: known({ protected: false, reviews: 0 }) },
    'unmet',
  ],
  ['branchProtection', { reviews: 0 }, { branchProtection: known({ protected: true, reviews: 0 }) }, 'met'],
  ['basePermission', 'write', {}, 'met'],
  ['basePermission', 'none', {}, 'unmet'],
  ['claudeSettings', { webSessions: 'off' }, {}, 'met'],
  ['claudeSettings', { webSessions: 'off', routines: 'off' }, {}, 'unmet'],
  ['claudeSettings', { codeReview: 'off' }, {}, 'unknown'],
  ['claudeSettings', { quickWebSetup: 'off' }, {}, 'unmet'],
  ['claudeSettings', { quickWebSetup: 'specific-groups' }, {}, 'met'],
  ['claudeSettings', { singleSignOn: 'on' }, {}, 'unmet'],
  ['claudeSettings', { webSessions: 'off' }, { claudeSettings: known({}) }, 'unknown'],
  ['customProperties', { tier: ['silver', 'gold'] }, {}, 'met'],
  ['customProperties', { tier: ['silver'] }, {}, 'unmet'],
  ['customProperties', { teams: ['blue'] }, {}, 'met'],
  ['customProperties', { tier: ['gold'], missing: ['x'] }, {}, 'unmet'],
  ['customProperties', { empty: ['x'] }, {}, 'unmet'],
  ['customProperties', { toString: ['x'] }, {}, 'unmet'],
] as const)('%s %j', (name, setting, given, wanted) => {
  expect(state(name, setting, [], given)).toBe(wanted)
})
