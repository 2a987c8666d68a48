import type { Cookies } from '../api/sign-in/cookies.ts'
import { demandOwn } from '../api/sign-in/demand-own.ts'
import type { Identify } from '../api/v1/identify.ts'
import { bindingsOf } from '../database/identity/enforcement.ts'
import { readTokenViewer, tokenPrefix } from '../database/api-tokens.ts'
import { recordPerson } from '../database/people.ts'
import { readStandings, readViewer, usualLimits } from '../database/sessions.ts'
import type { Store } from '../database/store.ts'
import { recordHost } from '../database/organizations.ts'
import { rolesOf } from '../enforcement/members/roles-of.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { openCaller } from '../github/open-caller.ts'
import type { HostAccess } from '../host-access.ts'
import type { Looker } from './look-at-github.ts'
import { AppError } from '../../scanner/errors.ts'

export interface IdentifyParts {
  readonly store: Store
  readonly hosts: readonly HostAccess[]
  readonly cookies: Cookies
  readonly publicUrl: string | undefined
  readonly now: () => Date
  /** Asks GitHub again what somebody can read, where that was long ago; never throws. */
  readonly look: (looker: Looker) => Promise<void>
}

/** Who sends a request: by a token in `Authorization`, of ours or of GitHub, else by the session of a browser. */
export const createIdentify =
  (parts: IdentifyParts): Identify =>
  async (request) => {
    const { store, cookies, publicUrl, now, look } = parts
    const token = /^Bearer ([\u0021-\u007e]{1,255})$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token?.startsWith(tokenPrefix) === true) return readTokenViewer(store, token, now())
    if (token !== undefined) return byGitHubToken(parts, token)
    const cookie = cookies.session.read(request)
    const viewer = cookie === undefined ? undefined : await readViewer(store, cookie, usualLimits, now())
    if (viewer) demandOwn(request, viewer, publicUrl ?? `http://${request.host}`)
    if (viewer?.person != null && viewer.via.kind === 'session')
      void look({ session: viewer.via.id, person: viewer.person })
    return viewer
  }

/** Nobody waits longer for GitHub. */
const longestMs = 15_000

/** A person's own token is shown to the one host that there is, and to none where there are several: it might be another's. */
async function byGitHubToken(
  { store, hosts, now }: IdentifyParts,
  token: string,
): Promise<Viewer | undefined> {
  const [access, other] = hosts
  if (!access || other) return undefined
  const { apiUrl, name } = access.host
  const caller = await openCaller({ apiUrl, token, signal: AbortSignal.timeout(longestMs) })
    .who()
    .catch((cause: unknown) => {
      throw new AppError('unavailable', 'GitHub did not say whose token it is.', { cause })
    })
  if (!caller) return undefined
  const person = await recordPerson(store, await recordHost(store, name), caller.githubId, caller.login)
  const standings = await readStandings(store, person, now())
  // A token of GitHub shows nothing of the company's own sign-in.
  const [binding] = await bindingsOf(
    store,
    person,
    standings.map(({ organization }) => organization),
  )
  if (binding)
    throw new AppError(
      'not-allowed',
      `${binding.name} is enforced for you, and a token of GitHub does not come by it.`,
      {
        todo: 'Sign in to the console by your company, or use an API token of Gatehouse.',
      },
    )
  return {
    person,
    login: caller.login,
    name: null,
    avatarUrl: null,
    via: { kind: 'github-token' },
    ...rolesOf(person, standings, now()),
  }
}
