import type { Verdict } from '../../../engine/rule.ts'
import { readEncodedJson } from './encoded-json.ts'
import { isSignedBySampleKey } from './jwt-sample-keys.ts'

type Claims = Readonly<Record<string, unknown>>

/** Lengths of the signature in base64url characters, by algorithm (RFC 7518); RSA's depends on the key. */
const signatureLengths: Readonly<Record<string, number>> = {
  HS256: 43,
  HS384: 64,
  HS512: 86,
  ES256: 86,
  ES384: 128,
  ES512: 176,
  EdDSA: 86,
}
const day = 86_400

/**
 * A JSON Web Token (RFC 7519): the header must be JSON that names an algorithm, the payload JSON, unless it is encrypted.
 * What it opens depends on its claims; the engine has no clock, so the day it expires on is only told.
 */
export function checkJwt(secret: string): Verdict {
  const [head = '', body = '', signature = '', ...more] = secret.replace(/=+$/, '').split('.')
  const header = readEncodedJson(head)
  if (!header) {
    const payload = more.length === 0 && signature.length >= 43 ? readEncodedJson(body) : undefined
    return payload && !isSample(payload)
      ? { confidence: 'low', note: 'its header cannot be read' }
      : { drop: 'no header' }
  }
  const algorithm = header['alg']
  if (more.length > 0)
    return typeof header['enc'] === 'string'
      ? { confidence: 'medium', note: 'encrypted' }
      : { drop: 'no token' }
  const claims = readEncodedJson(body)
  if (!claims)
    return typeof algorithm === 'string' && body.length > 40
      ? { confidence: 'low', note: 'its payload cannot be read' }
      : { drop: 'no payload' }
  if (isSample(claims)) return { severity: 'low', confidence: 'low', note: 'the sample that documents use' }
  if (typeof algorithm !== 'string') return { confidence: 'low', note: 'its header names no algorithm' }
  if (algorithm.toLowerCase() === 'none') return { severity: 'low', confidence: 'low', note: 'not signed' }
  if (signature === '') return { confidence: 'low', note: 'its signature is missing' }
  if (isSignedBySampleKey(algorithm, `${head}.${body}`, signature))
    return {
      severity: 'low',
      confidence: 'low',
      note: 'a sample: it is signed with a key that everybody knows',
    }
  const expected = signatureLengths[algorithm]
  const whole = expected === undefined ? signature.length >= 64 : signature.length === expected
  return judgeClaims(claims, whole)
}

function judgeClaims(claims: Claims, whole: boolean): Verdict {
  const role = claims['role']
  if (claims['iss'] === 'supabase' || claims['iss'] === 'supabase-demo') {
    if (claims['iss'] === 'supabase-demo')
      return { severity: 'low', confidence: 'low', note: 'the sample that Supabase ships' }
    if (role === 'anon') return { severity: 'low', note: 'Supabase’s key for browsers, public by design' }
    if (role === 'service_role')
      return { severity: 'critical', note: 'Supabase’s service key, which passes by every row’s policy' }
  }
  const [issued, expires] = [claims['iat'], claims['exp']]
  const note = lifetimeOf(expires)
  if (typeof issued === 'number' && typeof expires === 'number' && expires - issued <= day) {
    return { severity: 'low', confidence: 'medium', note: `short-lived; ${note}` }
  }
  return whole ? { note } : { confidence: 'medium', note: `its signature is cut or altered; ${note}` }
}

function lifetimeOf(expires: unknown): string {
  if (typeof expires !== 'number') return 'it never expires'
  const date = new Date((expires > 1e11 ? expires / 1000 : expires) * 1000)
  return Number.isNaN(date.getTime())
    ? 'it never expires'
    : `it expires on ${date.toISOString().slice(0, 10)}`
}

/** What jwt.io and RFC 7519 show. */
const isSample = (claims: Claims): boolean =>
  (claims['sub'] === '1234567890' && /^(?:john doe|jane doe)$/i.test(String(claims['name']))) ||
  (claims['iss'] === 'joe' && claims['exp'] === 1300819380)
