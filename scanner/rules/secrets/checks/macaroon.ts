import type { Verdict } from '../../../engine/rule.ts'

/** Field types of a version 2 macaroon; 0 ends a section. */
const signature = 6

/**
 * PyPI's tokens are version 2 macaroons: fields of type, length and bytes, whose last is a signature of 32 bytes.
 * Source: https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt
 * @returns a drop where the token is one that somebody cut off, which can't be used
 */
export function checkMacaroon(token: string): Verdict | undefined {
  const bytes = Buffer.from(token.slice(token.indexOf('-') + 1), 'base64url')
  let at = 1
  while (at < bytes.length) {
    const type = bytes[at]!
    at += 1
    if (type === 0) continue
    const length = bytes[at]!
    at += 1
    if (type > signature || length > 127) return altered
    if (type === signature) return length === 32 && at + length <= bytes.length ? undefined : cutOff
    at += length
  }
  return cutOff
}

const altered: Verdict = { confidence: 'medium', note: 'altered, or made up: it does not decode' }
const cutOff: Verdict = { drop: 'only the beginning of a token' }
