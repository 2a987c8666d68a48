import { z } from 'zod'
import type { TextPast } from '../enforcement/requests/request-reading.ts'
import { type AskGraphql, askGraphql, isRefusal } from './ask-graphql.ts'

/** GitHub's REST interface has times of a second, and does not tell of moves. */
const pastQuery = `query past($id: ID!) {
  node(id: $id) {
    ... on Issue { lastEditedAt timelineItems(first: 1, itemTypes: [TRANSFERRED_EVENT]) { nodes { __typename } } }
    ... on IssueComment {
      lastEditedAt
      issue { timelineItems(first: 1, itemTypes: [TRANSFERRED_EVENT]) { nodes { __typename } } }
    }
  }
}`

const moves = z.object({ timelineItems: z.object({ nodes: z.array(z.unknown()) }) })
const text = z.object({ lastEditedAt: z.string().nullable() })
const answer = z.object({
  node: z.union([text.extend(moves.shape), text.extend({ issue: moves })]).nullable(),
})

/**
 * Whether an issue's text or a comment was edited, and whether its issue came from another repository.
 * @returns null: it is gone
 * @throws where GitHub does not say; with the status 403 where our App may not know
 */
export async function readTextPast(ask: AskGraphql, nodeId: string): Promise<TextPast | null> {
  const { data, errors } = await askGraphql(ask, pastQuery, { id: nodeId })
  if (errors.some(({ type }) => type === 'NOT_FOUND')) return null
  const [refusal] = errors
  if (refusal)
    throw Object.assign(new Error(refusal.message), { status: errors.every(isRefusal) ? 403 : 502 })
  const { node } = answer.parse(data)
  if (node === null) return null
  const { timelineItems } = 'issue' in node ? node.issue : node
  return { isEdited: node.lastEditedAt !== null, isMoved: timelineItems.nodes.length > 0 }
}
