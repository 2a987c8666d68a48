import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { signOnPage, signOnPageFile } from '../../build/sign-on-page.ts'

test('docs/single-sign-on.md lists every reason for which somebody is not let in', () => {
  expect(readFileSync(signOnPageFile, 'utf8')).toBe(signOnPage())
})
