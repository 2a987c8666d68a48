import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyRequest } from 'fastify'

/** Cookies of one deployment. `__Host-` keeps a cookie from being set by a neighbour, and needs HTTPS; without it, only on this machine. */
export interface Cookies {
  readonly session: Cookie
  /** Of a sign-in that is under way. */
  readonly pending: Cookie
}

export interface Cookie {
  readonly read: (request: Pick<FastifyRequest, 'headers'>) => string | undefined
  /** The value of `set-cookie`. @param maxAge in seconds; undefined: until the browser is closed */
  readonly write: (value: string, maxAge?: number) => string
  readonly clear: () => string
}

/** What we write ourselves. */
const form = /^[\w-]{1,200}$/

export const createCookies = (isHttps: boolean): Cookies => ({
  session: cookieNamed('gatehouse', isHttps),
  pending: cookieNamed('gatehouse-sign-in', isHttps),
})

function cookieNamed(plain: string, isHttps: boolean): Cookie {
  const name = isHttps ? `__Host-${plain}` : plain
  const rights = { path: '/', httpOnly: true, secure: isHttps, sameSite: 'lax' } as const
  return {
    read: ({ headers }) => {
      const value = parseCookie(headers.cookie ?? '')[name]
      return value !== undefined && form.test(value) ? value : undefined
    },
    write: (value, maxAge) =>
      stringifySetCookie({ name, value, ...rights, ...(maxAge !== undefined && { maxAge }) }),
    clear: () => stringifySetCookie({ name, value: '', ...rights, maxAge: 0 }),
  }
}
