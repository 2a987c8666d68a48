import type { Policy } from '../../policies/resolve-policy.ts'
import { eventKinds } from './event-kinds.ts'
import { noticesOf } from './notices-of.ts'
import type { NotificationRecords } from './records.ts'
import { route } from './route.ts'
import type { Target } from './target.ts'

export interface Distribution {
  readonly records: NotificationRecords
  readonly targets: readonly Target[]
  /** The policy in force of an organization. */
  readonly policyOf: (organization: string) => Promise<Pick<Policy, 'notifications' | 'requests'>>
  readonly now: () => Date
}

/** What is older was told by nobody for a week: nobody was there to be told, and it is no news any more. */
const oldestMs = 7 * 24 * 60 * 60 * 1000

const kinds = [...new Set(eventKinds.flatMap(({ from }) => (from === 'clock' ? [] : [from])))]

/** Finds who is told of what has happened since it was last looked, in every organization. */
export async function distribute(distribution: Distribution, signal: AbortSignal): Promise<void> {
  const { records, targets, policyOf, now } = distribution
  for (const organization of await records.behind(now())) {
    const { quietHours } = (await policyOf(organization)).notifications
    let isMore = true
    while (isMore && !signal.aborted) {
      const at = now()
      isMore = await records.distribute(organization, kinds, (about, events) =>
        events
          .filter((event) => at.getTime() - event.at.getTime() < oldestMs)
          .flatMap((event) => noticesOf(about, event))
          .flatMap((notice) => route(notice, targets, quietHours, at)),
      )
    }
  }
}

/** Finds who is told of days that have come. */
export async function distributeDays({ records, targets, policyOf, now }: Distribution): Promise<void> {
  for (const id of await records.withDays()) {
    const { notifications, requests } = await policyOf(id)
    const at = now()
    const days = { remindAfterDays: notifications.remindAfterDays, noticeDays: requests.noticeDays }
    const { organization, events } = await records.days(id, days, at)
    const routed = events
      .flatMap((event) => noticesOf(organization, event))
      .flatMap((notice) => route(notice, targets, notifications.quietHours, at))
    await records.keep(routed, at)
  }
}
