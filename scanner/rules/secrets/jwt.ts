import { checkJwt } from './checks/jwt.ts'
import { join, random, token, unverified } from './service-rule.ts'
import { singleKey } from './single-key.ts'

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function sample(
  claims: Readonly<Record<string, unknown>>,
  seed: number,
  header: Readonly<Record<string, unknown>> = { alg: 'HS256', typ: 'JWT' },
): string {
  return join(encode(header), '.', encode(claims), '.', random('base64url', 43, seed))
}

export const jwt = singleKey({
  id: 'jwt',
  name: 'JSON Web Token',
  revokeAt: '',
  source: unverified('https://www.rfc-editor.org/rfc/rfc7519'),
  kind: 'token',
  title: '(JWT)',
  allows: 'act as whoever it was issued to, until it expires',
  fix: 'Revoke it where it was issued, or change the key it is signed with; a token has no place in a repository.',
  randomBits: 128,
  detect: [
    // `{"`, `{ "`, `{` and a line break: how JSON begins.
    token(
      ['eyJ', 'eyAi', 'ewog', 'ew0K'],
      /e[yw][A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{2,8000}={0,2}(?:\.[A-Za-z0-9_-]{0,1500}){0,3}={0,2}/,
      { notBefore: /[A-Za-z0-9_-]/, notAfter: /[A-Za-z0-9_]/, hasRuns: true },
    ),
  ],
  check: checkJwt,
  matches: [
    () => `Authorization: Bearer ${sample({ sub: 'u-8812', scope: 'admin' }, 1)}`,
    () => `const token = "${sample({ uid: 7, exp: 1999999999 }, 2, { typ: 'JWT', alg: 'HS256' })}"`,
    () => `SUPABASE_SERVICE_KEY=${sample({ iss: 'supabase', role: 'service_role' }, 3)}\n`,
    () => `?jwt=${sample({ a: 1 }, 4, { kid: 'k1', alg: 'RS256' })}`,
  ],
  misses: [
    () => encode({ alg: 'HS256', typ: 'JWT' }),
    () => join('eyJ', random('base62', 30), '.', random('base62', 30), '.', random('base62', 30)),
    () => join(encode({ version: 3, sources: ['a.ts'] }), '.map'),
  ],
})
