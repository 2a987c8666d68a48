import { askForWork } from '../database/ask-for-work.ts'
import { createGovernanceReader } from '../database/policies.ts'
import { createRecords } from '../database/records.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { readStandings } from '../enforcement/requests/read-situation.ts'
import { type Acting, knownOrganization } from './acting.ts'

/** What GitHub said of somebody's teams is believed for so long: it decides what they are shown, and never what they may do. */
const believedMs = 60_000
const mostKept = 20_000
/** Each costs a request to GitHub while somebody waits. Whoever is named beyond them answers in the issue. */
const mostAsked = 50

interface Kept {
  readonly at: number
  readonly isOne: Promise<boolean>
}

/**
 * Which of these somebody is, as GitHub says now, in lower case: teams that they are in, `@login`, `$organization`. `$owners` are of one
 * repository, and are nobody here.
 */
export type KnownTeams = (
  viewer: Viewer,
  organization: string,
  names: readonly string[],
) => Promise<ReadonlySet<string>>

export function createKnownTeams(acting: Acting): KnownTeams {
  const kept = new Map<string, Kept>()
  const governanceOf = createGovernanceReader(acting.store)
  return async ({ person, login }, organization, names) => {
    if (person === null || login === null) return new Set()
    const all = [...new Set(names.map((name) => name.toLowerCase()))].filter((name) => name !== '$owners')
    const now = acting.now().getTime()
    const keyOf = (name: string): string => `${person} ${organization} ${name}`
    const unknown = all.filter((name) => !isBelieved(kept.get(keyOf(name)), now)).slice(0, mostAsked)
    const asked = ask(acting, governanceOf, { organization, login, names: unknown })
    for (const name of unknown) {
      kept.delete(keyOf(name))
      kept.set(keyOf(name), { at: now, isOne: asked.then((found) => found.has(name)) })
    }
    const answers = await Promise.all(
      all.map(async (name) => ((await kept.get(keyOf(name))?.isOne) === true ? [name] : [])),
    )
    for (const [oldest] of kept) {
      if (kept.size <= mostKept) break
      kept.delete(oldest)
    }
    return new Set(answers.flat())
  }
}

const isBelieved = (known: Kept | undefined, now: number): boolean =>
  known !== undefined && now - known.at < believedMs

/** Where GitHub does not say, they are none of these for now: they see less, and nobody sees what is not theirs. */
async function ask(
  { config, store, open, now }: Acting,
  governanceOf: ReturnType<typeof createGovernanceReader>,
  {
    organization: id,
    login,
    names,
  }: { readonly organization: string; readonly login: string; readonly names: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set()
  try {
    const organization = await knownOrganization(store, id)
    const { policy } = (await governanceOf(id)).inForce
    const github = await open(organization)
    const { ceiling, policyRepository } = config
    const records = createRecords(store, askForWork)
    const input = { organization, github, records, ceiling, policyRepository, now }
    const standings = await readStandings(input, names, login, undefined, policy)
    return new Set(names.filter((name) => standings.get(name)?.is === 'yes'))
  } catch {
    return new Set()
  }
}
