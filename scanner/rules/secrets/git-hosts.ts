import { named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { join, random, rulesOf, token, unverified } from './service-rule.ts'
import { type Shape, chars } from './shape.ts'
import { singleKey } from './single-key.ts'

const hex40: Shape = { ...chars('hex', 40), pattern: '[0-9A-Fa-f]{40}' }

export const gitea = singleKey({
  id: 'gitea',
  name: 'Gitea',
  revokeAt: 'Settings > Applications of your Gitea, Forgejo or Gogs server',
  source: unverified('https://docs.gitea.com/development/api-usage'),
  kind: 'access-token',
  severity: 'critical',
  allows: 'act as its owner on the Gitea, Forgejo or Gogs server, as far as its scopes go',
  ...named(
    {
      words: 'gitea token',
      service: ['gitea', 'forgejo', 'gogs', 'codeberg'],
      name: /(?:gitea|forgejo|gogs|codeberg).{0,40}(?:token|key|secret|auth|pat$)/,
    },
    chars('hex', 40),
  ),
})

const accessToken = (seed: number): string =>
  join('sgp_', random('hex', 16, seed), '_', random('hex', 40, seed))

export const sourcegraph = rulesOf(
  {
    id: 'sourcegraph',
    name: 'Sourcegraph',
    revokeAt: 'Settings > Access tokens of your Sourcegraph server',
    source: unverified('https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token'),
  },
  [
    {
      kind: 'access-token',
      title: 'access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'search and read, as its owner, all code the server has indexed',
      detect: [token('sgp_', /sgp_(?:(?:[0-9A-Fa-f]{16}|local)_)?[0-9A-Fa-f]{40}/)],
      randomBits: 160,
      matches: [
        ...anywhere(accessToken),
        () => join('sgp_', 'local_', random('hex', 40)),
        () => `SRC_ACCESS_TOKEN=${join('sgp_', random('hex', 40, 3))}`,
      ],
      misses: [
        () => accessToken(1).slice(0, 40),
        () => join('sgp_', 'x'.repeat(40)),
        () => join(accessToken(2), 'ab'),
      ],
    },
    {
      kind: 'gateway-token',
      title: 'Cody gateway token',
      severity: 'medium',
      confidence: 'high',
      allows: 'use AI models through Sourcegraph at its owner’s cost',
      ...prefixed('sgd_', chars('hex', 64)),
    },
    {
      kind: 'license-token',
      title: 'license token',
      severity: 'medium',
      confidence: 'high',
      allows: 'use what the license pays for',
      ...prefixed('slk_', chars('hex', 64)),
    },
    {
      kind: 'token-by-name',
      title: 'access token (before 2023)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'search and read, as its owner, all code the server has indexed',
      ...named(
        {
          words: 'sourcegraph token',
          names: ['sourcegraph', 'src_access_token'],
          name: /sourcegraph.{0,40}(?:token|key|secret|auth)|srcaccesstoken|^sourcegraph$/,
        },
        hex40,
      ),
    },
  ],
)

/** Our own, which `app/database/api-tokens.ts` makes; the page says why a key should begin so that it can be found. */
export const gatehouse = rulesOf(
  {
    id: 'gatehouse',
    name: 'Gatehouse',
    revokeAt: 'Settings > API tokens of your Gatehouse',
    source: unverified(
      'https://docs.github.com/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program',
    ),
  },
  [
    {
      kind: 'api-token',
      title: 'API token',
      severity: 'high',
      confidence: 'high',
      allows:
        'read, as far as its scopes go, which repositories Claude may reach, what was found in them, and the record',
      ...prefixed('gatehouse_', chars('base62', 43)),
    },
  ],
)
