import { sql } from 'kysely'
import { type Fact, known } from '../../policies/facts.ts'
import type { OrganizationFacts } from '../enforcement/github.ts'
import type { OrganizationReachFacts, SecretFact, SharedSecretFact } from '../enforcement/inventory/facts.ts'
import { factsFromJson, factsToJson } from './facts-json.ts'
import type { Unit } from './store.ts'

/**
 * Who gets a secret of the organization, as GitHub has just told, in the place of what was known of it.
 * @param found undefined: there is none of this name any more
 * @returns GitHub's numeric ids of repositories of which that is another answer than before
 */
export async function recordSharedSecret(
  unit: Unit,
  organization: string,
  { store, name }: SecretFact,
  found: SharedSecretFact | undefined,
): Promise<readonly number[]> {
  let before: SharedSecretFact | undefined
  const isKnown = await changeReach(unit, organization, ({ secrets }) => {
    if (!secrets.known) return undefined
    const isOther = (one: SharedSecretFact): boolean => one.store !== store || one.name !== name
    before = secrets.value.find((one) => !isOther(one))
    return { secrets: known([...secrets.value.filter(isOther), ...(found ? [found] : [])]) }
  })
  return isKnown ? differing(idsOf(before?.repositories), idsOf(found?.repositories)) : []
}

/** A token that is known is not let in any more, or nobody waits for it. @param id GitHub's number */
export async function recordTokenGone(
  unit: Unit,
  organization: string,
  what: 'token' | 'request',
  id: number,
): Promise<void> {
  await changeReach(unit, organization, ({ tokens, tokenRequests }) => {
    if (what === 'token' && tokens.known)
      return { tokens: known(tokens.value.filter((one) => one.id !== id)) }
    if (what === 'request' && tokenRequests?.known === true)
      return { tokenRequests: known(tokenRequests.value.filter((one) => one.id !== id)) }
    return undefined
  })
}

/**
 * Puts something newer in the place of what is known of an organization.
 * @param change undefined: nothing is known that could be another
 * @returns false where nothing was changed
 */
async function changeReach(
  { database }: Unit,
  organization: string,
  change: (reach: OrganizationReachFacts) => Partial<OrganizationReachFacts> | undefined,
): Promise<boolean> {
  const row = await database
    .selectFrom('organizations')
    .select('facts')
    .where('id', '=', organization)
    // Who writes of a repository refers to this row, and need not wait for it.
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by recordOrganizationFacts
  const facts = factsFromJson(row.facts) as Pick<OrganizationFacts, 'reach' | 'basePermission'> | null
  const changed = facts && change(facts.reach)
  if (!facts || !changed) return false
  await database
    .updateTable('organizations')
    .set({
      facts: factsToJson({ ...facts, reach: { ...facts.reach, ...changed } }),
      // Another instant, by which whoever remembers the facts sees that they are others.
      facts_at: sql<Date>`greatest(clock_timestamp(), facts_at + interval '1 millisecond')`,
    })
    .where('id', '=', organization)
    .execute()
  return true
}

const idsOf = (repositories: Fact<ReadonlySet<number>> | undefined): ReadonlySet<number> =>
  repositories?.known === true ? repositories.value : new Set()

/** Ids that are in one of both and not in the other. */
const differing = (one: ReadonlySet<number>, other: ReadonlySet<number>): readonly number[] =>
  [...new Set([...one, ...other])].filter((id) => one.has(id) !== other.has(id))
