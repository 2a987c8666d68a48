/** What is known of an event that starts workflows. */
interface EventFacts {
  /** The part of the event that the person who caused it wrote; whose `user` and `author_association` are theirs. */
  readonly subject: string
  /** The activity types an outsider can cause; null: all of them. */
  readonly byOutsiders: readonly string[] | null
}

/**
 * Events that anyone who can read a public repository can cause, and that run with the repository's secrets and a token that
 * may write. `pull_request` is not among them: from a fork it gets neither.
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows, unverified.)
 */
const outsiderEvents: Readonly<Record<string, EventFacts>> = {
  issues: { subject: 'issue', byOutsiders: ['opened', 'edited', 'closed', 'reopened'] },
  issue_comment: { subject: 'comment', byOutsiders: null },
  pull_request_target: {
    subject: 'pull_request',
    byOutsiders: [
      'opened',
      'edited',
      'synchronize',
      'reopened',
      'closed',
      'ready_for_review',
      'converted_to_draft',
    ],
  },
  pull_request_review: { subject: 'review', byOutsiders: null },
  pull_request_review_comment: { subject: 'comment', byOutsiders: null },
  discussion: { subject: 'discussion', byOutsiders: ['created', 'edited', 'closed', 'reopened'] },
  discussion_comment: { subject: 'comment', byOutsiders: null },
  // Started by the end of another workflow, which a pull request from a fork can start.
  workflow_run: { subject: 'workflow_run', byOutsiders: null },
  fork: { subject: 'forkee', byOutsiders: null },
  watch: { subject: 'sender', byOutsiders: null },
}

/** Events whose run holds nothing that an outsider wrote, as long as nobody fetches it. */
const ownEvents = new Set([
  'push',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'release',
  'create',
  'delete',
  'merge_group',
  'deployment',
  'deployment_status',
  'milestone',
  'label',
  'registry_package',
])

/** Other events by name, so that only known names are shown. */
const otherEvents = new Set([
  'pull_request',
  'workflow_call',
  'gollum',
  'page_build',
  'public',
  'status',
  'check_run',
  'check_suite',
  'branch_protection_rule',
  'project',
  'member',
  'image_version',
])

export interface Trigger {
  readonly event: string
  /** The activity types named; null: the default ones. */
  readonly types: readonly string[] | null
  readonly start: number
  readonly end: number
}

export const isKnownEvent = (event: string): boolean =>
  Object.hasOwn(outsiderEvents, event) || ownEvents.has(event) || otherEvents.has(event)

/** Whether only people with write access, or nobody, can start it. */
export const isOwnEvent = (event: string): boolean => ownEvents.has(event)

export function subjectOf(event: string): string {
  return Object.hasOwn(outsiderEvents, event) ? outsiderEvents[event]!.subject : ''
}

/** Whether somebody without any rights in the repository can cause it. */
export function isForOutsiders(trigger: Pick<Trigger, 'event' | 'types'>): boolean {
  if (!Object.hasOwn(outsiderEvents, trigger.event)) return false
  const { byOutsiders } = outsiderEvents[trigger.event]!
  return (
    byOutsiders === null || trigger.types === null || trigger.types.some((type) => byOutsiders.includes(type))
  )
}

/** Whether an outsider can cause this activity of the event. */
export function isActivityForOutsiders(event: string, activity: string): boolean {
  if (!Object.hasOwn(outsiderEvents, event)) return false
  const { byOutsiders } = outsiderEvents[event]!
  return byOutsiders === null || byOutsiders.includes(activity)
}
