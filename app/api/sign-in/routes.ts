import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Door, pathOf } from '../../enforcement/members/door.ts'
import type { CompanyDoor } from '../../enforcement/identity/company-door.ts'
import type { CallLimit } from '../call-limit.ts'
import { addCompanyDoor } from './company-routes.ts'
import type { Cookies } from './cookies.ts'
import { outcomePage, signInPage } from './pages.ts'
import { busy, foreign, isOwn, pendingSeconds, show } from './show.ts'

export interface SignInParts {
  readonly door: Door
  readonly company: CompanyDoor
  readonly cookies: Cookies
  /** Where people reach Gatehouse: `https://gatehouse.acme.example`; undefined: as the browser says, on this machine. */
  readonly publicUrl: string | undefined
  readonly limit: CallLimit
}

export const signInCallback = '/sign-in/callback'

const pageQuery = z.object({ to: z.string().optional() })
const form = z.object({
  host: z.string().max(253),
  to: z.string().optional(),
  /** They came by their company, and want both to be one person. */
  link: z.literal('yes').optional(),
  recovery: z.string().max(60).optional(),
})
const callbackQuery = z.object({
  state: z.string().regex(/^[\w-]{1,200}$/),
  code: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional(),
  iss: z.string().max(2000).optional(),
})

/** The pages by which people come in and go. */
export async function addSignIn(
  server: FastifyInstance,
  { door, company, cookies, publicUrl, limit }: SignInParts,
): Promise<void> {
  const base = (request: FastifyRequest): string => publicUrl ?? `http://${request.host}`
  await server.register(async (pages) => {
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 8192 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
    )
    pages.get('/sign-in', async (request, reply) => {
      const goesTo = pathOf(pageQuery.safeParse(request.query).data?.to)
      const hosts = door.hosts()
      // Browsers judge where a form is redirected to as well.
      return show(
        reply,
        200,
        signInPage(hosts, goesTo, await company.listed()),
        hosts.map(({ origin }) => origin),
      )
    })
    // Not by a link: a browser that fetches pages ahead would begin sign-ins that nobody wants.
    pages.post('/sign-in', async (request, reply) => {
      if (!isOwn(request, base(request))) return show(reply, 403, foreign)
      if (limit.count('sign-in') !== undefined) return show(reply, 429, busy)
      const { data } = form.safeParse(request.body)
      const cookie = data?.link === undefined ? undefined : cookies.session.read(request)
      const carried = cookie === undefined ? undefined : await company.carried(cookie)
      const purpose = { linksIdentity: carried?.identity, recovery: data?.recovery }
      const begun =
        data && (await door.begin(data.host, pathOf(data.to), base(request) + signInCallback, purpose))
      if (!begun) return show(reply, 400, signInPage(door.hosts(), '/', await company.listed()))
      return reply
        .header('set-cookie', cookies.pending.write(begun.browser, pendingSeconds))
        .redirect(begun.url, 303)
    })
    pages.get(signInCallback, async (request, reply) => {
      if (limit.count('sign-in') !== undefined) return show(reply, 429, busy)
      const { data } = callbackQuery.safeParse(request.query)
      const browser = cookies.pending.read(request)
      const outcome =
        data && browser !== undefined
          ? await door.finish({
              state: data.state,
              code: data.code,
              issuer: data.iss,
              browser,
              callback: base(request) + signInCallback,
              agent: request.headers['user-agent'],
              cookie: cookies.session.read(request),
            })
          : ({ kind: 'stale' } as const)
      reply.header('set-cookie', cookies.pending.clear())
      if (outcome.kind !== 'signed-in') return show(reply, statusOf[outcome.kind], outcomePage(outcome))
      return reply.header('set-cookie', cookies.session.write(outcome.cookie)).redirect(outcome.goesTo, 303)
    })
    addCompanyDoor(pages, { door, company, cookies, base, limit })
    pages.post('/sign-out', async (request, reply) => {
      if (!isOwn(request, base(request))) return show(reply, 403, foreign)
      const cookie = cookies.session.read(request)
      if (cookie !== undefined) await door.leave(cookie)
      return reply
        .header('set-cookie', cookies.session.clear())
        .header('clear-site-data', '"cache", "storage"')
        .redirect('/sign-in', 303)
    })
  })
}

const statusOf = {
  stale: 400,
  denied: 403,
  'other-issuer': 400,
  refused: 400,
  misconfigured: 500,
  unavailable: 503,
  stranger: 403,
  'company-refused': 403,
} as const
