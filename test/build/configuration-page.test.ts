import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settings } from '../../app/config.ts'
import { configurationPage, configurationPageFile } from '../../build/configuration-page.ts'

test('docs/configuration.md is up to date (`npm run generate` writes it)', () => {
  expect(readFileSync(configurationPageFile, 'utf8')).toBe(configurationPage())
})

test('every setting has a row, with its default', () => {
  const page = configurationPage()
  for (const name of Object.keys(settings)) expect(page).toContain(`| \`${name}\``)
  expect(page).toContain('| `3000` |')
  expect(page).toContain('| `false` |')
})
