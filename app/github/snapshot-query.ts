import { z } from 'zod'

/**
 * What one query asks of each of many repositories. A blob's text is not asked for here: GitHub's ten seconds would not do for
 * fifty repositories of many workflows.
 * Cost: topics are the one list in it, so 50 repositories are a point.
 */
export const snapshotQuery = `query snapshots($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Repository {
      id databaseId name visibility isArchived isFork pushedAt
      owner { ... on Organization { databaseId } }
      parent { databaseId }
      templateRepository { databaseId }
      repositoryTopics(first: 20) { nodes { topic { name } } }
      defaultBranchRef { name target { oid } }
      workflows: object(expression: "HEAD:.github/workflows") { ... on Tree { entries { name type oid } } }
      inGitHub: object(expression: "HEAD:.github/CODEOWNERS") { ... on Blob { oid } }
      inRoot: object(expression: "HEAD:CODEOWNERS") { ... on Blob { oid } }
      inDocs: object(expression: "HEAD:docs/CODEOWNERS") { ... on Blob { oid } }
    }
  }
}`

const related = z.object({ databaseId: z.number().nullable() }).nullish()
/** Where a name is that of a folder, there is no blob, and so no field. */
const blob = z.object({ oid: z.string().optional() }).nullish()

export const snapshotNode = z.object({
  id: z.string(),
  databaseId: z.number(),
  name: z.string(),
  visibility: z.enum(['PUBLIC', 'PRIVATE', 'INTERNAL']),
  isArchived: z.boolean(),
  isFork: z.boolean(),
  pushedAt: z.string().nullable(),
  owner: z.object({ databaseId: z.number().nullish() }),
  parent: related,
  templateRepository: related,
  repositoryTopics: z
    .object({ nodes: z.array(z.object({ topic: z.object({ name: z.string() }) }).nullable()).nullable() })
    .nullish(),
  defaultBranchRef: z
    .object({ name: z.string(), target: z.object({ oid: z.string() }).nullable() })
    .nullish(),
  workflows: z
    .object({
      entries: z.array(z.object({ name: z.string(), type: z.string(), oid: z.string() })).nullish(),
    })
    .nullish(),
  inGitHub: blob,
  inRoot: blob,
  inDocs: blob,
})
export type SnapshotNode = z.output<typeof snapshotNode>
