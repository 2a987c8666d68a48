import { z } from 'zod'
import { RateBudgetSpent } from '../enforcement/rate-budget-spent.ts'
import type { RepositorySnapshot } from '../enforcement/github.ts'
import { type AskGraphql, askGraphql, type GraphqlError, isRefusal } from './ask-graphql.ts'
import { statusOf } from './read-fact.ts'
import { snapshotNode, snapshotQuery } from './snapshot-query.ts'
import { type ListedByGitHub, poorSnapshot, toSnapshot } from './to-snapshot.ts'

const answer = z.object({ nodes: z.array(z.unknown()) })

/**
 * Asks of many repositories in one query. Where that fails, or GitHub ran out of time in its middle, the halves are asked; one
 * that fails alone becomes a snapshot of which only is known what the list said.
 * @returns none for a repository that has gone since it was listed, or belongs to somebody else
 * @throws RateBudgetSpent; and where GitHub answers no query at all, so that an outage is none of a repository's own
 */
export async function readSnapshots(
  ask: AskGraphql,
  listed: readonly ListedByGitHub[],
): Promise<readonly RepositorySnapshot[]> {
  if (listed.length === 0) return []
  const asked = await askBatch(ask, listed)
  if (asked !== undefined) return asked
  const [only] = listed
  if (listed.length === 1) {
    // An outage is not this repository's fault.
    await ask('query probe { __typename }', {})
    return [poorSnapshot(only!, 'could not be read: GitHub fails when it is asked about this repository')]
  }
  const middle = Math.ceil(listed.length / 2)
  return [
    ...(await readSnapshots(ask, listed.slice(0, middle))),
    ...(await readSnapshots(ask, listed.slice(middle))),
  ]
}

/** undefined: it failed, or a part of it did in a way that may be the batch's fault. */
async function askBatch(
  ask: AskGraphql,
  listed: readonly ListedByGitHub[],
): Promise<readonly RepositorySnapshot[] | undefined> {
  try {
    const ids = listed.map(({ node_id: id }) => id)
    const { data, errors } = await askGraphql(ask, snapshotQuery, { ids })
    if (!errors.every(isRefusal)) return undefined
    const { data: answered } = answer.safeParse(data)
    if (answered === undefined) return undefined
    return listed.flatMap((one, index) => snapshotAt(one, answered.nodes[index], errorsAt(errors, index)))
  } catch (error) {
    if (error instanceof RateBudgetSpent || !isPassing(error)) throw error
    return undefined
  }
}

/** What GitHub answers to a query that is too much for it: 502, 504, or nothing. */
const isPassing = (error: unknown): boolean => (statusOf(error) ?? 0) >= 500

const errorsAt = (errors: readonly GraphqlError[], index: number): readonly GraphqlError[] =>
  errors.filter(({ path }) => path?.[1] === index)

function snapshotAt(
  listed: ListedByGitHub,
  node: unknown,
  errors: readonly GraphqlError[],
): readonly RepositorySnapshot[] {
  if (node === null || node === undefined) return []
  const parsed = snapshotNode.parse(node)
  // Public ones remain visible to us after they were given away.
  return parsed.owner.databaseId === listed.owner.id ? [toSnapshot(parsed, errors)] : []
}
