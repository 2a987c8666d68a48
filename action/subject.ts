import { z } from 'zod'

/** A change of which everything that it brings is looked at. Commits in hex; branches as `heads/<name>`. */
export interface Change {
  readonly kind: 'change'
  readonly what: 'pull-request' | 'push' | 'merge-group'
  /** The side that it is compared with: a commit or a branch. */
  readonly base: string
  /** What it is compared with where the base is not there any more. */
  readonly otherwise?: string
  readonly head: string
  /** The annotated tag that was pushed, whose message counts too. */
  readonly tag?: string
  /** Where policy and allowlist are read: a commit or a branch that whoever writes the change does not decide about. */
  readonly standards: string
  /** null: nobody reads comments there. */
  readonly pull: Pull | null
  /** The run has more rights than the change's author, so that nothing of the head may be on the disk. */
  readonly isPrivileged: boolean
}

export interface Pull {
  readonly number: number
  /** It comes from another repository, whose runs get a token that only reads. */
  readonly isFork: boolean
  readonly isDraft: boolean
  readonly isByBot: boolean
  /** Who wrote it; null where the account is gone. */
  readonly author: string | null
}

/** Everything of one commit. */
export interface Whole {
  readonly kind: 'whole'
  /** In hex. */
  readonly head: string
  readonly standards: string
}

/** What a run is about. */
export type Subject =
  | Change
  | Whole
  /** Nothing is there to be looked at, and that is in order. */
  | { readonly kind: 'nothing'; readonly why: string }
  /** It would not be right to run, and what to change in the workflow. */
  | { readonly kind: 'refused'; readonly why: string }

const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)

const pullPayload = z.object({
  pull_request: z.object({
    number: z.int().positive(),
    draft: z.boolean().nullish(),
    state: z.string(),
    user: z.object({ login: z.string(), type: z.string() }).nullable(),
    base: z.object({ sha, ref: z.string(), repo: z.object({ id: z.int() }) }),
    // null: the fork that it comes from was deleted.
    head: z.object({ sha, repo: z.object({ id: z.int() }).nullable() }),
  }),
})
const inRepository = z.object({ repository: z.object({ default_branch: z.string() }) })
const pushPayload = inRepository.extend({
  ref: z.string(),
  before: sha,
  after: sha,
  // null: a tag of something that is no commit, or a deletion.
  head_commit: z.object({ id: sha }).nullish(),
})
const groupPayload = z.object({
  merge_group: z.object({ base_sha: sha, base_ref: z.string(), head_sha: sha }),
})

export interface RunEvent {
  /** `pull_request`, `push` … */
  readonly name: string
  readonly payload: unknown
  /** The commit that the run is about, as the runner says it, in hex. */
  readonly sha: string
}

/** What an event asks for. Pure. @throws ZodError where it is not what GitHub documents */
export function subjectOf({ name, payload, sha: commit }: RunEvent): Subject {
  switch (name) {
    case 'pull_request':
      return pullSubject(pullPayload.parse(payload), false)
    case 'pull_request_target':
      return pullSubject(pullPayload.parse(payload), true)
    case 'push':
      return pushSubject(pushPayload.parse(payload))
    case 'merge_group': {
      const { base_sha: base, base_ref: ref, head_sha: head } = groupPayload.parse(payload).merge_group
      // The base may be another change that waits in the queue; the branch holds only what was let pass.
      const standards = branchOf(ref.replace(/^refs\/heads\//, ''))
      return { kind: 'change', what: 'merge-group', base, head, standards, pull: null, isPrivileged: false }
    }
    case 'schedule':
    case 'workflow_dispatch': {
      const known = inRepository.safeParse(payload)
      const standards = known.success ? branchOf(known.data.repository.default_branch) : commit
      return { kind: 'whole', head: commit, standards }
    }
    default:
      return {
        kind: 'refused',
        why: `The event ${name} is none that a change can be read from. Use pull_request, merge_group, push, schedule or workflow_dispatch.`,
      }
  }
}

const branchOf = (name: string): string => `heads/${name}`

/**
 * Whatever happened to it, it is looked at whole: the check of a run counts for the commit, and one of a run that looked at nothing, as
 * for a changed title, would stand in the place of one that found something.
 */
function pullSubject({ pull_request: pull }: z.output<typeof pullPayload>, isPrivileged: boolean): Subject {
  // As the branch is now: what it has taken in since the event is not the change's, and an entry that was merged meanwhile counts.
  const branch = branchOf(pull.base.ref)
  const shown: Pull = {
    number: pull.number,
    isFork: pull.head.repo?.id !== pull.base.repo.id,
    isDraft: pull.draft === true,
    isByBot: pull.user?.type === 'Bot',
    author: pull.user?.login ?? null,
  }
  return {
    kind: 'change',
    what: 'pull-request',
    base: branch,
    otherwise: pull.base.sha,
    head: pull.head.sha,
    standards: branch,
    // Nobody needs to be told on the lines of what is closed.
    pull: pull.state === 'open' ? shown : null,
    isPrivileged,
  }
}

const isNone = (id: string): boolean => /^0+$/.test(id)

function pushSubject({
  ref,
  before,
  after,
  head_commit: commit,
  repository,
}: z.output<typeof pushPayload>): Subject {
  if (isNone(after)) return { kind: 'nothing', why: 'A branch or tag was deleted.' }
  const main = branchOf(repository.default_branch)
  const isMain = ref === `refs/${main}`
  // The first push to a repository: there is nothing else to compare it with, or to judge it by.
  if (isMain && isNone(before)) return { kind: 'whole', head: after, standards: after }
  const head = commit?.id ?? after
  return {
    kind: 'change',
    what: 'push',
    // What a new branch or a tag brings is what the default branch does not have.
    base: isNone(before) || ref.startsWith('refs/tags/') ? main : before,
    ...(!isMain && { otherwise: main }),
    head,
    ...(head !== after && { tag: after }),
    // On a branch of their own people could push what lets pass what they push next.
    standards: isMain ? before : main,
    pull: null,
    isPrivileged: false,
  }
}
