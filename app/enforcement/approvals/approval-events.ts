import { z } from 'zod'
import type { NewAuditEvent } from '../audit/event.ts'
import type { EventLine, OrganizationLine, RecordLine } from '../audit/record-line.ts'
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

/** Approvals of one organization. */
export interface ToldApprovals {
  readonly host: string
  readonly login: string
  readonly approvals: readonly ToldApproval[]
  /** Given events that do not say enough. */
  readonly unreadable: number
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

/** Collects the approvals of a record that nobody has ended, as its lines pass by. */
export function collectApprovals(): {
  readonly add: (line: RecordLine) => void
  readonly organizations: () => readonly ToldApprovals[]
  /** The record's people by their opaque ids. */
  readonly people: ReadonlyMap<string, { readonly host: string; readonly githubId: number }>
} {
  const people = new Map<string, { readonly host: string; readonly githubId: number }>()
  const all: { line: OrganizationLine; open: Map<string, ToldApproval>; unreadable: number }[] = []
  return {
    people,
    add: (line) => {
      if (line.type === 'person') people.set(line.id, { host: line.host, githubId: line.githubId })
      if (line.type === 'organization') all.push({ line, open: new Map(), unreadable: 0 })
      const one = all.at(-1)
      if (line.type !== 'event' || !one) return
      if (line.kind === 'approval.given') {
        const told = readGiven(line)
        if (told) one.open.set(told.approval, told)
        else one.unreadable += 1
      }
      if (line.kind === 'approval.ended') {
        const parsed = ended.safeParse(line.data)
        if (parsed.success) one.open.delete(parsed.data.approval)
      }
    },
    organizations: () =>
      all.map(({ line: { host, login }, open, unreadable }) => ({
        host,
        login,
        approvals: [...open.values()],
        unreadable,
      })),
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
