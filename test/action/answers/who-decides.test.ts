import { expect, test } from 'vitest'
import { administrators, decidersOf } from '../../../action/answers/who-decides.ts'
import { readCodeowners } from '../../../policies/codeowners/codeowners.ts'
import { allowlistSettings } from '../../../policies/policy-allowlist.ts'
import type { Severity } from '../../../scanner/engine/rule.ts'

const codeowners = readCodeowners('* @acme/Platform\n/web/ @Ada @acme/web ada@acme.test\n/api/ @acme/web\n')
const settings = (written: object = {}) => allowlistSettings.parse({ decisions: written }).decisions
const names = (severity: Severity, paths: readonly string[], written?: object) =>
  decidersOf({ severity, paths }, settings(written), codeowners).names

test('for low and medium the owners of every place may decide too', () => {
  const all = ['acme/platform']
  expect(names('medium', ['web/a.ts'])).toEqual(['@ada', 'acme/web', ...all])
  expect(names('low', ['web/a.ts', 'api/b.ts'])).toEqual(['acme/web', ...all])
  expect(names('low', [])).toEqual(all)
  for (const severity of ['high', 'critical'] as const) expect(names(severity, ['web/a.ts'])).toEqual(all)
})

test('the policy says who else, and how far the owners of a path may go', () => {
  const by = { by: ['acme/Security', '@Bob'] }
  expect(names('critical', ['web/a.ts'], by)).toEqual(['acme/security', '@bob'])
  expect(names('high', ['web/a.ts'], { ...by, pathOwners: 'high' })).toContain('@ada')
  expect(names('low', ['web/a.ts'], { ...by, pathOwners: 'none' })).toEqual(['acme/security', '@bob'])
})

test('without CODEOWNERS whoever administers the repository decides', () => {
  expect(decidersOf({ severity: 'low', paths: ['a'] }, settings(), undefined)).toEqual({
    names: [administrators],
    escalateTo: [administrators],
  })
  expect(
    decidersOf({ severity: 'low', paths: ['a'] }, settings({ escalateTo: ['acme/heads'] }), codeowners),
  ).toEqual({
    names: ['acme/platform'],
    escalateTo: ['acme/heads'],
  })
})
