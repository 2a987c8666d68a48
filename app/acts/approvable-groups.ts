import type { createGovernanceReader } from '../database/policies.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import type { KnownTeams } from './known-teams.ts'

/**
 * Names of the policy's groups in which somebody is of a team that approves, as GitHub says now.
 * @returns by our id of the organization
 */
export const createApprovableGroups =
  (teamsOf: KnownTeams, governanceOf: ReturnType<typeof createGovernanceReader>) =>
  async (
    viewer: Viewer,
    organizations: Iterable<string>,
  ): Promise<ReadonlyMap<string, readonly string[]>> => {
    const all = await Promise.all(
      [...organizations].map(async (id) => {
        const { policy } = (await governanceOf(id)).inForce
        const rules = policy.groups.map(({ name, approvals }) => ({
          name,
          // Owners are of one repository, which they see.
          by: approvals.flatMap(({ by }) => by).filter((one) => one.includes('/')),
        }))
        const mine = await teamsOf(
          viewer,
          id,
          rules.flatMap(({ by }) => by),
        )
        const names = rules
          .filter(({ by }) => by.some((one) => mine.has(one.toLowerCase())))
          .map(({ name }) => name)
        return [id, names] as const
      }),
    )
    return new Map(all.filter(([, names]) => names.length > 0))
  }
