import { decide } from '../../policies/decide.ts'
import { factsWith, known } from '../../policies/facts.ts'
import { readPolicy } from '../../policies/read-policy.ts'
import type { Simulator } from '../github/server/simulator.ts'
import { fullName } from '../github/world/lookups.ts'
import type { DemoProgram, ShownOrganization, StartProgram } from './demo-source.ts'
import { shopPolicy } from './company/policies.ts'

/**
 * Stands in for the program where the demo itself is tested: it reads the simulator's world, decides by a real policy with
 * what little it knows, and claims nothing of contents.
 */
export const startRecordedProgram =
  (
    change: (shown: readonly ShownOrganization[]) => readonly ShownOrganization[] = (shown) => shown,
  ): StartProgram =>
  async ({ github, company }): Promise<DemoProgram> => {
    await fetch(`${github.apiUrl}/meta`, { headers: { 'user-agent': 'demo' } })
    const read = () => company.organizations.map((one) => shownOrganization(github, one.id, one.login))
    return {
      address: 'http://127.0.0.1:1',
      source: { isSwept: async () => true, readOrganizations: async () => change(read()) },
      stop: async () => {},
    }
  }

function shownOrganization({ world }: Simulator, id: number, login: string): ShownOrganization {
  const result = readPolicy(shopPolicy)
  if (!result.ok) throw new Error('The policy of the shop is not valid')
  const { policy } = result
  const own = [...world.repositories.values()].filter(({ ownerId }) => ownerId === id)
  const repositories = own.map((one) => {
    const name = fullName(world, one)
    const given = { repository: known(name), visibility: known(one.visibility), topics: known(one.topics) }
    const facts = factsWith(given, 'it was not read')
    const decision = decide({ policy, facts, approvals: known([]), findings: [], now: new Date() })
    return { githubId: one.id, name, decision, reaches: [], findings: [] }
  })
  return {
    login,
    repositories,
    findings: [{ severity: 'high', title: 'Claude’s App is installed on all repositories' }],
    policy: `${login}/gatehouse`,
    coverage: { seen: own.length, scanned: 0, failed: [] },
    audit: { events: own.length, head: 'ab'.repeat(32), problem: undefined },
  }
}
