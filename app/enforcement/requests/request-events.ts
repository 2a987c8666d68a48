import { z } from 'zod'
import type { EventCollector, StillOpen } from '../audit/event-collector.ts'
import type { NewAuditEvent } from '../audit/event.ts'
import type { EventLine } from '../audit/record-line.ts'

const sources = ['issue', 'comment', 'api', 'command', 'button', 'console'] as const

/** A request as a record tells of it: everything that it takes to open it once more. People are the record's opaque ids. */
export interface ToldRequest {
  /** The record's id of it. */
  readonly request: string
  /** GitHub's numeric id. */
  readonly repository: number
  readonly requestedBy: string
  readonly source: (typeof sources)[number]
  readonly days: number | null
  /** In which it is answered. */
  readonly issue: number
  readonly openedAt: Date
  /** The event's place in the record. */
  readonly sequence: number
  readonly hash: string
}

/** A request that was rebuilt from another record. @param repository our id @param request our id */
export const rebuiltRequestEvent = (
  told: ToldRequest,
  { repository, request }: { readonly repository: string; readonly request: string },
): NewAuditEvent => ({
  kind: 'request.opened',
  actor: null,
  subject: `repository:${repository}`,
  data: {
    request,
    repository: told.repository,
    source: told.source,
    days: told.days,
    issue: told.issue,
    by: told.requestedBy,
    openedAt: told.openedAt.toISOString(),
    rebuiltFrom: { sequence: told.sequence, hash: told.hash },
  },
})

const opened = z.object({
  request: z.string().min(1),
  repository: z.number().int().positive(),
  source: z.enum(sources),
  days: z.number().int().positive().nullable(),
  // One that was made elsewhere got its issue later, and the record does not say which.
  issue: z.number().int().positive(),
  /** Where they are another person and time than the event's own: it was rebuilt once. */
  by: z.uuid().optional(),
  openedAt: z.iso.datetime({ offset: true }).optional(),
})
const named = z.object({ request: z.string().min(1) })

/** Collects the requests of an organization that nobody has answered. */
export function collectRequests(): EventCollector<StillOpen<ToldRequest>> {
  const open = new Map<string, ToldRequest | 'unreadable'>()
  let nameless = 0
  return {
    add: (line) => {
      if (line.kind !== 'request.opened' && line.kind !== 'request.closed') return
      const parsed = named.safeParse(line.data)
      if (!parsed.success) nameless += line.kind === 'request.opened' ? 1 : 0
      else if (line.kind === 'request.closed') open.delete(parsed.data.request)
      else open.set(parsed.data.request, readOpened(line) ?? 'unreadable')
    },
    collected: () => {
      const all = [...open.values()]
      const told = all.filter((one) => one !== 'unreadable')
      return { open: told, unreadable: nameless + all.length - told.length }
    },
  }
}

function readOpened({ data, actor, at, sequence, hash }: EventLine): ToldRequest | undefined {
  const parsed = opened.safeParse(data)
  if (!parsed.success) return undefined
  const { by = actor, openedAt = at, ...rest } = parsed.data
  return by === null ? undefined : { ...rest, requestedBy: by, openedAt: new Date(openedAt), sequence, hash }
}
