import { createGovernanceReader } from '../database/policies.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { createRecords } from '../database/records.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { readStandings } from '../enforcement/requests/read-situation.ts'
import { judgeMember } from '../enforcement/requests/standing.ts'
import { type Acting, knownOrganization } from './acting.ts'

/** What GitHub said of somebody's teams is believed for so long: it decides what they are shown, and never what they may do. */
const believedMs = 60_000
const mostKept = 5000

interface Kept {
  readonly at: number
  readonly names: Promise<readonly string[]>
}

/** Names of the policy's groups in which somebody is of a team that approves, as GitHub says now. @returns by our id of the organization */
export function createApprovableGroups(acting: Acting) {
  const kept = new Map<string, Kept>()
  const governanceOf = createGovernanceReader(acting.store)
  return async (
    viewer: Viewer,
    organizations: Iterable<string>,
  ): Promise<ReadonlyMap<string, readonly string[]>> => {
    const { person, login } = viewer
    if (person === null || login === null) return new Map()
    const all = await Promise.all(
      [...organizations].map(async (id) => {
        const now = acting.now().getTime()
        const key = `${person} ${id}`
        const before = kept.get(key)
        if (before && now - before.at < believedMs) return [id, await before.names] as const
        const names = ask(acting, governanceOf, id, login)
        kept.delete(key)
        kept.set(key, { at: now, names })
        const [oldest] = kept.keys()
        if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
        return [id, await names] as const
      }),
    )
    return new Map(all.filter(([, names]) => names.length > 0))
  }
}

/** Where GitHub does not say, nothing is theirs for now: they see less, and nobody sees what is not theirs. */
async function ask(
  acting: Acting,
  governanceOf: ReturnType<typeof createGovernanceReader>,
  id: string,
  login: string,
): Promise<readonly string[]> {
  const { config, store, open, now } = acting
  const { policy } = (await governanceOf(id)).inForce
  const rules = policy.groups.map(({ name, approvals }) => ({ name, by: approvals.flatMap(({ by }) => by) }))
  // Owners are of one repository, which they see.
  const teams = [...new Set(rules.flatMap(({ by }) => by).filter((name) => name.includes('/')))]
  if (teams.length === 0) return []
  try {
    const organization = await knownOrganization(store, id)
    const github = await open(organization)
    const { ceiling, policyRepository } = config
    const input = {
      organization,
      github,
      records: createRecords(store, askForWork),
      ceiling,
      policyRepository,
      now,
    }
    const standings = await readStandings(input, teams, login, undefined, policy)
    return rules
      .filter(
        ({ by }) =>
          judgeMember(
            by.filter((name) => teams.includes(name)),
            standings,
          ).may === 'yes',
      )
      .map(({ name }) => name)
  } catch {
    return []
  }
}
