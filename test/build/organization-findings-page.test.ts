import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { attestableSettings } from '../../app/enforcement/attestations/settings.ts'
import { organizationChecks } from '../../app/enforcement/findings-of-organization.ts'
import {
  organizationFindingsPage,
  organizationFindingsPageFile,
} from '../../build/organization-findings-page.ts'

test('docs/organization-findings.md is up to date (`npm run generate` writes it)', () => {
  expect(readFileSync(organizationFindingsPageFile, 'utf8')).toBe(organizationFindingsPage())
})

test('it has every check and every setting', () => {
  const ids = [...organizationFindingsPage().matchAll(/^`([a-z-]+)`[,.]/gm)].map((match) => match[1])
  expect(ids).toEqual([...organizationChecks, ...attestableSettings].map(({ id }) => id))
})
