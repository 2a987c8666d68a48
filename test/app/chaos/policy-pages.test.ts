import { expect, onTestFinished, test } from 'vitest'
import { startSimulator } from '../../github/server/simulator.ts'
import { randomFrom } from './random.ts'
import { proposePolicy } from './act-on-policies.ts'
import { buildEnforcingCompany } from './enforcing-company.ts'
import { policyPages } from './policy-pages.ts'
import { noScene } from './no-scene.ts'

test('a policy that is proposed is seen, valid or not, with every text', async () => {
  const github = await startSimulator({ limits: { secondary: false } })
  onTestFinished(() => github.close())
  const company = buildEnforcingCompany(github)
  const seen = new Set<boolean>()
  for (let seed = 1; seed < 12; seed += 1) {
    const told = await proposePolicy({ ...noScene, github, company, random: randomFrom(seed) })
    const pages = await policyPages(github, company)
    const { proposed } = pages.find(({ organization }) => told.includes(organization))!
    expect(proposed, told).toHaveLength(1)
    expect(proposed[0]!.isValid, told).toBe(!told.includes('not a valid one'))
    seen.add(proposed[0]!.isValid)
  }
  expect(seen.size).toBe(2)
})
