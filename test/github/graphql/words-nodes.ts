import { isVisible } from '../auth/permissions-of.ts'
import { isoTime } from '../clock.ts'
import { nodeId } from '../render/account.ts'
import { readDetails } from '../world/details.ts'
import type { Comment, Issue } from '../world/entities.ts'
import { connection, type ConnectionArguments } from './connection.ts'
import type { Asking } from './nodes.ts'

type Node = Readonly<Record<string, unknown>>

/** An issue or a comment in one, by its global id, where who asks may see it. */
export function wordsNode({ github, actor }: Asking, id: string): Node | undefined {
  if (!/^IC?_/.test(id)) return undefined
  for (const repository of github.world.repositories.values()) {
    if (!repository.details || !isVisible(github.world, actor, repository)) continue
    const { issues, comments } = readDetails(repository)
    const issue = issues.find((one) => nodeId('I', one.id) === id)
    if (issue) return issueNode(issue)
    const comment = comments.find((one) => nodeId('IC', one.id) === id)
    const thread = issues.find(({ number }) => number === comment?.issueNumber)
    if (comment && thread) return commentNode(comment, thread)
  }
  return undefined
}

const issueNode = (one: Issue): Node => ({
  __typename: 'Issue',
  id: nodeId('I', one.id),
  databaseId: one.id,
  number: one.number,
  lastEditedAt: lastEdit(one),
  timelineItems: ({
    itemTypes,
    ...wanted
  }: ConnectionArguments & { readonly itemTypes?: readonly string[] }) =>
    connection(
      'timelineItems',
      itemTypes?.includes('TRANSFERRED_EVENT') === true && one.isTransferred === true ? [one] : [],
      wanted,
      () => ({ __typename: 'TransferredEvent' }),
    ),
})

const commentNode = (one: Comment, issue: Issue): Node => ({
  __typename: 'IssueComment',
  id: nodeId('IC', one.id),
  databaseId: one.id,
  lastEditedAt: lastEdit(one),
  issue: () => issueNode(issue),
})

const lastEdit = ({ editedAt }: { readonly editedAt?: number }): string | null =>
  editedAt === undefined ? null : isoTime(editedAt)
