import type { RefusalCode } from './refusal.ts'

/** Signing in by a company's identity provider, as pages need it. */
export interface CompanyDoor {
  /** Connections whose names stand on the sign-in page, and whether there are any at all. */
  readonly listed: () => Promise<{
    readonly isAny: boolean
    readonly doors: readonly { readonly id: string; readonly name: string }[]
  }>
  /** The connection of an e-mail address's company; else why there is none. */
  readonly find: (email: string) => Promise<{ readonly id: string } | { readonly why: string }>
  /** @param goesTo a path of ours. @param base where people reach Gatehouse. @returns undefined: there is no such connection */
  readonly begin: (
    connection: string,
    goesTo: string,
    base: string,
  ) => Promise<{ readonly url: string; readonly browser: string } | CompanyRefusal | undefined>
  /** What OpenID Connect brings back. @param url the whole address */
  readonly finishOidc: (connection: string, url: URL, back: CompanyBack) => Promise<CompanyOutcome>
  /** Checks a SAML response. @returns a ticket with which the browser fetches what comes of it */
  readonly takeSaml: (
    connection: string,
    response: string,
    relayState: string,
    base: string,
  ) => Promise<{ readonly ticket: string } | CompanyRefusal>
  readonly finishSaml: (ticket: string, back: CompanyBack) => Promise<CompanyOutcome>
  /** Our SAML description; undefined: there is no such connection. */
  readonly metadata: (connection: string, base: string) => Promise<string | undefined>
  /** What a session that a browser brings shows of an identity. */
  readonly carried: (
    cookie: string,
  ) => Promise<{ readonly identity: string; readonly isLinked: boolean } | undefined>
}

export interface CompanyBack {
  /** From the cookie of a sign-in under way. */
  readonly browser: string
  readonly agent: string | undefined
  /** The session that the browser has, which ends with it. */
  readonly cookie: string | undefined
}

export interface CompanyRefusal {
  readonly kind: 'company-refused'
  readonly code: RefusalCode
  readonly why: string
}

export type CompanyOutcome =
  | {
      readonly kind: 'signed-in'
      readonly cookie: string
      readonly goesTo: string
      /** `link`: they have not proven an account of GitHub. `github`: GitHub has not said lately what they are there. */
      readonly next: 'console' | 'link' | 'github'
    }
  | CompanyRefusal
