import { webAddressOf } from '../web-address.ts'

/**
 * Whether it is the GitHub that was asked which answers, so that a code of one never goes to another (RFC 9207, section 2.4).
 * GitHub sends `https://github.com/login/oauth` and documents nothing of it, so a host is known by its origin alone: each is one issuer.
 * @param issuer undefined: the answer does not say, as one of an older Enterprise Server
 */
export function isIssuer(issuer: string | undefined, apiUrl: string): boolean {
  if (issuer === undefined) return true
  return URL.canParse(issuer) && new URL(issuer).origin === new URL(webAddressOf(apiUrl)).origin
}
