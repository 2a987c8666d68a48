import { eventKinds } from './event-kinds.ts'
import type { Notice } from './notice.ts'
import type { Happened } from './records.ts'

/** What is told of something that happened, or of a day that has come: nothing, or one notice for each kind that it is. Pure. */
export function noticesOf(organization: Notice['organization'], happened: Happened): readonly Notice[] {
  return eventKinds
    .filter(
      ({ id, from, when }) =>
        (from === 'clock' ? id === happened.kind : from === happened.kind) && (when?.(happened) ?? true),
    )
    .map(({ id, matter, phase, detail }) => ({
      event: id,
      key: `${organization.id}:${happened.key}`,
      at: happened.at.toISOString(),
      organization,
      repository: happened.repository,
      matter: matter(happened),
      phase,
      detail: detail?.(happened.data) ?? '',
      issue: happened.issue,
    }))
}
