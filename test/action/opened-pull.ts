import { Octokit } from '@octokit/rest'
import { simulated } from '../github/simulated.ts'
import { editDetails, readDetails } from '../github/world/details.ts'
import type { ReviewComment, User } from '../github/world/entities.ts'
import type { ActionOptions, ActionRun } from './run-action.ts'
import { runInside } from './run-inside.ts'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** What a workflow's own token may do that only comments. */
export const usual = { contents: 'read', pull_requests: 'write' } as const
/** One that may resolve threads too. */
export const strong = { contents: 'write', pull_requests: 'write' } as const

/**
 * A repository with one commit, a pull request of one more, and the Action that is run for it.
 * @param act in this process, unless the test is about the Action as it is published: starting that costs more than what it does
 */
export async function openedPull(
  files: Readonly<Record<string, string | null>>,
  onMain: Readonly<Record<string, string>> = {},
  act: (options: ActionOptions) => Promise<ActionRun> = runInside,
) {
  const github = await simulated()
  const ada = github.addUser({ login: 'ada' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada] })
  const web = github.addRepository(acme, { name: 'web', files: { 'README.md': '# Web\n', ...onMain } })
  const push = (more: Readonly<Record<string, string | null>>) =>
    github.pushCommit(web, { branch: 'topic', files: more, sender: ada })
  await push(files)
  const octokit = new Octokit({
    baseUrl: github.apiUrl,
    log: quiet,
    auth: github.addClassicToken(ada, ['repo']),
  })
  const where = { owner: 'acme', repo: 'web', pull_number: 1 }
  await octokit.pulls.create({ ...where, head: 'topic', base: 'main', title: 'A change' })
  const run = async (
    permissions: Readonly<Record<string, 'read' | 'write'>> = usual,
    inputs: ActionOptions['inputs'] = {},
    more: Readonly<Record<string, unknown>> = {},
    options: Pick<ActionOptions, 'server' | 'environment'> = {},
  ) => {
    const { data } = await octokit.pulls.get(where)
    const payload = { action: 'synchronize', pull_request: { ...data, ...more } }
    return act({
      github,
      repository: web,
      token: github.addActionsToken(web, permissions),
      event: { name: 'pull_request', payload, sha: data.head.sha },
      inputs,
      ...options,
    })
  }
  return {
    github,
    web,
    ada,
    octokit,
    where,
    push,
    run,
    comments: (): readonly ReviewComment[] =>
      readDetails(web).reviewComments.filter(({ inReplyTo }) => inReplyTo === null),
    reviews: () => readDetails(web).reviews,
    /** A comment that somebody else put on a line. */
    remark: (by: User, at: Pick<ReviewComment, 'path' | 'line' | 'body'>) =>
      editDetails(web).reviewComments.push({
        id: github.world.nextId(),
        pullNumber: 1,
        reviewId: null,
        startLine: null,
        side: 'RIGHT',
        commitId: '',
        inReplyTo: null,
        authorId: by.id,
        createdAt: 0,
        updatedAt: 0,
        ...at,
      }),
    isResolved: ({ id }: ReviewComment): boolean => readDetails(web).resolvedThreads.has(id),
  }
}

/** A file as it is when somebody accepts what a comment suggests: the bytes between the fences in place of its lines. */
export function accepted(text: string, { body, line, startLine }: ReviewComment): string | undefined {
  const [, fence, lines] = /^(`{3,})suggestion\n([\s\S]*?)^\1$/m.exec(body) ?? []
  if (fence === undefined || lines === undefined || line === null) return undefined
  const before = text.split(/(?<=\n)/)
  return [...before.slice(0, (startLine ?? line) - 1), lines, ...before.slice(line)].join('')
}
