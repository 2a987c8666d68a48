import type { CompanyRefusal } from '../identity/company-door.ts'

/** Signing in and out, as pages need it. */
export interface Door {
  /** GitHub hosts with which people can sign in. */
  readonly hosts: () => readonly DoorHost[]
  /**
   * Begins to sign somebody in.
   * @param goesTo a path of ours. @returns where the browser goes, and what it is known by when it comes back; undefined: no such host
   */
  readonly begin: (
    host: string,
    goesTo: string,
    callback: string,
    purpose?: { readonly linksIdentity?: string | undefined; readonly recovery?: string | undefined },
  ) => Promise<{ readonly url: string; readonly browser: string } | undefined>
  readonly finish: (back: ComingBack) => Promise<SignInOutcome>
  /** Ends a session, and the person's token of GitHub with it. */
  readonly leave: (cookie: string) => Promise<void>
}

export interface DoorHost {
  /** `github.com` */
  readonly name: string
  /** `https://github.com` */
  readonly origin: string
}

/** What GitHub and the browser bring. */
export interface ComingBack {
  readonly state: string
  readonly browser: string
  /** undefined: the person did not agree. */
  readonly code: string | undefined
  /** Who says that it answers (RFC 9207); undefined: it does not say. */
  readonly issuer: string | undefined
  readonly callback: string
  readonly agent: string | undefined
  /** The session that the browser has, which ends with it. */
  readonly cookie: string | undefined
}

export type SignInOutcome =
  | CompanyRefusal
  | { readonly kind: 'signed-in'; readonly cookie: string; readonly goesTo: string }
  /** It was begun too long ago, elsewhere, or came twice. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'denied'; readonly goesTo: string }
  /** Another one than was asked says that it answers. */
  | { readonly kind: 'other-issuer'; readonly goesTo: string }
  /** GitHub does not take the code. */
  | { readonly kind: 'refused'; readonly goesTo: string }
  /** Who runs Gatehouse has to correct something. */
  | { readonly kind: 'misconfigured' }
  | { readonly kind: 'unavailable'; readonly goesTo: string }
  /** They are nobody in any organization that is governed here. @property isBehindSingleSignOn they may be, once they signed in there */
  | { readonly kind: 'stranger'; readonly login: string; readonly isBehindSingleSignOn: boolean }

/** Only a path of ours: whatever else was asked for, they go to the first page. */
export function pathOf(asked: string | undefined): string {
  const home = '/'
  if (asked === undefined || asked.length > 2000 || !/^\/(?![/\\])[\u0021-\u007e]*$/.test(asked)) return home
  const at = new URL(asked, 'http://gatehouse.invalid')
  if (at.origin !== 'http://gatehouse.invalid' || at.pathname.startsWith('//')) return home
  return /^\/(?:api|sign-in|sign-out|webhooks)(?:\/|$)/.test(at.pathname)
    ? home
    : at.pathname + at.search + at.hash
}
