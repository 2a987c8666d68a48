import { z } from 'zod'
import { editDetails, readDetails } from '../../github/world/details.ts'
import type { Comment, Repository, User } from '../../github/world/entities.ts'
import type { AskingCompany } from './asking-company.ts'

/** What people who mean harm do in a policy repository, by GitHub's own interface where it has one. */
export interface HostileHands {
  /** @param token by which they write; undefined: their own. @returns the comment's id */
  readonly comment: (by: User, issue: number, body: string, token?: string) => Promise<number>
  /** @param by who may write in the repository, also where it is not their comment */
  readonly editComment: (by: User, comment: number, body: string) => Promise<void>
  /** The same, within the second in which it was written, so that its times do not tell. */
  readonly editAtOnce: (by: User, comment: number, body: string) => Promise<void>
  readonly removeComment: (by: User, comment: number) => Promise<void>
  readonly editIssue: (by: User, issue: number, change: object) => Promise<void>
  readonly deleteIssue: (issue: number) => void
  /** Moves an issue with its comments from another repository into the policy's. @returns its number there */
  readonly moveIssueHere: (from: Repository, issue: number) => number
  readonly rename: (user: User, login: string) => void
}

export function hostileHands({ github, repository }: AskingCompany): HostileHands {
  const policy = repository('gatehouse')
  const ask = async (by: User, method: string, path: string, body?: object, token?: string) => {
    const response = await fetch(`${github.apiUrl}/repos/acme/${path}`, {
      method,
      headers: {
        authorization: `token ${token ?? github.addClassicToken(by, ['repo'])}`,
        'user-agent': 'a test',
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.status} ${text}`)
    return z.object({ id: z.number().default(0) }).parse(text === '' ? {} : JSON.parse(text))
  }
  const find = (id: number): Comment => readDetails(policy).comments.find((one) => one.id === id)!
  const editComment: HostileHands['editComment'] = async (by, comment, body) =>
    void (await ask(by, 'PATCH', `gatehouse/issues/comments/${comment}`, { body }))
  return {
    comment: async (by, issue, body, token) =>
      (await ask(by, 'POST', `gatehouse/issues/${issue}/comments`, { body }, token)).id,
    editComment,
    editAtOnce: async (by, comment, body) => {
      await editComment(by, comment, body)
      find(comment).updatedAt = find(comment).createdAt
    },
    removeComment: async (by, comment) =>
      void (await ask(by, 'DELETE', `gatehouse/issues/comments/${comment}`)),
    editIssue: async (by, issue, change) =>
      void (await ask(by, 'PATCH', `gatehouse/issues/${issue}`, change)),
    deleteIssue: (number) => {
      const details = editDetails(policy)
      details.deletedIssues.add(number)
      for (const kind of ['issues', 'comments'] as const) {
        const list: { readonly number?: number; readonly issueNumber?: number }[] = details[kind]
        for (const one of list.filter((each) => (each.issueNumber ?? each.number) === number))
          list.splice(list.indexOf(one), 1)
      }
    },
    moveIssueHere: (from, number) => {
      const [old, details] = [editDetails(from), editDetails(policy)]
      const at = (details.lastNumber += 1)
      for (const one of old.issues.filter((each) => each.number === number))
        details.issues.push({ ...one, number: at, isTransferred: true })
      for (const one of old.comments.filter(({ issueNumber }) => issueNumber === number))
        details.comments.push({ ...one, issueNumber: at })
      old.movedIssues.set(number, { repositoryId: policy.id, number: at })
      return at
    },
    rename: (user, login) => {
      github.world.accountIds.delete(user.login.toLowerCase())
      user.login = login
      github.world.accountIds.set(login.toLowerCase(), user.id)
    },
  }
}
