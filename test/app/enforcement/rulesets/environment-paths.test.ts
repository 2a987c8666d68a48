import { minimatch } from 'minimatch'
import { expect, test } from 'vitest'
import {
  allowedPaths,
  environmentPaths,
  namedPaths,
} from '../../../../app/enforcement/rulesets/environment-paths.ts'
import { rulesNamed } from '../../../../scanner/rules/files/inspect-file-name.ts'

const isAt = (path: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => minimatch(path, pattern, { dot: true }))
const isKeptOut = (path: string): boolean => isAt(path, environmentPaths) && !isAt(path, allowedPaths)
const isEnvironmentFile = (path: string): boolean =>
  rulesNamed(path).some(({ id }) => id === 'dotenv-file' || id === 'dotenvx-keys-file')

const out = [
  '.env',
  'deep/down/.env',
  '.env.local',
  '.env.production',
  '.env.production.local',
  '.env-staging',
  '.env_test',
  '.env.keys',
  '.dev.vars',
  'worker/.dev.vars.production',
  '.env.bak',
  '.env.examples2',
]
const through = [
  '.env.example',
  'web/.env.sample',
  '.env.template',
  '.env.dist',
  '.env.production.example',
  '.env.example.local',
  '.env-example',
  '.env_sample',
  '.dev.vars.example',
  '.env.d.ts',
  '.env.vault',
  '.env.md',
  '.env.sops',
  '.environment',
  'env.go',
  'src/env.ts',
  'README.md',
]

test.each(out)('%s is kept out, as the rules call it an environment file', (path) => {
  expect([isKeptOut(path), isEnvironmentFile(path)]).toEqual([true, true])
})

test.each(through)('%s goes through, as the rules let it pass', (path) => {
  expect([isKeptOut(path), isEnvironmentFile(path)]).toEqual([false, false])
})

test('where GitHub knows no exceptions, the usual names are kept out and no template', () => {
  expect(through.filter((path) => isAt(path, namedPaths))).toEqual([])
  for (const path of ['.env', 'deep/.env.local', '.env.production', '.env.staging.local', '.env.keys'])
    expect(isAt(path, namedPaths)).toBe(true)
})
