import { describe, expect, test } from 'vitest'
import { longestAttestation } from '../../../../app/enforcement/attestations/attestation.ts'
import { readAttestation } from '../../../../app/enforcement/attestations/read-attestation.ts'
import { attestableSettings, pageOf } from '../../../../app/enforcement/attestations/settings.ts'
import { now } from './samples.ts'

const given = { setting: 'claude-cloud-sessions', value: 'off', evidence: ' ticket SEC-12 ', by: 'person-1' }

test('a statement counts for ninety days unless fewer are asked for', () => {
  expect(readAttestation(given, now)).toEqual({
    ok: true,
    attestation: {
      setting: 'claude-cloud-sessions',
      subject: '',
      value: { kind: 'choice', answer: 'off' },
      by: 'person-1',
      at: '2026-11-26T08:00:00.000Z',
      until: '2027-02-24T08:00:00.000Z',
      evidence: 'ticket SEC-12',
    },
  })
  expect(readAttestation({ ...given, days: 1 }, now)).toMatchObject({
    attestation: { until: '2026-11-27T08:00:00.000Z' },
  })
})

test.each([
  ['installation-repositories', '17, 18,17', { kind: 'repositories', ids: [17, 18] }],
  [
    'app-permissions',
    'contents=write, metadata=read',
    { kind: 'permissions', permissions: { contents: 'write', metadata: 'read' } },
  ],
])('%s takes %s', (setting, value, read) => {
  expect(readAttestation({ ...given, setting, value, installation: '7' }, now)).toMatchObject({
    ok: true,
    attestation: { subject: '7', value: read },
  })
})

test.each([
  [{ setting: 'forking' }, /^There is no setting forking\. There are: github-admins-install-apps, /],
  [{ days: 91 }, /^A statement counts for 1 to 90 days\.$/],
  [{ days: 0.5 }, /^A statement counts for 1 to 90 days\.$/],
  [{ evidence: '  ' }, /^Say what it rests on/],
  [{ evidence: 'x'.repeat(2001) }, /^The evidence has more than 2000 characters\.$/],
  [{ value: 'maybe' }, /^The answers are: off \(switched off\), on \(switched on\)\.$/],
  [{ installation: '7' }, /^claude-cloud-sessions is about the whole organization/],
  [{ setting: 'installation-repositories', value: '17' }, /^Say which installation it is about/],
  [{ setting: 'installation-repositories', value: 'acme/web', installation: '7' }, /^Write the numeric ids/],
  [{ setting: 'installation-repositories', value: '', installation: '7' }, /^Write the numeric ids/],
  [{ setting: 'app-permissions', value: 'contents', installation: '7' }, /^Write every permission as/],
])('refused with %j', (over, problem) => {
  const read = readAttestation({ ...given, ...over }, now)
  expect(read.ok ? '' : read.problem).toMatch(problem)
})

describe('the checklist', () => {
  test('has every setting once, each with clicks, a page and a source', () => {
    expect(new Set(attestableSettings.map(({ id }) => id)).size).toBe(attestableSettings.length)
    for (const setting of attestableSettings) {
      expect(setting.clicks.length).toBeGreaterThanOrEqual(3)
      expect(() => new URL(pageOf(setting, 'github.com', 'acme'))).not.toThrow()
      expect(new URL(setting.source.url).protocol).toBe('https:')
      expect(setting.answers.length > 0).toBe(setting.value === 'choice')
    }
  })

  test('says of each choice which answer closes the way', () => {
    const choices = attestableSettings.filter(({ value }) => value === 'choice')
    expect(choices.filter(({ answers }) => !answers.some(({ means }) => means === 'closed'))).toEqual([])
  })

  test('leads to the organization’s own page on its own host', () => {
    expect(pageOf(attestableSettings[0]!, 'acme.ghe.com', 'acme/../x')).toBe(
      'https://acme.ghe.com/organizations/acme%2F..%2Fx/settings/member_privileges',
    )
  })
})

test('ninety days are the longest', () => {
  expect(longestAttestation).toBe(90)
})
