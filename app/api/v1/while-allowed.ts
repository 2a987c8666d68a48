import type { FastifyRequest } from 'fastify'
import { may, type Permission } from '../../enforcement/members/permissions.ts'
import type { Viewer } from '../../enforcement/members/viewer.ts'
import { AppError } from '../../../scanner/errors.ts'

/** Between two questions whether somebody may still read on, in milliseconds. */
const usualMs = 5000

/** What is read; `anybody`: whoever is known, and what they see of it the answer looks at itself. */
export type About = { readonly permission: Permission; readonly organization: string } | 'anybody'

/**
 * A long answer for as long as who reads it may: it breaks off within seconds after their session or token ended, or their role did.
 * From then on `request.viewer` is who they are now.
 * @throws AppError `not-allowed`
 */
export async function* whileAllowed<Piece>(
  request: FastifyRequest,
  about: About,
  pieces: AsyncIterable<Piece>,
  everyMs = usualMs,
): AsyncGenerator<Piece> {
  let askedAt = performance.now()
  for await (const piece of pieces) {
    if (performance.now() - askedAt >= everyMs) {
      const viewer = await request.whoNow()
      if (!viewer || !isLet(viewer, about))
        throw new AppError('not-allowed', 'Who reads this may not any more.')
      request.viewer = viewer
      askedAt = performance.now()
    }
    yield piece
  }
}

const isLet = (viewer: Viewer, about: About): boolean =>
  about === 'anybody' || may(viewer, about.permission, about.organization)
