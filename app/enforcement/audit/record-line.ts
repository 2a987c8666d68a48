import { z } from 'zod'
import { AppError } from '../../../scanner/errors.ts'
import type { AuditEvent } from './event.ts'
import type { SignedHead } from './signed-head.ts'

/** What an exported record says first, so that a later form can be told from this one. */
export const recordFormat = 'gatehouse/audit/v1'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const sequence = z.number().int().positive()
const id = z.string().min(1)

const eventLine = z.object({
  type: z.literal('event'),
  organization: id,
  sequence,
  at: z.string(),
  // Newer versions know more kinds; an event of one is still an event.
  kind: z.string(),
  actor: z.string().nullable(),
  subject: z.string(),
  data: z.record(z.string(), z.json()),
  previous: z.string(),
  hash: z.string(),
  /** The person's login, while Gatehouse knows it; no part of what is hashed. */
  actorLogin: z.string().optional(),
})

const headLine = z.object({
  type: z.literal('head'),
  organization: id,
  sequence,
  hash,
  at: z.string(),
  keyId: z.string(),
  signature: z.string().regex(/^[0-9a-f]*$/),
})

const organizationLine = z
  .object({
    type: z.literal('organization'),
    id,
    host: z.string(),
    login: z.string(),
    /** The first and the last event that follow; where none does, the last is the one before the first. */
    first: sequence,
    last: z.number().int().nonnegative(),
    /** Whether the chain ended there when this was written, and began at 1. */
    isWhole: z.boolean(),
  })
  .refine(({ first, last, isWhole }) => last >= first - 1 && (!isWhole || first === 1))

const personLine = z.object({
  type: z.literal('person'),
  /** By which events call them. */
  id: z.uuid(),
  host: z.string(),
  /** GitHub's numeric id, by which they are known to a new database. */
  githubId: z.number().int().positive(),
})

const lineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begin'), format: z.literal(recordFormat), at: z.string() }),
  z.object({ type: z.literal('key'), keyId: z.string(), publicKey: z.string() }),
  personLine,
  organizationLine,
  headLine,
  eventLine,
  z.object({ type: z.literal('end'), events: z.number().int().nonnegative() }),
])

export type OrganizationLine = z.output<typeof organizationLine>
export type PersonLine = Readonly<z.output<typeof personLine>>
export type HeadLine = SignedHead & { readonly type: 'head' }
export type EventLine = AuditEvent & { readonly type: 'event'; readonly actorLogin?: string }

/**
 * The record as a stream, in this order: begin; keys; people who gave or asked for approvals that are still recorded, so that those
 * can be rebuilt (no part of what is hashed); for each organization itself, its heads, its events; end. It is read
 * of the database and of a file alike, and both are verified and rendered by the same code.
 */
export type RecordLine =
  | { readonly type: 'begin'; readonly format: typeof recordFormat; readonly at: string }
  | { readonly type: 'key'; readonly keyId: string; readonly publicKey: string }
  | PersonLine
  | Readonly<OrganizationLine>
  | HeadLine
  | EventLine
  | { readonly type: 'end'; readonly events: number }

/**
 * Reads the lines of an export.
 * @param name how messages call the file
 * @throws AppError `invalid-export`, which names the line and never quotes it
 */
export async function* parseRecord(
  lines: AsyncIterable<string> | Iterable<string>,
  name: string,
): AsyncGenerator<RecordLine> {
  let number = 0
  for await (const text of lines) {
    number += 1
    if (text.trim() === '') continue
    const line = parseRecordLine(text)
    if (!line) {
      throw new AppError('invalid-export', `${name}:${number}: this is no line of an exported audit log.`)
    }
    yield line
  }
}

/** One line of an export; undefined: it is none. */
export function parseRecordLine(text: string): RecordLine | undefined {
  const parsed = lineSchema.safeParse(valueOf(text))
  // oxlint-disable-next-line no-unsafe-type-assertion -- but for the kind, which newer versions may add to
  return parsed.success ? (parsed.data as RecordLine) : undefined
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON is no line; the caller says where.
    return undefined
  }
}
