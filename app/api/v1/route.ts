import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Permission } from '../../enforcement/members/permissions.ts'
import type { Viewer } from '../../enforcement/members/viewer.ts'
import { AppError } from '../../../scanner/errors.ts'

/** The part of the server that the API is: its routes say in zod what they take and give. */
export type ApiServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; undefined: nobody knows, and the route is for everybody. */
    viewer: Viewer | undefined
    /** Who it is now, which may be nobody any more where an answer takes long. */
    whoNow: () => Promise<Viewer | undefined>
  }
  interface FastifyContextConfig {
    /** What who calls must be allowed, wherever it is about; `anybody` needs to be known, `everybody` not even that. */
    permission?: Permission | 'anybody' | 'everybody'
    /** Its answer holds something that is shown once and kept nowhere, so not for an idempotency key either. */
    isShownOnce?: boolean
  }
}

/** Who calls a route that is not for everybody. */
export function viewerOf({ viewer }: FastifyRequest): Viewer {
  if (viewer) return viewer
  throw new AppError('not-signed-in', 'Who calls is not known.')
}

/** Our ids are numbers that may be beyond JavaScript's, and are never beyond PostgreSQL's 2^63. */
export const id = z.string().regex(/^[1-9]\d{0,17}$/, 'It is not an id.')
/** One or several: `?outcome=denied&outcome=unknown`. */
export const several = <Item extends z.ZodType>(item: Item) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1).max(50)])
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
export const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()

/** How much of a list is wanted, and from where on. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'Rows of a page.' }),
  cursor: z.string().max(2000).optional().meta({ description: 'From the page before: `next`.' }),
} as const

/** A page of a list. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    items: listOf(row),
    next: z.string().nullable().meta({ description: 'Where the next page begins; null: this was the last.' }),
  })
