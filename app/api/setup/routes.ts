import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Gate, isSame } from './gate.ts'
import { document, pagePolicy } from './html.ts'
import {
  confirmPage,
  donePage,
  organizationPage,
  type Page,
  problemPage,
  type ShownPermission,
} from './pages.ts'

/** What became of the code that GitHub sent. */
export type SetUpOutcome =
  | { readonly kind: 'made'; readonly name: string; readonly installUrl: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unavailable' }
  /** The App is made, and its credentials could not be kept yet. */
  | { readonly kind: 'not-kept'; readonly problem: string }

/** What the set-up needs of the rest. */
export interface SetUpParts {
  readonly gate: Gate
  readonly permissions: readonly ShownPermission[]
  /** `https://github.com` */
  readonly webAddress: string
  readonly publicUrl: string | undefined
  /** The App's manifest as JSON. */
  readonly manifest: (organization: string, redirectUrl: string) => string
  /** Exchanges the code and keeps what comes. Asked for again with the same code, it goes on where it failed. */
  readonly finish: (code: string) => Promise<SetUpOutcome>
  /** Called once the person has seen that it is done. */
  readonly done: () => void
}

const sessionCookie = 'gatehouse_setup'
/** GitHub's names of organizations. */
const organizationName = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i
const tokenQuery = z.object({ token: z.string().max(200).optional() })
const callbackQuery = z.object({ code: z.string().regex(/^[\w-]{1,200}$/), state: z.string().max(200) })
const form = z.object({ form: z.string().max(200), organization: z.string().trim().max(100) })

/** Adds the guarded set-up's pages. */
export function addSetUp(server: FastifyInstance, parts: SetUpParts): void {
  const { gate } = parts
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4096 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  )
  const isIn = (request: FastifyRequest): boolean => gate.isOpenTo(cookieOf(request))
  const begin = (reply: FastifyReply, problem?: string): FastifyReply =>
    show(
      reply,
      problem === undefined ? 200 : 400,
      organizationPage({
        permissions: parts.permissions,
        webHost: new URL(parts.webAddress).host,
        formToken: gate.formToken,
        ...(problem !== undefined && { problem }),
      }),
    )

  server.get('/setup', (request, reply) => {
    const { token } = tokenQuery.safeParse(request.query).data ?? {}
    if (token === undefined) return isIn(request) ? begin(reply) : show(reply, 403, stranger)
    const opened = gate.open(token)
    if (opened === 'closed') return show(reply, 403, closed)
    if (opened === 'wrong') return show(reply, 403, stranger)
    // The address with the token is used up; going on from one without it keeps it out of the history's next entries.
    return reply
      .header('set-cookie', cookie(opened.session, request, parts.publicUrl))
      .redirect('/setup', 303)
  })

  server.post('/setup', (request, reply) => {
    if (!isIn(request)) return show(reply, 403, stranger)
    const { data } = form.safeParse(request.body)
    if (data === undefined || !isSame(data.form, gate.formToken))
      return begin(reply, 'The page was too old. Try once more.')
    if (!organizationName.test(data.organization))
      return begin(
        reply,
        'That is no name of an organization: letters, digits and single hyphens, at most 39.',
      )
    const action = new URL(`/organizations/${data.organization}/settings/apps/new`, parts.webAddress)
    action.searchParams.set('state', gate.newState())
    const redirectUrl = new URL('/setup/callback', baseOf(request, parts.publicUrl)).href
    const manifest = parts.manifest(data.organization, redirectUrl)
    const page = confirmPage({ organization: data.organization, action: action.href, manifest })
    return show(reply, 200, page, new URL(parts.webAddress).origin)
  })

  server.get('/setup/callback', async (request, reply) => {
    if (!isIn(request)) return show(reply, 403, stranger)
    const { data } = callbackQuery.safeParse(request.query)
    if (data === undefined || !gate.isState(data.state)) return show(reply, 400, foreign)
    const outcome = await parts.finish(data.code)
    if (outcome.kind === 'made') reply.raw.once('close', parts.done)
    return showOutcome(reply, outcome, request.url)
  })
}

function showOutcome(reply: FastifyReply, outcome: SetUpOutcome, again: string): FastifyReply {
  const tryAgain = { to: again, text: 'Try again' }
  if (outcome.kind === 'made') return show(reply, 200, donePage(outcome))
  if (outcome.kind === 'refused') return show(reply, 400, expired)
  if (outcome.kind === 'unavailable') return show(reply, 502, problemPage(...unanswered, tryAgain))
  return show(reply, 500, problemPage('The credentials could not be kept', outcome.problem, tryAgain))
}

const unanswered = [
  'GitHub does not answer',
  'The App is made, and GitHub has not handed out its credentials yet. They can be had for an hour.',
] as const
const startAgain = { to: '/setup', text: 'Back to the beginning' }
const stranger = problemPage(
  'This page is guarded',
  'Open the address that the terminal shows. It works once; start Gatehouse again for another.',
)
const closed = problemPage(
  'The set-up is closed',
  'The address was used, is more than an hour old, or was guessed at too often. Start Gatehouse again for another.',
)
const foreign = problemPage(
  'That did not begin here',
  'The answer belongs to no question of this set-up.',
  startAgain,
)
const expired = problemPage(
  'GitHub does not know the code',
  'It is good once and for an hour. If the App was made, delete it on GitHub, for its credentials are lost; then begin again.',
  startAgain,
)

function show(
  reply: FastifyReply,
  status: number,
  { title, content }: Page,
  formTarget = "'self'",
): FastifyReply {
  return (
    reply
      .code(status)
      .header('content-security-policy', pagePolicy(formTarget))
      // GitHub may want to know where its form was sent from; no address of a page here holds anything secret.
      .header('referrer-policy', 'strict-origin')
      .type('text/html; charset=utf-8')
      .send(document(title, content))
  )
}

/** Where the browser sees us. The name was checked before. */
function baseOf({ headers }: FastifyRequest, publicUrl: string | undefined): string {
  const host = headers.host ?? ''
  return publicUrl !== undefined && new URL(publicUrl).host === host ? publicUrl : `http://${host}`
}

/** `Lax`, because GitHub sends the browser back from its own pages. */
function cookie(session: string, request: FastifyRequest, publicUrl: string | undefined): string {
  const secure = baseOf(request, publicUrl).startsWith('https:') ? '; Secure' : ''
  return `${sessionCookie}=${session}; Path=/setup; HttpOnly; SameSite=Lax; Max-Age=7200${secure}`
}

function cookieOf({ headers }: FastifyRequest): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === sessionCookie)?.[1]
}
