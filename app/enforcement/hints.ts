import { z } from 'zod'
import { accessPropertyName } from '../../policies/access-property.ts'
import { type ButtonName, isButton } from './decision-check/buttons.ts'
import { decisionCheckName } from './decision-check/decision-check.ts'
import { assistants } from '../../scanner/assistants/assistants.ts'

/** What became of a repository that is gone; permanent names, they are in the database. */
export type GoneHow = 'deleted' | 'moved' | 'taken'

/** What a webhook says may have changed. Never what it has changed to: that is read. */
export type Hint =
  /** Our App was installed, removed or given other repositories. */
  | { readonly kind: 'host' }
  /** Something that concerns all of an organization's repositories. */
  | { readonly kind: 'organization'; readonly githubId: number }
  | {
      readonly kind: 'repository'
      readonly organization: number
      readonly githubId: number
      /** Without the owner, as the webhook has it. */
      readonly name: string
    }
  /** Something that is known of its content may be another. */
  | { readonly kind: 'content'; readonly organization: number; readonly githubId: number }
  /** Somebody wrote in an issue: a request perhaps, where it is the policy repository's. */
  | {
      readonly kind: 'discussion'
      readonly organization: number
      readonly githubId: number
      readonly name: string
    }
  /** Somebody pressed a button of our check, or had it run again. No reading would tell: it is kept until it is dealt with. */
  | {
      readonly kind: 'press'
      readonly organization: number
      readonly githubId: number
      readonly checkRun: number
      readonly button: ButtonName
      readonly by: { readonly githubId: number; readonly login: string }
    }
  /** What became of a repository that is not there any more, or not for us: no reading would tell. */
  | { readonly kind: 'gone'; readonly organization: number; readonly githubId: number; readonly how: GoneHow }
  /** An account of an assistant did something there. */
  | {
      readonly kind: 'activity'
      readonly organization: number
      readonly githubId: number
      readonly assistant: string
    }

const withId = z.object({ id: z.number().int() })

const propertyValue = z.object({ property_name: z.string(), value: z.unknown() })

const payloadSchema = z.object({
  action: z.string().optional(),
  organization: withId.optional(),
  repository: withId.extend({ name: z.string(), owner: withId }).optional(),
  sender: z.object({ login: z.string(), id: z.number().int(), type: z.string().optional() }).optional(),
  /** Of a commit status. */
  context: z.string().optional(),
  check_run: withId.extend({ name: z.string() }).optional(),
  requested_action: z.object({ identifier: z.string() }).optional(),
  /** Of the repository that a fork has made. */
  forkee: z.object({ owner: withId }).optional(),
  installation: z.object({ account: withId.nullish() }).optional(),
  repositories_removed: z.array(withId).optional(),
  changes: z
    .object({
      /** Of a renamed repository. */
      repository: z.object({ name: z.object({ from: z.string() }).optional() }).optional(),
      /** Of one that was transferred. Of other events it is something else. */
      owner: z
        .object({ from: z.object({ organization: withId.nullish() }).optional() })
        .optional()
        .catch(undefined),
    })
    .optional(),
  new_property_values: z.array(propertyValue).optional(),
  old_property_values: z.array(propertyValue).optional(),
})

type HintKind = Exclude<Hint['kind'], 'activity' | 'press' | 'gone'>

/** What each event is a hint of. Every event that our App asks for is here; others are none of our business. */
export const eventHints = {
  installation: ['host'],
  installation_repositories: ['host'],
  installation_target: ['host'],
  // One that is not known yet has the whole organization looked at; 50,000 need no look for one that got another name.
  repository: ['repository'],
  public: ['repository'],
  push: ['repository'],
  create: ['repository'],
  delete: ['repository'],
  fork: ['organization'],
  workflow_run: ['repository'],
  pull_request: ['repository'],
  issue_comment: ['discussion'],
  issues: ['discussion'],
  deploy_key: ['repository'],
  member: ['repository'],
  membership: ['organization'],
  organization: ['organization'],
  team: ['organization'],
  personal_access_token_request: ['organization'],
  custom_property: ['organization'],
  custom_property_values: ['organization'],
  branch_protection_rule: ['repository'],
  repository_ruleset: ['organization', 'repository'],
  secret_scanning_alert: ['content'],
  // Most are of other programs; one that is called like our check is looked at.
  status: ['repository'],
  // Most are other Apps' checks; a press is read by itself.
  check_run: [],
} as const satisfies Readonly<Record<string, readonly HintKind[]>>

export type HintingEvent = keyof typeof eventHints
export const isHintingEvent = (event: string): event is HintingEvent => Object.hasOwn(eventHints, event)

/**
 * Reads a webhook as hints.
 * @param payload as GitHub sent it, parsed
 * @throws ZodError where it is none of GitHub's
 */
export function hintsOf(event: HintingEvent, payload: unknown): readonly Hint[] {
  const read = payloadSchema.parse(payload)
  if (event === 'check_run') return pressIn(read)
  if (isOwnProperty(event, read)) return []
  // What we set ourselves comes back as well; other programs than ours are seen by the next look.
  if (event === 'status' && (read.context !== decisionCheckName || read.sender?.type !== 'User')) return []
  const { organization, repository, sender } = read
  const kinds: readonly HintKind[] = isForkElsewhere(event, read) ? [] : eventHints[event]
  const hints = kinds.flatMap((kind): readonly Hint[] => {
    if (kind === 'host') return [{ kind }]
    const owner = organization?.id ?? repository?.owner.id
    if (owner === undefined) return []
    if (kind === 'organization') return [{ kind, githubId: owner }]
    if (kind === 'content') return repository ? [{ kind, organization: owner, githubId: repository.id }] : []
    // Only people ask for anything; what we answer comes here as well.
    if (kind === 'discussion' && sender?.type === 'Bot') return []
    return repository
      ? namesOf(read).map((name) => ({ kind, organization: owner, githubId: repository.id, name }))
      : []
  })
  return [...goneIn(event, read), ...hints, ...activityOf(organization?.id, repository?.id, sender)]
}

/**
 * What a webhook tells of repositories that are gone. That one was transferred only its new owner is told, with who had it before.
 * Source: https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository
 */
function goneIn(event: HintingEvent, read: z.output<typeof payloadSchema>): readonly Hint[] {
  const { action, organization, repository, installation, changes } = read
  if (event === 'installation_repositories') {
    const owner = installation?.account?.id
    if (action !== 'removed' || owner === undefined) return []
    return (read.repositories_removed ?? []).map(({ id }) => ({
      kind: 'gone',
      organization: owner,
      githubId: id,
      how: 'taken',
    }))
  }
  if (event !== 'repository' || !repository) return []
  const had =
    action === 'deleted' ? (organization?.id ?? repository.owner.id) : changes?.owner?.from?.organization?.id
  const how = action === 'deleted' ? 'deleted' : action === 'transferred' ? 'moved' : undefined
  return had === undefined || how === undefined
    ? []
    : [{ kind: 'gone', organization: had, githubId: repository.id, how }]
}

/** GitHub tells of buttons and of "Re-run" the App whose check it is; the name tells ours from the one of the policy. */
function pressIn(read: z.output<typeof payloadSchema>): readonly Hint[] {
  const { action, organization, repository, sender, check_run: run, requested_action: requested } = read
  if (!repository || sender?.type !== 'User' || run?.name !== decisionCheckName) return []
  const name = action === 'rerequested' ? 'look-again' : (requested?.identifier ?? '')
  if ((action !== 'rerequested' && action !== 'requested_action') || !isButton(name)) return []
  return [
    {
      kind: 'press',
      organization: organization?.id ?? repository.owner.id,
      githubId: repository.id,
      checkRun: run.id,
      button: name,
      by: { githubId: sender.id, login: sender.login },
    },
  ]
}

/** The former too: a policy may have been found by it. */
function namesOf({ repository, changes }: z.output<typeof payloadSchema>): readonly string[] {
  const former = changes?.repository?.name?.from
  return [repository?.name, former].filter((name) => name !== undefined)
}

/** Whoever may read a repository forks it into an account of their own; in an organization it makes a repository. */
const isForkElsewhere = (
  event: HintingEvent,
  { organization, repository, forkee }: z.output<typeof payloadSchema>,
): boolean =>
  event === 'fork' && forkee !== undefined && forkee.owner.id !== (organization?.id ?? repository?.owner.id)

/** What we set ourselves comes back: 50,000 repositories must not be looked at again for each thirty of them. */
function isOwnProperty(event: HintingEvent, read: z.output<typeof payloadSchema>): boolean {
  if (event !== 'custom_property_values' || read.sender?.type !== 'Bot') return false
  const before = new Map(read.old_property_values?.map((one) => [one.property_name, one.value]))
  const changed = (read.new_property_values ?? []).filter(
    ({ property_name: name, value }) =>
      JSON.stringify(before.get(name) ?? null) !== JSON.stringify(value ?? null),
  )
  return changed.length > 0 && changed.every(({ property_name: name }) => name === accessPropertyName)
}

function activityOf(
  organization: number | undefined,
  repository: number | undefined,
  sender: { readonly login: string; readonly id: number } | undefined,
): readonly Hint[] {
  if (organization === undefined || repository === undefined || sender === undefined) return []
  return assistants
    .filter(({ bots }) => bots.some(({ login, id }) => id === sender.id || login === sender.login))
    .map(({ id }) => ({ kind: 'activity', organization, githubId: repository, assistant: id }))
}
