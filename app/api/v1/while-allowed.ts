import type { FastifyRequest } from 'fastify'
import { may, type Permission } from '../../enforcement/members/permissions.ts'
import { AppError } from '../../../scanner/errors.ts'

/** Between two questions whether somebody may still read on, in milliseconds. */
const usualMs = 5000

/**
 * A long answer for as long as who reads it may: it breaks off within seconds after their session or token ended, or their role did.
 * @throws AppError `not-allowed`
 */
export async function* whileAllowed<Piece>(
  request: FastifyRequest,
  { permission, organization }: { readonly permission: Permission; readonly organization: string },
  pieces: AsyncIterable<Piece>,
  everyMs = usualMs,
): AsyncGenerator<Piece> {
  let askedAt = performance.now()
  for await (const piece of pieces) {
    if (performance.now() - askedAt >= everyMs) {
      const viewer = await request.whoNow()
      if (!viewer || !may(viewer, permission, organization))
        throw new AppError('not-allowed', 'Who reads this may not any more.')
      askedAt = performance.now()
    }
    yield piece
  }
}
