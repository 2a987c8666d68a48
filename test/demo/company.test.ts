import { expect, test } from 'vitest'
import { readPolicy } from '../../policies/read-policy.ts'
import { createInlinePool, type Pool } from '../../scanner/pool/pool.ts'
import { scanHistory } from '../../scanner/scan-history.ts'
import { closeRepository, openRepository } from '../../scanner/sources/git/repository.ts'
import type { Simulator } from '../github/server/simulator.ts'
import { simulated } from '../github/simulated.ts'
import type { Repository } from '../github/world/entities.ts'
import { fullName } from '../github/world/lookups.ts'
import { buildCompany } from './company.ts'
import { mistakenPolicy, paymentsPolicy, shopPolicy } from './company/policies.ts'
import { plantedSecrets } from './company/planted-secrets.ts'
import { countProcessorTime } from '../processor-time.ts'

test('three organizations and sixty repositories are made within seconds', async () => {
  const github = await simulated()
  const milliseconds = countProcessorTime()
  const { organizations } = await buildCompany(github)
  expect(milliseconds()).toBeLessThan(5_000)
  expect(organizations.map(({ login }) => login)).toEqual(['harbor-goods', 'harbor-pay', 'harbor-labs'])
  expect(github.world.repositories.size).toBe(60)
})

test('its policies are good, and the mistaken one is not', () => {
  const isGood = (text: string) => readPolicy(text).ok
  expect([shopPolicy, paymentsPolicy, mistakenPolicy].map(isGood)).toEqual([true, true, false])
})

test('the scanner finds in its histories what was planted, and nothing else', async () => {
  const github = await simulated()
  await buildCompany(github)
  const found: Record<string, readonly string[]> = {}
  for (const repository of github.world.repositories.values()) {
    const rules = await secretsIn(github, repository)
    if (rules.length > 0) found[fullName(github.world, repository)] = rules
  }
  expect(found).toEqual(plantedSecrets)
  expect(new Set(Object.values(found).flat()).size).toBeGreaterThan(12)
})

const pool = createInlinePool({ userRules: [] })
const openPool = (): Pool => ({ ...pool, close: async () => {} })

async function secretsIn(github: Simulator, one: Repository): Promise<readonly string[]> {
  const store = await github.git.of(one)
  const head = await store.commitId(one.defaultBranch)
  const repository = await openRepository(await store.folder())
  try {
    const { findings } = await scanHistory(repository, { openPool, ref: head ?? null })
    const secrets = findings.filter(({ kind }) => kind === 'secret')
    return [...new Set(secrets.map(({ rule }) => rule))].toSorted()
  } finally {
    closeRepository(repository)
  }
}
