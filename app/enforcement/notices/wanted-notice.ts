import type { Policy } from '../../../policies/resolve-policy.ts'
import type { WantedEffect } from '../effects/effect.ts'
import type { RepositorySnapshot } from '../github.ts'
import type { Reach } from '../inventory/reach.ts'
import type { MadeDecision, Records } from '../records.ts'
import { digestOfIssue, type KeptIssue, keptIssue } from './kept-issue.ts'
import { type OwnerNotice, ownerNotice } from './owner-notice.ts'
import { toldNotBefore } from './quiet-until.ts'

export interface NoticeReading {
  readonly records: Pick<Records, 'made' | 'lastAction'>
  /** Our id. */
  readonly repository: string
  readonly snapshot: Pick<RepositorySnapshot, 'githubId' | 'visibility' | 'isArchived'>
  readonly reaches: readonly Pick<Reach, 'path' | 'state'>[]
  /** Its mode is no more than what may be done on GitHub at most. */
  readonly decision: Pick<MadeDecision, 'outcome' | 'reasons' | 'mode' | 'group' | 'policy'>
  readonly policy: Pick<Policy, 'changes' | 'groups' | 'disconnectUntilFixed' | 'notifications'>
  /** Installations from which it was taken until it is fixed, and to which it was not given back. */
  readonly takenUntilFixed: ReadonlySet<number>
  readonly stayUntil: Date | undefined
  readonly disconnectAt: Date | undefined
}

/** Where owners can be told: in the repository itself, unless everybody would read it, or nobody may write there. */
export type NoticePlace = 'own' | 'public' | 'archived'

/** Reads what owners were told last, and plans what they are to be told now. */
export async function wantedNotice(reading: NoticeReading, now: Date): Promise<readonly WantedEffect[]> {
  const { records, repository, policy, decision, reaches, takenUntilFixed, stayUntil, disconnectAt } = reading
  if (!policy.notifications.issues || decision.mode === 'observe') return []
  const connected = reaches.filter(({ state }) => state === 'connected')
  const notice = ownerNotice({
    decision,
    policy,
    isConnected: connected.length > 0,
    isOnApp: connected.some(({ path }) => path === 'app-installation'),
    wasTaken: (await records.lastAction(repository, 'disconnect')) !== undefined,
    isTakenUntilFixed: takenUntilFixed.size > 0,
    stayUntil,
    disconnectAt,
    now,
  })
  if (!notice) return []
  const kept = keptIssue(await records.made(repository, 'issue'), 'owner-notice')
  return planNotice(reading, notice, kept, now)
}

function planNotice(
  { snapshot, decision, policy, disconnectAt }: NoticeReading,
  { isOpen, title, text, isNews }: OwnerNotice,
  kept: KeptIssue | undefined,
  now: Date,
): readonly WantedEffect[] {
  const place = placeOf(snapshot)
  const told = { isOpen, title, text }
  if (kept?.isThere ? kept.digest === digestOfIssue(told) : !isNews) return []
  // Where nothing can be written, only what is to be done is worth a person's time; and what became public says nothing any more.
  const isLeft = kept?.isThere === true && kept.isOpen && place === 'public'
  if (place !== 'own' && !isOpen && !isLeft) return []
  const notBefore = toldNotBefore(policy.notifications.quietHours, disconnectAt, now)
  return [
    {
      action: { kind: 'owner-notice', githubId: snapshot.githubId, place, ...told },
      reason: 'Its owners are told how it stands.',
      policy: decision.policy,
      ...(notBefore && { notBefore }),
    },
  ]
}

export const placeOf = ({
  visibility,
  isArchived,
}: Pick<RepositorySnapshot, 'visibility' | 'isArchived'>): NoticePlace =>
  visibility === 'public' ? 'public' : isArchived ? 'archived' : 'own'
