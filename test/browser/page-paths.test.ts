import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { pagePaths } from '../../app/api/console-files.ts'

test('every page of the console can be opened by its address', () => {
  const routes = readFileSync(path.join(import.meta.dirname, '../../app/console/routes.ts'), 'utf8')
  const written = [...routes.matchAll(/path: '([^']+)'/g)].map(([, found = '']) => found.replaceAll('$', ':'))
  expect(written).toEqual(pagePaths)
})
