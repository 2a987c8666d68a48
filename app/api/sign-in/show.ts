import type { FastifyReply, FastifyRequest } from 'fastify'
import { document, pagePolicy } from '../setup/html.ts'
import { outcomePage, type Page } from './pages.ts'

/** Browsers keep it as long as GitHub's code is good. */
export const pendingSeconds = 600

/**
 * Whether a page of ours sent it. Browsers say so by `Sec-Fetch-Site`; older ones by `Origin`, which is `null` where pages tell no
 * referrer. What says neither is no browser, and has no cookie that anybody could make use of.
 */
export function isOwn({ headers }: Pick<FastifyRequest, 'headers'>, base: string): boolean {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  const isOrigin = origin === new URL(base).origin
  if (site === undefined) return origin === undefined || isOrigin
  return (
    (site === 'same-origin' || site === 'none') && (isOrigin || origin === undefined || origin === 'null')
  )
}

export const foreign: Page = outcomePage({ kind: 'stale' })
export const busy: Page = outcomePage({ kind: 'unavailable', goesTo: '/' })

export function show(
  reply: FastifyReply,
  status: number,
  { title, content }: Page,
  formTargets: readonly string[] = [],
): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', pagePolicy([`'self'`, ...formTargets].join(' ')))
    .type('text/html; charset=utf-8')
    .send(document(title, content))
}
