import { looksRandom } from '../../engine/randomness.ts'
import type { SecretRule } from '../../engine/rule.ts'
import { checkUrlPassword } from './checks/url-credentials.ts'
import { userAtHost } from './address-pattern.ts'
import { join, random, token, unverified } from './service-rule.ts'

const source = unverified('https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1')

/** Schemes behind which a colon and an `@` mean something else. */
const otherSchemes = /^(?:data|mailto|xmpp|acct|urn|scp|file|tel|sip|sips|magnet|chrome-extension)$/i

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
]
