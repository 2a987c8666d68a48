import { z } from 'zod'
import type { Remark } from '../comments/already-said.ts'
import type { KnownThread } from '../comments/known-thread.ts'
import { readMarker } from '../comments/marker.ts'
import { placeKeyOf } from '../comments/thread-of.ts'
import type { Identity } from './identity.ts'
import { type PullAccess, pullOf } from './posting.ts'
import { readThreads } from './read-threads.ts'

const commentSchema = z.object({
  id: z.int(),
  body: z.string(),
  path: z.string(),
  line: z.int().nullish(),
  start_line: z.int().nullish(),
  side: z.string().nullish(),
  in_reply_to_id: z.int().nullish(),
  // null: whoever wrote it is gone.
  user: z.object({ id: z.int(), login: z.string(), type: z.string() }).nullable(),
})
export type ReadComment = z.output<typeof commentSchema>

/** Comments on lines of a pull request, as they concern us. */
export interface PullComments {
  /** Threads that a comment of ours began, oldest first. */
  readonly threads: readonly KnownThread[]
  /** What other programs said. */
  readonly remarks: readonly Remark[]
}

/** Reads what stands on the lines of a pull request already. */
export async function readComments(access: PullAccess): Promise<PullComments> {
  const all = await listComments(access)
  const marked = all.filter(({ body, in_reply_to_id: to }) => !isNumber(to) && readMarker(body))
  const identity = marked.length === 0 ? undefined : await access.identity()
  const isOurs = (one: ReadComment): boolean => isBy(identity, one)
  const own = marked.filter(isOurs)
  const threads = own.length === 0 ? undefined : await readThreads(access, identity)
  return {
    threads: own.map((one): KnownThread => ({
      id: one.id,
      body: one.body,
      marker: readMarker(one.body)!,
      path: one.path,
      lines: linesOf(one),
      isAnswered: all.some((other) => other.in_reply_to_id === one.id && !isOurs(other)),
      thread: threads?.get(one.id),
    })),
    remarks: remarksIn(all.filter((one) => !own.includes(one))),
  }
}

/** Where a comment of ours stands, and of which finding: asked after an answer of GitHub's was lost. */
export async function readOwnKeys(access: PullAccess): Promise<ReadonlySet<string>> {
  const [all, identity] = await Promise.all([listComments(access), access.identity()])
  return new Set(all.filter((one) => isBy(identity, one)).flatMap((one) => keyIn(one) ?? []))
}

/** By what a comment is known; undefined where it is about no finding. */
export function keyIn({ body, path }: Pick<ReadComment, 'body' | 'path'>): string | undefined {
  const marker = readMarker(body)
  return marker && placeKeyOf({ ...marker, path })
}

async function listComments(access: PullAccess): Promise<readonly ReadComment[]> {
  const { octokit } = access
  const list = await octokit.paginate(octokit.rest.pulls.listReviewComments, {
    ...pullOf(access),
    per_page: 100,
  })
  return z.array(commentSchema).parse(list)
}

const isBy = (identity: Identity | undefined, { user }: ReadComment): boolean =>
  identity !== undefined && user?.id === identity.id

const isNumber = (value: number | null | undefined): value is number => typeof value === 'number'

const linesOf = ({ line, start_line: start }: ReadComment): KnownThread['lines'] =>
  isNumber(line) ? { from: start ?? line, to: line } : null

/** How people know the programs that comment under these logins. */
const names: Readonly<Record<string, string>> = {
  'github-advanced-security[bot]': 'GitHub code scanning or secret scanning',
  'github-code-quality[bot]': 'GitHub code quality',
  'copilot-pull-request-reviewer[bot]': 'Copilot',
  'claude[bot]': 'Claude',
  'github-actions[bot]': 'another workflow',
}

/** Only of programs: what a person says is no reason to be silent. Answers below a comment are about that one. */
const remarksIn = (comments: readonly ReadComment[]): readonly Remark[] =>
  comments.flatMap((one): readonly Remark[] => {
    const lines = linesOf(one)
    const { user, path, body, side } = one
    if (lines === null || user?.type !== 'Bot' || isNumber(one.in_reply_to_id) || side === 'LEFT') return []
    return [{ by: names[user.login] ?? user.login, path, ...lines, text: body }]
  })
