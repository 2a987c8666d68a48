/** What an App proves to GitHub that it is itself with, where people sign in. */
export interface ClientCredentials {
  /** `Iv23…`; everybody may know it. */
  readonly clientId: string
  readonly clientSecret: string
}

export interface SignInOptions {
  /** `https://api.github.com`, `https://git.acme.example/api/v3` */
  readonly apiUrl: string
  readonly client: ClientCredentials
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds that an answer may take. */
  readonly answerMs?: number | undefined
  /** Milliseconds since 1970. */
  readonly now?: () => number
  readonly fetch?: typeof globalThis.fetch
}

/** A person waits for it. */
const usualAnswerMs = 15_000

/** Ends a request in time. */
export const endOf = ({ signal, answerMs = usualAnswerMs }: SignInOptions): AbortSignal =>
  signal ? AbortSignal.any([signal, AbortSignal.timeout(answerMs)]) : AbortSignal.timeout(answerMs)
