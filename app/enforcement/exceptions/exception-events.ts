import { z } from 'zod'
import type { Waived } from '../../../policies/exception.ts'
import { findingClass } from '../../../policies/finding-class.ts'
import type { ActsFor } from '../approvals/approval.ts'
import type { EventCollector, StillOpen } from '../audit/event-collector.ts'
import type { Json, NewAuditEvent } from '../audit/event.ts'
import type { EventLine } from '../audit/record-line.ts'
import type { NewException } from './exception.ts'

/** An exception as a record tells of it. People are the record's opaque ids. */
export interface ToldException extends Pick<NewException, 'waived' | 'owner' | 'issue' | 'expiresAt'> {
  /** The record's id of it. */
  readonly exception: string
  /** GitHub's numeric id. */
  readonly repository: number
  readonly by: string
  readonly actsFor: readonly ActsFor[]
  readonly grantedAt: Date
  /** The event's place in the record. */
  readonly sequence: number
  readonly hash: string
}

/** What an event says of what is waived. */
export function waivedData(waived: Waived): { readonly check: Json; readonly findings: Json } {
  if ('check' in waived) return { check: waived.check, findings: null }
  const { rules, kinds, severity, paths } = waived.findings
  return {
    check: null,
    findings: {
      ...(rules && { rules }),
      ...(kinds && { kinds }),
      ...(severity && { severity }),
      ...(paths && { paths }),
    },
  }
}

/**
 * What is done instead was written by a person, and could name somebody: it stays out of the record.
 * @param exception our id
 */
export const givenEvent = (
  exception: string,
  {
    repository,
    githubId,
    waived,
    owner,
    issue,
    expiresAt,
    actsFor,
    by,
  }: Pick<NewException, 'repository' | 'waived' | 'owner' | 'issue' | 'expiresAt' | 'actsFor' | 'by'> & {
    readonly githubId: number
  },
): NewAuditEvent => ({
  kind: 'exception.given',
  actor: by,
  subject: `repository:${repository}`,
  data: {
    exception,
    repository: githubId,
    ...waivedData(waived),
    owner,
    issue,
    actsFor: actsFor.map((one) => ({ ...one })),
    expiresAt: expiresAt.toISOString(),
  },
})

/** An exception that was rebuilt from another record. @param repository our id @param exception our id */
export const rebuiltEvent = (
  told: ToldException,
  { repository, exception }: { readonly repository: string; readonly exception: string },
): NewAuditEvent => {
  const { kind, subject, data } = givenEvent(exception, {
    ...told,
    repository,
    githubId: told.repository,
  })
  const { by, grantedAt, sequence, hash } = told
  return {
    kind,
    actor: null,
    subject,
    data: { ...data, by, grantedAt: grantedAt.toISOString(), rebuiltFrom: { sequence, hash } },
  }
}

const instant = z.iso.datetime({ offset: true })
const given = z.object({
  exception: z.string().min(1),
  repository: z.number().int().positive(),
  check: z.string().min(1).nullable(),
  findings: findingClass.nullish(),
  owner: z.string().min(1),
  issue: z.number().int().positive(),
  actsFor: z.array(z.object({ name: z.string(), githubId: z.number().int().positive().optional() })),
  expiresAt: instant,
  /** Where they are another person and time than the event's own: it was rebuilt once. */
  by: z.uuid().optional(),
  grantedAt: instant.optional(),
})
const ended = z.object({ exception: z.string().min(1) })

/** Collects the exceptions of an organization that nobody has ended. */
export function collectExceptions(): EventCollector<StillOpen<ToldException>> {
  const open = new Map<string, ToldException>()
  let unreadable = 0
  return {
    add: (line) => {
      if (line.kind === 'exception.given') {
        const told = readGiven(line)
        if (told) open.set(told.exception, told)
        else unreadable += 1
      }
      if (line.kind !== 'exception.ended') return
      const parsed = ended.safeParse(line.data)
      if (parsed.success) open.delete(parsed.data.exception)
    },
    collected: () => ({ open: [...open.values()], unreadable }),
  }
}

function readGiven({ data, actor, at, sequence, hash }: EventLine): ToldException | undefined {
  const parsed = given.safeParse(data)
  if (!parsed.success) return undefined
  const { by = actor, grantedAt = at, expiresAt, actsFor, check, findings, ...rest } = parsed.data
  const waived: Waived | undefined = check === null ? (findings ? { findings } : undefined) : { check }
  if (by === null || waived === undefined) return undefined
  return {
    ...rest,
    waived,
    by,
    actsFor: actsFor.map(({ name, githubId }) => ({ name, ...(githubId !== undefined && { githubId }) })),
    grantedAt: new Date(grantedAt),
    expiresAt: new Date(expiresAt),
    sequence,
    hash,
  }
}
