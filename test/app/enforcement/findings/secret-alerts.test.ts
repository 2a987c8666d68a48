import { expect, test } from 'vitest'
import {
  alertRule,
  type KnownAlert,
  mergeAlerts,
} from '../../../../app/enforcement/findings/secret-alerts.ts'
import { assessed } from './sample-finding.ts'

const alert = (more: Partial<KnownAlert> = {}): KnownAlert => ({
  number: 12,
  type: 'github_personal_access_token',
  state: 'open',
  resolution: null,
  validity: 'unknown',
  places: [{ path: 'a.sh', line: 1, blob: 'b'.repeat(40) }],
  resolvedAt: null,
  ...more,
})
const merge = (findings: Parameters<typeof mergeAlerts>[1], ...alerts: readonly KnownAlert[]) =>
  mergeAlerts('17', findings, alerts)

test('what both have found is told once: at the same line, or of the same service at the same path', () => {
  const elsewhere = [{ path: 'a.sh', line: 40, blob: 'b'.repeat(40) }]
  for (const same of [alert({ type: 'unknown_type' }), alert({ places: elsewhere })]) {
    const { findings, alone } = merge([assessed({ note: 'checksum is valid' })], same)
    expect(alone).toEqual([])
    expect(findings).toMatchObject([{ note: "checksum is valid; GitHub's alert 12 is open", status: 'open' }])
  }
  expect(merge([assessed()], alert({ type: 'aws_access_key_id', places: elsewhere })).alone).toHaveLength(1)
  expect(merge([assessed({ path: 'b.sh' })], alert()).alone).toHaveLength(1)
})

test('what only GitHub has found is a finding of its own, one for each place, and the same each time', () => {
  const places = ['x.sh', 'y.sh'].map((path) => ({ path, line: 3, blob: '' }))
  const { alone } = merge([], alert({ places }))
  expect(alone).toMatchObject([
    {
      rule: alertRule,
      path: 'x.sh',
      line: 3,
      severity: 'high',
      title: 'Github personal access token, found by GitHub',
    },
    { rule: alertRule, path: 'y.sh', status: 'open' },
  ])
  expect(merge([], alert({ places })).alone).toEqual(alone)
  expect(merge([], alert({ number: 13, places })).alone[0]!.fingerprint).not.toBe(alone[0]!.fingerprint)
  expect(merge([], alert({ places: [] })).alone).toMatchObject([
    { path: '.git/github-secret-scanning/12', line: null },
  ])
})

test('a secret that works today is as grave as can be', () => {
  const mild = assessed({ severity: 'medium', confidence: 'low' })
  const { findings } = merge([mild], alert({ validity: 'active' }))
  expect(findings).toMatchObject([{ severity: 'critical', confidence: 'high' }])
  expect(merge([], alert({ validity: 'active' })).alone).toMatchObject([{ severity: 'critical' }])
  expect(merge([mild], alert({ validity: 'inactive' })).findings).toMatchObject([{ severity: 'medium' }])
})

test('revoked is rotated, with GitHub as who says so; what people have settled stays theirs', () => {
  const revoked = alert({
    state: 'resolved',
    resolution: 'revoked',
    resolvedAt: new Date('2026-11-24T08:00:00Z'),
  })
  const rotated = { who: 'GitHub secret scanning', when: '2026-11-24' }
  expect(merge([assessed()], revoked).findings).toMatchObject([{ status: 'risk-accepted', rotated }])
  expect(merge([], revoked).alone).toMatchObject([{ status: 'risk-accepted', rotated }])
  const settled = assessed({ status: 'false-positive', statusReason: 'a sample' })
  expect(merge([settled], revoked).findings).toMatchObject([
    { status: 'false-positive', statusReason: 'a sample' },
  ])
})

test("GitHub's users cannot settle a finding by calling it a false positive; a pattern that was taken back found nothing", () => {
  const dismissed = alert({ state: 'resolved', resolution: 'false_positive' })
  expect(merge([assessed()], dismissed).findings).toMatchObject([{ status: 'open' }])
  expect(merge([], alert({ state: 'resolved', resolution: 'pattern_deleted' })).alone).toEqual([])
})
