import { randomBytes } from 'node:crypto'
import type { PersonTokens, SignIn } from '../../../../app/enforcement/sign-in.ts'
import { openSignIn } from '../../../../app/github/sign-in/open-sign-in.ts'
import type { SignInOptions } from '../../../../app/github/sign-in/options.ts'
import { company } from '../../../github/simulated.ts'
import type { App, Permissions, User } from '../../../github/world/entities.ts'
import type { Simulator } from '../../../github/server/simulator.ts'

export const callback = 'http://127.0.0.1:1/sign-in/callback'

/** Acme with ada, who owns it, bob, who is a member, and our App, with which they sign in. */
export async function signingIn(permissions: Permissions = { members: 'read' }) {
  const { github, acme, ada } = await company()
  const bob = github.addUser({ login: 'bob', name: 'Bob' })
  acme.members.set(bob.id, 'member')
  const app = github.addApp({ slug: 'console', owner: acme, callbackUrls: [callback], permissions })
  const installation = github.addInstallation({ app, on: acme })
  return { github, acme, ada, bob, app, installation, signIn: open(github, app) }
}

export const open = (github: Simulator, app: App, options: Partial<SignInOptions> = {}): SignIn =>
  openSignIn({
    apiUrl: github.apiUrl,
    client: { clientId: app.clientId, clientSecret: app.clientSecret },
    now: github.clock.now,
    ...options,
  })

export const newVerifier = (): string => randomBytes(32).toString('base64url')

/** Goes to GitHub as a person, agrees, and brings the code back. */
export async function agree(
  github: Simulator,
  signIn: SignIn,
  user: User,
  codeVerifier: string,
): Promise<URL> {
  github.browser.user = user
  const address = signIn.authorizeUrl({ state: 'mine', codeVerifier, redirectUrl: callback })
  const response = await fetch(address, { redirect: 'manual' })
  return new URL(response.headers.get('location') ?? 'about:blank')
}

/** Signs a person in. */
export async function tokensOf(github: Simulator, signIn: SignIn, user: User): Promise<PersonTokens> {
  const codeVerifier = newVerifier()
  const back = await agree(github, signIn, user, codeVerifier)
  const code = back.searchParams.get('code') ?? ''
  const granted = await signIn.exchange({ code, codeVerifier, redirectUrl: callback })
  if (granted.kind !== 'granted') throw new Error(`GitHub gave no token: ${granted.kind}`)
  return granted.tokens
}
