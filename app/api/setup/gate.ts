import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Lets one browser in, once. */
export interface Gate {
  /** What the terminal shows. */
  readonly token: string
  /** Uses the token up. @returns the session's secret for a cookie, or why there is none */
  readonly open: (token: string) => { readonly session: string } | 'wrong' | 'closed'
  readonly isOpenTo: (session: string | undefined) => boolean
  /** What our own forms must bring back, so that no other page can send them. */
  readonly formToken: string
  /** Makes a state that GitHub must bring back. */
  readonly newState: () => string
  /** Whether it is one of the last that were made: the person may have gone to GitHub from more than one page. */
  readonly isState: (state: string) => boolean
}

/** The same hour that GitHub gives for the exchange. */
const lifetimeMs = 60 * 60_000
/** Nobody types a token, so that a person needs one try; a mangled copy perhaps a few. */
const mostWrongTries = 10
const mostStates = 10

/** @param now milliseconds, from any clock that does not jump back */
export function createGate(now: () => number): Gate {
  const token = newSecret()
  const closesAt = now() + lifetimeMs
  let tries = 0
  let session: string | undefined
  let states: readonly string[] = []
  return {
    token,
    formToken: newSecret(),
    open: (given) => {
      if (session !== undefined || tries >= mostWrongTries || now() > closesAt) return 'closed'
      if (!isSame(given, token)) {
        tries += 1
        return 'wrong'
      }
      session = newSecret()
      return { session }
    },
    // The person may take the hour twice: to come in, and then to be back from GitHub.
    isOpenTo: (given) =>
      session !== undefined &&
      given !== undefined &&
      now() <= closesAt + lifetimeMs &&
      isSame(given, session),
    newState: () => {
      const state = newSecret()
      states = [...states, state].slice(-mostStates)
      return state
    },
    // Each is compared, so that the time does not tell which it was.
    isState: (given) => states.filter((state) => isSame(given, state)).length > 0,
  }
}

/** 256 bits. */
const newSecret = (): string => randomBytes(32).toString('base64url')

/** Digests are compared, so that the time tells nothing of the secret and nothing of its length. */
export const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
