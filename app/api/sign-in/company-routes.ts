import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { CompanyBack, CompanyDoor, CompanyOutcome } from '../../enforcement/identity/company-door.ts'
import { type Door, pathOf } from '../../enforcement/members/door.ts'
import type { CallLimit } from '../call-limit.ts'
import { html } from '../setup/html.ts'
import type { Cookies } from './cookies.ts'
import { nextPage, refusedPage, signInPage } from './pages.ts'
import { busy, foreign, isOwn, pendingSeconds, show } from './show.ts'

interface CompanyParts {
  readonly door: Door
  readonly company: CompanyDoor
  readonly cookies: Cookies
  readonly base: (request: FastifyRequest) => string
  readonly limit: CallLimit
}

const id = z.string().regex(/^[1-9]\d{0,17}$/)
const secret = z.string().regex(/^[\w-]{1,200}$/)
const params = z.object({ connection: id })
const form = z.object({
  connection: id.optional(),
  email: z.string().max(320).optional(),
  to: z.string().optional(),
})
const answer = z.object({ SAMLResponse: z.string().max(300_000), RelayState: secret })
const ticketQuery = z.object({ ticket: secret })
/** Assertions with many groups are large. */
const answerBytes = 512 * 1024

/** The pages by which people come in from their company's identity provider. */
export function addCompanyDoor(pages: FastifyInstance, parts: CompanyParts): void {
  const { door, company, cookies, base, limit } = parts
  const finish = (reply: FastifyReply, outcome: CompanyOutcome): FastifyReply => {
    reply.header('set-cookie', cookies.pending.clear())
    if (outcome.kind !== 'signed-in') return show(reply, 403, refusedPage(outcome))
    reply.header('set-cookie', cookies.session.write(outcome.cookie))
    const hosts = door.hosts()
    if (outcome.next === 'console' || hosts.length === 0) return reply.redirect(outcome.goesTo, 303)
    return show(
      reply,
      200,
      nextPage(outcome.next, hosts, outcome.goesTo),
      hosts.map(({ origin }) => origin),
    )
  }
  const backOf = (request: FastifyRequest, browser: string): CompanyBack => ({
    browser,
    agent: request.headers['user-agent'],
    cookie: cookies.session.read(request),
  })
  pages.post('/sign-in/company', async (request, reply) => {
    if (!isOwn(request, base(request))) return show(reply, 403, foreign)
    if (limit.count('sign-in') !== undefined) return show(reply, 429, busy)
    const { data } = form.safeParse(request.body)
    const goesTo = pathOf(data?.to)
    const found =
      data?.connection === undefined ? await company.find(data?.email ?? '') : { id: data.connection }
    if ('why' in found)
      return show(
        reply,
        400,
        signInPage(door.hosts(), goesTo, { ...(await company.listed()), why: found.why }),
      )
    const begun = await company.begin(found.id, goesTo, base(request))
    if (!begun) return show(reply, 400, signInPage(door.hosts(), goesTo, await company.listed()))
    if ('kind' in begun) return show(reply, 503, refusedPage(begun))
    // Not a redirect: browsers judge where a form is redirected to, and the page cannot name every company's provider beforehand.
    reply.header('set-cookie', cookies.pending.write(begun.browser, pendingSeconds))
    reply.header('refresh', `0; url=${begun.url}`)
    return show(reply, 200, {
      title: 'On to your company’s sign-in',
      content: html`<p><a class="button" href="${begun.url}">Go on</a></p>`,
    })
  })
  pages.get('/sign-in/oidc/:connection', async (request, reply) => {
    if (limit.count('sign-in') !== undefined) return show(reply, 429, busy)
    const { data } = params.safeParse(request.params)
    const browser = cookies.pending.read(request)
    if (!data || browser === undefined) return show(reply, 403, stale)
    const url = new URL(base(request) + request.url)
    return finish(reply, await company.finishOidc(data.connection, url, backOf(request, browser)))
  })
  // From the provider's page: browsers send no cookie of ours along with it, so that it says nothing of who is signed in.
  pages.post('/sign-in/saml/:connection', { bodyLimit: answerBytes }, async (request, reply) => {
    if (limit.count('sign-in') !== undefined) return show(reply, 429, busy)
    const at = params.safeParse(request.params).data
    const { data } = answer.safeParse(request.body)
    if (!at || !data) return show(reply, 403, stale)
    const taken = await company.takeSaml(at.connection, data.SAMLResponse, data.RelayState, base(request))
    if ('kind' in taken) return show(reply, 403, refusedPage(taken))
    return reply.redirect(`/sign-in/saml?ticket=${taken.ticket}`, 303)
  })
  pages.get('/sign-in/saml', async (request, reply) => {
    const { data } = ticketQuery.safeParse(request.query)
    const browser = cookies.pending.read(request)
    if (!data || browser === undefined) return show(reply, 403, stale)
    return finish(reply, await company.finishSaml(data.ticket, backOf(request, browser)))
  })
  pages.get('/sign-in/saml/:connection/metadata', async (request, reply) => {
    const { data } = params.safeParse(request.params)
    const metadata = data && (await company.metadata(data.connection, base(request)))
    if (metadata === undefined) return reply.code(404).send({ message: 'There is nothing here.' })
    return reply.type('application/samlmetadata+xml').send(metadata)
  })
}

const stale = refusedPage({
  kind: 'company-refused',
  code: 'sso-stale',
  why: 'It was begun more than ten minutes ago, in another browser, or it has been used already.',
})
