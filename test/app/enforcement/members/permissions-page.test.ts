import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { permissionsPage, permissionsPageFile } from '../../../../build/permissions-page.ts'

test('the page about permissions is the table that requests are checked against', () => {
  expect(readFileSync(permissionsPageFile, 'utf8')).toBe(permissionsPage())
  expect(permissionsPage()).toMatch(/\| `manage-members` \| .+ \| yes \|  \|  \|  \|  \|\n/)
  expect(permissionsPage()).toMatch(/\| `read-audit` \| .+ \| yes \| yes \|  \| yes \| may \|\n/)
})
