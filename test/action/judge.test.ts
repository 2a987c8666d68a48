import { describe, expect, test } from 'vitest'
import { type Loudness, verdictOf, type Voice, voiceOf } from '../../action/judge.ts'
import { verdictCounts } from '../../action/post/verdict-counts.ts'
import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { RuleInfo } from '../../scanner/engine/rule.ts'
import { finding, sampleRules } from '../report/sample-reports.ts'

const day = 24 * 60 * 60 * 1000
const now = new Date('2026-11-27T12:00:00Z')
const voice = (one: AssessedFinding, more: Partial<Loudness> = {}): Voice =>
  voiceOf(one, { failOn: 'medium', code: 'comment', others: {}, rules: new Map(), now, ...more })
const secret = (more: Partial<AssessedFinding> = {}) => finding(sampleRules.github, { path: 'a' }, more)
const weak = (more: Partial<AssessedFinding> = {}) => finding(sampleRules.cipher, { path: 'a.py' }, more)

describe('how loud a finding is', () => {
  test('only what is new, sure, and a secret or a risky file keeps a change from passing', () => {
    expect(voice(secret())).toBe('blocks')
    expect(voice(finding(sampleRules.env, { path: '.env' }))).toBe('blocks')
    expect(voice(secret({ confidence: 'medium' }))).toBe('comment')
    expect(voice(finding(sampleRules.unpinned, { path: 'w.yml' }))).toBe('comment')
    expect(voice(weak({ severity: 'critical' }))).toBe('comment')
    for (const status of ['outside-diff', 'baseline', 'false-positive', 'risk-accepted'] as const)
      expect(voice(secret({ status }))).toBe('settled')
  })

  test('code is commented on where it is sure, a note below, and as the policy says', () => {
    expect(voice(weak({ confidence: 'medium' }))).toBe('note')
    expect(voice(weak(), { code: 'notes' })).toBe('note')
    expect(voice(secret({ confidence: 'low' }))).toBe('note')
    expect(voice(secret({ severity: 'info' }))).toBe('note')
  })

  test('the workflow says from which severity on', () => {
    expect(voice(secret({ severity: 'medium' }), { failOn: 'high' })).toBe('comment')
    expect(voice(secret(), { failOn: 'never' })).toBe('comment')
  })

  test('a new rule is only a note for two weeks after its release', () => {
    const since = (days: number): ReadonlyMap<string, RuleInfo> => {
      const released = new Date(now.getTime() - days * day).toISOString().slice(0, 10)
      return new Map([[sampleRules.github.id, { ...sampleRules.github, since: released }]])
    }
    expect(voice(secret(), { rules: since(0) })).toBe('note')
    expect(voice(secret(), { rules: since(13) })).toBe('note')
    expect(voice(secret(), { rules: since(15) })).toBe('blocks')
    const unreleased = { ...sampleRules.github, since: 'unreleased' }
    expect(voice(secret(), { rules: new Map([[unreleased.id, unreleased]]) })).toBe('note')
  })

  test('what stands in the way counts before what could not be seen', () => {
    expect([verdictOf(1, false), verdictOf(0, false), verdictOf(0, true)]).toEqual([
      'blocked',
      'not-scanned',
      'passed',
    ])
  })
})

test('verdicts are counted by rule, so that a noisy one shows', () => {
  const rotated = { who: 'ada', when: '2026-11-01', evidence: 'T-1' }
  const all = [
    weak(),
    secret(),
    secret({ status: 'false-positive' }),
    secret({ status: 'false-positive' }),
    secret({ status: 'risk-accepted', rotated }),
  ]
  expect(verdictCounts(all)).toEqual({
    'github-personal-access-token': { open: 1, 'false-positive': 2, rotated: 1 },
    'python-weak-cipher': { open: 1 },
  })
})
