import { z } from 'zod'
import type { RangeCommit } from '../gather/compare-commits.ts'
import type { Octokit, Place } from '../github.ts'

const trailer = /^\s*co-authored-by:/im
/** Each may name a hundred people, and GitHub answers half a million nodes at most at a time. */
const atOnce = 50
const mostNamed = 100

const answerSchema = z.object({
  repository: z.record(
    z.string(),
    z
      .object({
        authors: z
          .object({
            totalCount: z.int(),
            nodes: z.array(z.object({ user: z.object({ login: z.string() }).nullable() })),
          })
          .optional(),
      })
      .nullable(),
  ),
})

/**
 * Whom the messages of commits name as their co-authors, where GitHub knows an account by that address. Its REST API does not tell.
 * Source: GitHub GraphQL API, `Commit.authors`, "based on the git author and the Co-authored-by message trailer".
 * @returns undefined where GitHub does not say it of all of them
 */
export async function readCoAuthors(
  octokit: Octokit,
  place: Place,
  commits: readonly Pick<RangeCommit, 'id' | 'message'>[],
): Promise<readonly string[] | undefined> {
  const ids = commits.filter(({ message }) => trailer.test(message)).map(({ id }) => id)
  const logins: string[] = []
  for (let at = 0; at < ids.length; at += atOnce) {
    const named = await readNamed(octokit, place, ids.slice(at, at + atOnce))
    if (named === undefined) return undefined
    logins.push(...named)
  }
  return logins
}

async function readNamed(
  octokit: Octokit,
  { owner, repo }: Place,
  ids: readonly string[],
): Promise<readonly string[] | undefined> {
  const fields = ids.map(
    (id, index) =>
      `c${index}: object(oid: "${id}") { ... on Commit { authors(first: ${mostNamed}) { totalCount nodes { user { login } } } } }`,
  )
  const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${fields.join(' ')} } }`
  const { repository } = answerSchema.parse(await octokit.graphql(query, { owner, repo }))
  const logins: string[] = []
  for (const index of ids.keys()) {
    const authors = repository[`c${index}`]?.authors
    if (authors === undefined || authors.totalCount > authors.nodes.length) return undefined
    logins.push(...authors.nodes.flatMap(({ user }) => user?.login ?? []))
  }
  return logins
}
