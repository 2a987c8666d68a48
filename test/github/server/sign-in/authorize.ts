import { randomBytes } from 'node:crypto'
import { minute } from '../../clock.ts'
import type { App, User } from '../../world/entities.ts'
import { userByLogin } from '../../world/lookups.ts'
import type { World } from '../../world/world.ts'
import type { Reply } from '../reply.ts'
import { page, redirect, type Browser } from '../web-page.ts'
import { signInPage } from './sign-in-page.ts'

/** What an App asks a person for, of which the form keeps all. Source: docs.github.com, "Generating a user access token for a GitHub App". */
export interface Asked {
  readonly app: App
  readonly redirect: string
  readonly state: string | null
  readonly challenge: string | undefined
}

/** Who is signed in agrees at once, unless they are to say who they are; else the page asks. */
export function authorize(world: World, { user }: Browser, query: URLSearchParams): Reply {
  const asked = readAsked(world, query)
  if ('status' in asked) return asked
  if (user !== undefined && query.get('prompt') !== 'select_account') return agreed(world, asked, user)
  return signInPage(world, asked, query)
}

/** What the page's form sends: everything that was asked, who they are, and what they decided. */
export function decide(world: World, text: string): Reply {
  const form = new URLSearchParams(text)
  const asked = readAsked(world, form)
  if ('status' in asked) return asked
  if (form.get('decision') === 'cancel')
    return back(asked, {
      error: 'access_denied',
      error_description: 'The user has denied your application access.',
    })
  const user = userByLogin(world, form.get('person') ?? '')
  if (user?.type !== 'User') return signInPage(world, asked, form)
  return agreed(world, asked, user)
}

function readAsked(world: World, query: URLSearchParams): Asked | Reply {
  const app = [...world.apps.values()].find(({ clientId }) => clientId === query.get('client_id'))
  if (app === undefined) return page(404, 'Not Found')
  const [first] = app.callbackUrls
  const redirectUrl = query.get('redirect_uri') ?? first
  const state = query.get('state')
  if (redirectUrl === undefined || first === undefined)
    return page(400, 'This application has no callback URL.')
  // "This must be an exact match to one of the URLs you provided."
  if (!app.callbackUrls.includes(redirectUrl))
    return back(
      { redirect: first, state },
      {
        error: 'redirect_uri_mismatch',
        error_description: 'The redirect_uri MUST match the registered callback URL for this application.',
      },
    )
  const challenge = query.get('code_challenge') ?? undefined
  // How GitHub words it is not documented; a code without its proof would be what nobody sees.
  if (challenge !== undefined && !isChallenge(challenge, query.get('code_challenge_method')))
    return page(400, 'code_challenge must be 43 characters of base64url, and code_challenge_method S256.')
  return { app, redirect: redirectUrl, state, challenge }
}

/** "Must be a 43 character SHA-256 hash"; "the plain method is not supported". */
const isChallenge = (challenge: string, method: string | null): boolean =>
  method === 'S256' && /^[\w-]{43}$/.test(challenge)

function agreed(world: World, asked: Asked, user: User): Reply {
  const code = randomBytes(10).toString('hex')
  const { app, redirect: redirectUrl, challenge } = asked
  world.signInCodes.set(code, {
    appId: app.id,
    userId: user.id,
    redirect: redirectUrl,
    challenge,
    until: world.clock.now() + 10 * minute,
  })
  return back(asked, { code })
}

function back(
  { redirect: to, state }: Pick<Asked, 'redirect' | 'state'>,
  fields: Readonly<Record<string, string>>,
): Reply {
  const target = new URL(to)
  for (const [name, value] of Object.entries(fields)) target.searchParams.set(name, value)
  if (state !== null) target.searchParams.set('state', state)
  return redirect(target.href)
}
