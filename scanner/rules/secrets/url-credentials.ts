import { looksRandom } from '../../engine/randomness.ts'
import type { SecretRule } from '../../engine/rule.ts'
import { checkQueryToken } from './checks/query-token.ts'
import { checkUrlPassword } from './checks/url-credentials.ts'
import { userAtHost } from './address-pattern.ts'
import { join, random, token, unverified } from './service-rule.ts'

const source = unverified('https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1')

/** Schemes behind which a colon and an `@` mean something else. */
const otherSchemes = /^(?:data|mailto|xmpp|acct|urn|scp|file|tel|sip|sips|magnet|chrome-extension)$/i

/** How services name the token in their addresses; `key` alone is also that of a place in a table or a store. */
const tokenParameters = [
  'token',
  'access_token',
  'access-token',
  'accesstoken',
  'auth_token',
  'authtoken',
  'api_token',
  'apitoken',
  'private_token',
  'api_key',
  'api-key',
  'apikey',
  'client_secret',
]

export const urlCredentials: readonly SecretRule[] = [
  {
    id: 'url-credentials',
    kind: 'secret',
    title: 'Password in an address',
    severity: 'high',
    confidence: 'high',
    why: 'Whoever reads the address can sign in with the name and password in it. Addresses also end up in logs and histories.',
    fix: 'Change the password, take it out of the address, and give it to the program by the environment or a secret store.',
    source,
    generic: true,
    randomBits: 0,
    detect: [
      token('://', new RegExp(`[A-Za-z][A-Za-z0-9+.-]{1,24}://${userAtHost}`), {
        lead: { chars: /[A-Za-z0-9+.-]/, max: 25 },
        notAfter: null,
      }),
    ],
    check: (secret, context) => {
      const scheme = context.text.slice(0, context.text.indexOf('://'))
      // `cvs://:pserver:anoncvs@host`: the method, and a name without a password.
      if (scheme === 'cvs' && /^(?:pserver|ext|gserver|kserver|ssh):[^:]*$/.test(secret))
        return { drop: 'a name' }
      return otherSchemes.test(scheme) ? { drop: 'not a password there' } : checkUrlPassword(secret, context)
    },
    matches: [
      () => `git clone https://deploy:${random('base62', 14)}@git.corp-tools.io/app.git`,
      () => `FTP_URL=ftp://backup:${join('q7', random('base62', 8), '%40')}@files.corp-tools.io/daily`,
      () =>
        `proxy: "http://svc:${join('Pa', random('base62', 6), '@', random('base62', 4))}@proxy.corp-tools.io:3128"`,
    ],
    misses: [
      () => 'https://${USER}:${PASSWORD}@git.corp-tools.io/app.git',
      () => 'http://localhost:8080/users/@me',
      () => 'https://cdn.corp-tools.io/npm/pkg@1.2.3/dist:latest@2',
      () => 'git+ssh://git@git.corp-tools.io:2222/app.git',
      () => 'https://{user}:{password}@host.corp-tools.io',
      () => 'cvs://:pserver:anoncvs@sources.corp-tools.io:/cvs/src',
    ],
  },
  {
    id: 'url-token',
    kind: 'secret',
    title: 'Token in the address of a Git repository',
    severity: 'high',
    confidence: 'medium',
    why: 'Whoever reads the address can read, and often change, the repositories that the token opens.',
    fix: 'Revoke the token at the git host, and let git ask a credential helper for a new one.',
    source,
    generic: true,
    randomBits: 80,
    detect: [
      token(
        '://',
        /https?:\/\/(?<secret>[A-Za-z0-9_.~=-]{20,255})(?::(?:x-oauth-basic|x-token-auth)?)?@[\w.-]{0,80}(?:git|bitbucket|dev\.azure|visualstudio|codeberg|gitea|gogs)[\w.-]{0,80}\//,
        { lead: { chars: /[a-z]/, max: 5 }, notAfter: null },
      ),
    ],
    check: (secret) => (looksRandom(secret) ? undefined : { drop: 'a name' }),
    matches: [
      () => `git remote add origin https://${random('hex', 40)}@github.com/owner/repository.git`,
      () => `url = https://${random('base62', 40)}:x-oauth-basic@git.corp-tools.io/app.git`,
    ],
    misses: [
      () => 'https://firstname-lastname-of-the-team@github.com/owner/repository.git',
      () => `https://${random('hex', 40)}@corp-tools.io/app`,
    ],
  },
  {
    id: 'url-query-token',
    kind: 'secret',
    title: 'Token in the query of an address',
    severity: 'high',
    confidence: 'medium',
    why: 'Whoever reads the address can call the service in the name of whoever the token was issued to. Addresses also end up in logs.',
    fix: 'Find out which service issued it, revoke it there, and send a new one in a header, read from the environment or a secret store.',
    source: unverified('https://www.rfc-editor.org/rfc/rfc6750#section-5.3'),
    generic: true,
    randomBits: 0,
    detect: [
      token(
        tokenParameters.flatMap((name) => [`?${name}=`, `&${name}=`, `&amp;${name}=`]),
        /[?&](?:amp;)?[a-z_-]{5,14}=(?<secret>[A-Za-z0-9._~+%-]{15,511}[A-Za-z0-9_-]={0,2})/i,
        { ignoreCase: true, notBefore: null, notAfter: /[A-Za-z0-9_$({[<]/ },
      ),
    ],
    check: checkQueryToken,
    matches: [
      () => `fetch("https://api.corp-tools.io/v1/orders?api_key=${random('hex', 32)}")`,
      () => `{"url": "https://mcp.corp-tools.io/sse?token=${random('hex', 32)}"}`,
      () => `wss://stream.corp-tools.io/v2?room=7&access_token=${random('base62', 40)}\n`,
      () => `<a href="https://corp-tools.io/feed?a=1&amp;auth_token=${random('base64url', 24)}">`,
    ],
    misses: [
      () => 'https://api.corp-tools.io/v1?api_key=${API_KEY}',
      () => 'https://api.corp-tools.io/v1?token=your-token-goes-here-please',
      () => `https://api.corp-tools.io/v1?page_token=${random('base62', 40)}`,
      () => `if (a ?token=${random('hex', 32)} : b)`,
      () => 'https://api.corp-tools.io/v1?access_token=refresh_token_of_the_user',
    ],
  },
]
