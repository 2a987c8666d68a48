/**
 * What is needed of a GitHub host so that people can sign in with it, in our words; `app/github/sign-in` has it. Nothing here throws
 * for what GitHub does: what could not be read is `unknown`, and `unknown` never means that there is nothing.
 */
export interface SignIn {
  /** Where the browser is sent so that a person agrees. */
  readonly authorizeUrl: (ask: AuthorizeAsk) => string
  /** A code is good for ten minutes and once, so it is never sent twice. */
  readonly exchange: (proof: SignInProof) => Promise<Granted>
  /** The refresh token is used up by it. After `unavailable` nobody knows whether it was, and the person may have to sign in anew. */
  readonly refresh: (refreshToken: string) => Promise<Granted>
  /** Ends one token, with its refresh token: signing out. */
  readonly revoke: (accessToken: string) => Promise<Revoked>
  /** Ends all that the person ever gave our App. */
  readonly revokeAll: (accessToken: string) => Promise<Revoked>
  readonly whoIs: (accessToken: string) => Promise<WhoIs>
  readonly organizationsOf: (accessToken: string) => Promise<SeenOrganizations>
  /**
   * Every repository of an installation that this person can read, a page at a time, as it is read.
   * @param take gets the numeric ids of a page; the next is asked for when it is done
   * @returns `whole` only where all was read. Of anything else, what was taken is a part, and what is not in it is unknown
   */
  readonly repositoriesOf: (
    accessToken: string,
    installationId: number,
    take: (repositoryIds: readonly number[]) => void | Promise<void>,
  ) => Promise<SeenRepositories>
}

export interface AuthorizeAsk {
  /** Beyond guessing, and bound to the browser that is sent. */
  readonly state: string
  /** Kept here until the code comes: 43 to 128 letters, digits, `-._~` (RFC 7636), such as 32 random bytes in base64url. */
  readonly codeVerifier: string
  /** One of the App's callback addresses. */
  readonly redirectUrl: string
  /** Suggested to the person. */
  readonly login?: string | undefined
  /** The person is to say which of their accounts it is, also where they have signed in already. */
  readonly prompt?: 'select_account' | undefined
}

export interface SignInProof {
  /** As GitHub sent it with the browser. */
  readonly code: string
  /** As the browser was sent away with. */
  readonly codeVerifier: string
  readonly redirectUrl: string
}

/** A person's tokens for our App. Secret. */
export interface PersonTokens {
  readonly accessToken: string
  /** undefined: the App is set up so that they do not end. */
  readonly expiresAt: Date | undefined
  readonly refreshToken: string | undefined
  readonly refreshExpiresAt: Date | undefined
}

export type Granted =
  | { readonly kind: 'granted'; readonly tokens: PersonTokens }
  /** The person has to begin again. `error` is GitHub's word: `bad_verification_code`, `bad_refresh_token`, `unverified_user_email`. */
  | { readonly kind: 'refused'; readonly error: string }
  /** Who runs Gatehouse has to act: `incorrect_client_credentials`, `redirect_uri_mismatch`, `application_suspended`. */
  | { readonly kind: 'misconfigured'; readonly error: string }
  /** No answer, or none that says anything. */
  | { readonly kind: 'unavailable' }

/** `gone`: it was no token any more. `misconfigured`: GitHub does not take our client secret. */
export type Revoked = 'revoked' | 'gone' | 'misconfigured' | 'unavailable'

/** A person of GitHub; the number outlives a renaming. */
export interface Person {
  readonly githubId: number
  readonly login: string
  readonly name: string | undefined
  readonly avatarUrl: string
}

/** `refused`: the token is expired, revoked, or nobody's. */
export type WhoIs =
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown' }

/** `none`: no member of it, or not yet, or only of its billing. `unknown`: it could not be read, which is not `none`. */
export type MembershipRole = 'admin' | 'member' | 'none' | 'unknown'

/** An organization that our App is on, and of which this person sees something. */
export interface SeenOrganization {
  readonly installationId: number
  readonly githubId: number
  readonly login: string
  readonly role: MembershipRole
}

export type SeenOrganizations =
  | {
      readonly kind: 'known'
      readonly organizations: readonly SeenOrganization[]
      /** Numbers of organizations of which nothing is told until the person has signed in there with single sign-on. */
      readonly behindSingleSignOn: readonly number[]
    }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown' }

/** `hidden`: this person sees nothing of the installation, or there is none. */
export type SeenRepositories = 'whole' | 'hidden' | 'refused' | 'unknown'
