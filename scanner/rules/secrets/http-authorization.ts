import type { SecretRule } from '../../engine/rule.ts'
import { checkBasic, checkHeaderToken } from './checks/http-authorization.ts'
import { join, random, token, unverified } from './service-rule.ts'

const basic = (text: string): string => Buffer.from(text).toString('base64')

const basicValue = '(?:basic|Basic|BASIC) {1,4}(?<secret>[A-Za-z0-9+/]{8,600}={0,2})'
const afterBasic = /[A-Za-z0-9+/=_-]/

export const httpAuthorization: readonly SecretRule[] = [
  {
    id: 'http-basic-authorization',
    kind: 'secret',
    title: 'HTTP Basic name and password',
    severity: 'high',
    confidence: 'high',
    why: 'Whoever decodes it can sign in with the name and password in it: base64 hides nothing.',
    fix: 'Change the password, and build the header when the program runs from a password in the environment or a secret store.',
    source: unverified('https://www.rfc-editor.org/rfc/rfc7617'),
    randomBits: 0,
    detect: [
      token(['Basic ', 'BASIC '], new RegExp(basicValue), { notAfter: afterBasic }),
      // In small letters it is a word of texts, unless it begins a value.
      token(
        [': ', '"', "'", '`', '='].map((before) => `${before}basic `),
        new RegExp(`.{1,2}?${basicValue}`),
        { notBefore: null, notAfter: afterBasic },
      ),
    ],
    check: checkBasic,
    matches: [
      () => `Authorization: Basic ${basic(`deploy:${random('base62', 14)}`)}`,
      () => `headers: { authorization: 'Basic ${basic(`svc:${random('base62', 9)}!`)}' }`,
    ],
    misses: [
      () => 'Authorization: Basic authentication',
      () => `Basic ${random('base64', 40)}`,
      () => 'Authorization: Basic <credentials>',
      () => `Basic ${basic('${USER}:${PASSWORD}')}`,
    ],
  },
  {
    id: 'http-bearer-authorization',
    kind: 'secret',
    title: 'HTTP Bearer token',
    severity: 'high',
    confidence: 'medium',
    why: 'Whoever has it can call the service it belongs to in the name of whoever it was issued to.',
    fix: 'Find out which service issued it, revoke it there, and read a new one from the environment or a secret store.',
    source: unverified('https://www.rfc-editor.org/rfc/rfc6750'),
    generic: true,
    randomBits: 0,
    detect: [
      token('bearer ', /bearer {1,4}(?<secret>[A-Za-z0-9._~+/-]{16,2000}={0,2})/i, {
        ignoreCase: true,
        notAfter: /[A-Za-z0-9_$({[<]/,
      }),
    ],
    check: checkHeaderToken,
    matches: [
      () => `Authorization: Bearer ${random('base62', 40)}`,
      () => `{ "Authorization": "Bearer ${random('hex', 32)}" }`,
      () =>
        `req.setHeader('Authorization', 'Bearer ${join(random('base64url', 30), '.', random('base64url', 30, 2))}')`,
    ],
    misses: [
      () => 'Authorization: Bearer your-access-token-goes-here',
      () => 'the bearer authentication-scheme-of-the-proxy is',
      () => 'Authorization: Bearer ${ACCESS_TOKEN_OF_THE_APP}',
      () => `Bearer ${'X'.repeat(32)}`,
    ],
  },
]
