import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { featureTable, withoutFeature } from '../../action/features.ts'
import { unprotectedWords } from '../../action/unprotected.ts'
import { readCodeowners } from '../../policies/codeowners/codeowners.ts'

test('the page of the Action says of each feature what its token must be allowed', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/action.md'), 'utf8')
  expect(page).toContain(featureTable())
})

test('what is off says why, and what happens instead', () => {
  expect(withoutFeature('comments', { isFork: true })).toMatch(/^The token of a run for a fork only reads\. /)
  expect(withoutFeature('comments', { isFork: false })).toContain('`permissions: pull-requests: write`')
  expect(withoutFeature('override', { isFork: true })).toContain('pull-requests: read')
})

test('files that nobody owns are named, also where a line of CODEOWNERS takes their owners away', () => {
  const words = (text: string) =>
    unprotectedWords(readCodeowners(text), ['.github/gatehouse.yml', '.github/allowlist.yml'])
  expect(words('* @ada\n')).toBeUndefined()
  expect(words('* @ada\n.github/allowlist.yml\n')).toContain('names nobody for .github/allowlist.yml:')
  expect(unprotectedWords(undefined, ['a.yml'])).toContain('a.yml')
})
