import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../../scanner/errors.ts'

const content = z.tuple([z.string(), z.unknown()])

/**
 * A place in a list, opaque to who gets it: where the last row stood, and a digest of the question, since one place means nothing in
 * the answer to another. Rows that come or go meanwhile move no place.
 * @param position undefined: nothing comes after it
 * @param question everything that decides which rows there are and in which order
 */
export const writeCursor = (position: readonly string[] | undefined, question: unknown): string | null =>
  position === undefined
    ? null
    : Buffer.from(JSON.stringify([digestOf(question), position])).toString('base64url')

/**
 * @param cursor undefined: from the begin
 * @param position what a place of this list is made of: a cursor may be anybody's
 * @throws AppError `invalid-cursor`
 */
export function readCursor<Position>(
  cursor: string | undefined,
  question: unknown,
  position: z.ZodType<Position>,
): Position | undefined {
  if (cursor === undefined) return undefined
  const read = content.safeParse(parse(cursor))
  const place =
    read.success && read.data[0] === digestOf(question) ? position.safeParse(read.data[1]) : undefined
  if (place?.success === true) return place.data
  throw new AppError('invalid-cursor', 'The cursor is not one that was given for this question.')
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}

const digestOf = (question: unknown): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12)
