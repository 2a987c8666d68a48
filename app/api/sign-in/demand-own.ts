import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Viewer } from '../../enforcement/members/viewer.ts'
import { AppError } from '../../../scanner/errors.ts'
import { isOwn } from './show.ts'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a change that another site had a browser send: it knows neither the session's token nor can it say that it is us.
 * @param base where people reach Gatehouse. @throws AppError `foreign-request`
 */
export function demandOwn(
  request: Pick<FastifyRequest, 'headers' | 'method'>,
  { via }: Viewer,
  base: string,
): void {
  if (via.kind !== 'session' || reading.has(request.method)) return
  const token = request.headers['x-csrf-token']
  if (isOwn(request, base) && typeof token === 'string' && isSame(token, via.csrfToken)) return
  throw new AppError('foreign-request', 'The request does not come from a page of this Gatehouse.')
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
