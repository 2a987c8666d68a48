import type { NewAuditEvent } from '../../audit/event.ts'
import { mostInOneCall } from '../../github-writes.ts'
import type { NewSwitch, OpenSwitch } from '../open-switch.ts'

/** Before GitHub is asked: what is to be left on it, and whether some of that is without it for a moment from now on. */
export const intendedEvent = ({
  effect,
  organization,
  installation,
  kept,
  first,
  taken,
}: NewSwitch): NewAuditEvent => ({
  kind: 'switch.intended',
  actor: null,
  subject: `organization:${organization}`,
  data: {
    effect,
    installation,
    kept: kept.length,
    taken: taken.length,
    // GitHub's numeric ids.
    first: first.map(({ githubId }) => githubId),
    hasWindow: kept.length > mostInOneCall,
  },
})

/** All that stays is on it again: how long it was not, from before GitHub was asked. */
export const endedEvent = (
  organization: string,
  { effect, installation, kept, intendedAt }: OpenSwitch,
  at: Date,
): NewAuditEvent => ({
  kind: 'switch.ended',
  actor: null,
  subject: `organization:${organization}`,
  data: {
    effect,
    installation,
    kept: kept.length,
    hasWindow: kept.length > mostInOneCall,
    startedAt: intendedAt.toISOString(),
    endedAt: at.toISOString(),
    seconds: Math.ceil((at.getTime() - intendedAt.getTime()) / 1000),
  },
})

/** Repositories got on an installation, or off it, by names that had changed hands, and are put back. */
export const correctedEvent = (
  organization: string,
  installation: number,
  githubIds: readonly number[],
  how: 'taken' | 'given',
): NewAuditEvent => ({
  kind: 'connection.corrected',
  actor: null,
  subject: `organization:${organization}`,
  data: { installation, how, repositories: githubIds },
})
