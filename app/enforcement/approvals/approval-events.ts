import { z } from 'zod'
import type { EventCollector, StillOpen } from '../audit/event-collector.ts'
import type { NewAuditEvent } from '../audit/event.ts'
import type { EventLine } from '../audit/record-line.ts'
import type { ActsFor } from './approval.ts'

/** An approval as a record tells of it: everything that it takes to give it once more. People are the record's opaque ids. */
export interface ToldApproval {
  /** The record's id of it. */
  readonly approval: string
  readonly kind: 'approval' | 'emergency'
  /** GitHub's numeric id. */
  readonly repository: number
  readonly by: string
  readonly requestedBy: string
  readonly actsFor: readonly ActsFor[]
  readonly grantedAt: Date
  readonly expiresAt: Date
  readonly ticket: string | null
  /** The event's place in the record. */
  readonly sequence: number
  readonly hash: string
}

/** An approval that was rebuilt from another record. @param repository our id @param approval our id */
export const rebuiltEvent = (
  told: ToldApproval,
  { repository, approval }: { readonly repository: string; readonly approval: string },
): NewAuditEvent => ({
  kind: 'approval.given',
  actor: null,
  subject: `repository:${repository}`,
  data: {
    approval,
    request: null,
    kind: told.kind,
    repository: told.repository,
    by: told.by,
    requestedBy: told.requestedBy,
    actsFor: told.actsFor.map((one) => ({ ...one })),
    grantedAt: told.grantedAt.toISOString(),
    expiresAt: told.expiresAt.toISOString(),
    ticket: told.ticket,
    rebuiltFrom: { sequence: told.sequence, hash: told.hash },
  },
})

const instant = z.iso.datetime({ offset: true })
const given = z.object({
  approval: z.string().min(1),
  kind: z.enum(['approval', 'emergency']),
  repository: z.number().int().positive(),
  requestedBy: z.uuid(),
  actsFor: z.array(z.object({ name: z.string(), githubId: z.number().int().positive().optional() })),
  expiresAt: instant,
  /** Where they are another person and time than the event's own: it was rebuilt once. */
  by: z.uuid().optional(),
  grantedAt: instant.optional(),
  ticket: z.string().nullish(),
})
const ended = z.object({ approval: z.string().min(1) })

/** Collects the approvals of an organization that nobody has ended. */
export function collectApprovals(): EventCollector<StillOpen<ToldApproval>> {
  const open = new Map<string, ToldApproval>()
  let unreadable = 0
  return {
    add: (line) => {
      if (line.kind === 'approval.given') {
        const told = readGiven(line)
        if (told) open.set(told.approval, told)
        else unreadable += 1
      }
      if (line.kind !== 'approval.ended') return
      const parsed = ended.safeParse(line.data)
      if (parsed.success) open.delete(parsed.data.approval)
    },
    collected: () => ({ open: [...open.values()], unreadable }),
  }
}

function readGiven({ data, actor, at, sequence, hash }: EventLine): ToldApproval | undefined {
  const parsed = given.safeParse(data)
  if (!parsed.success) return undefined
  const { by = actor, grantedAt = at, expiresAt, actsFor, ticket, ...rest } = parsed.data
  if (by === null) return undefined
  return {
    ...rest,
    by,
    actsFor: actsFor.map(({ name, githubId }) => ({ name, ...(githubId !== undefined && { githubId }) })),
    grantedAt: new Date(grantedAt),
    expiresAt: new Date(expiresAt),
    ticket: ticket ?? null,
    sequence,
    hash,
  }
}
