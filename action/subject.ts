import { z } from 'zod'

/** A change of which everything that it brings is looked at. Commits in hex. */
export interface Change {
  readonly kind: 'change'
  readonly what: 'pull-request' | 'push' | 'merge-group'
  /** The side that it is compared with; policy and allowlist are read from there. */
  readonly base: string
  readonly head: string
  /** null: nobody reads comments there. */
  readonly pull: Pull | null
}

export interface Pull {
  readonly number: number
  /** It comes from another repository, whose runs get a token that only reads. */
  readonly isFork: boolean
  readonly isDraft: boolean
  readonly isByBot: boolean
}

/** Everything of one commit, in hex. */
export interface Whole {
  readonly kind: 'whole'
  readonly head: string
}

/** What a run is about. */
export type Subject =
  | Change
  | Whole
  /** Nothing is there to be looked at, and that is in order. */
  | { readonly kind: 'nothing'; readonly why: string }
  /** It would not be right to run, and what to change in the workflow. */
  | { readonly kind: 'refused'; readonly why: string }

const sha = z.string().regex(/^[0-9a-f]{40,64}$/)

const pullPayload = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.int().positive(),
    draft: z.boolean().nullish(),
    state: z.string(),
    user: z.object({ type: z.string() }).nullable(),
    base: z.object({ sha, repo: z.object({ id: z.int() }) }),
    // null: the fork that it comes from was deleted.
    head: z.object({ sha, repo: z.object({ id: z.int() }).nullable() }),
  }),
})
const pushPayload = z.object({
  before: sha,
  after: sha,
  repository: z.object({ default_branch: z.string() }),
})
const groupPayload = z.object({ merge_group: z.object({ base_sha: sha, head_sha: sha }) })

export interface RunEvent {
  /** `pull_request`, `push` … */
  readonly name: string
  readonly payload: unknown
  /** The commit that the run is about, as the runner says it, in hex. */
  readonly sha: string
}

const targetRefused =
  'pull_request_target gives a workflow secrets while it may run what a stranger wrote. Gatehouse needs none of them: use `on: pull_request`.'

/** What an event asks for. Pure. @throws ZodError where it is not what GitHub documents */
export function subjectOf({ name, payload, sha: commit }: RunEvent): Subject {
  switch (name) {
    case 'pull_request':
      return pullSubject(pullPayload.parse(payload))
    case 'pull_request_target':
      return { kind: 'refused', why: targetRefused }
    case 'push':
      return pushSubject(pushPayload.parse(payload))
    case 'merge_group': {
      const { base_sha: base, head_sha: head } = groupPayload.parse(payload).merge_group
      return { kind: 'change', what: 'merge-group', base, head, pull: null }
    }
    case 'schedule':
    case 'workflow_dispatch':
      return { kind: 'whole', head: commit }
    default:
      return {
        kind: 'refused',
        why: `The event ${name} is none that a change can be read from. Use pull_request, merge_group, push, schedule or workflow_dispatch.`,
      }
  }
}

function pullSubject({ pull_request: pull }: z.output<typeof pullPayload>): Subject {
  if (pull.state !== 'open') return { kind: 'nothing', why: 'The pull request is closed.' }
  return {
    kind: 'change',
    what: 'pull-request',
    base: pull.base.sha,
    head: pull.head.sha,
    pull: {
      number: pull.number,
      isFork: pull.head.repo?.id !== pull.base.repo.id,
      isDraft: pull.draft === true,
      isByBot: pull.user?.type === 'Bot',
    },
  }
}

const isNone = (id: string): boolean => /^0+$/.test(id)

function pushSubject({ before, after, repository }: z.output<typeof pushPayload>): Subject {
  if (isNone(after)) return { kind: 'nothing', why: 'A branch or tag was deleted.' }
  // What a new branch brings is what the default branch does not have.
  const base = isNone(before) ? repository.default_branch : before
  return { kind: 'change', what: 'push', base, head: after, pull: null }
}
