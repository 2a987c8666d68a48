import { named, prefixed } from './form.ts'
import { rulesOf, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

export const digitalOcean = rulesOf(
  {
    id: 'digitalocean',
    name: 'DigitalOcean',
    revokeAt: 'https://cloud.digitalocean.com/account/api/tokens',
    source: unverified('https://docs.digitalocean.com/reference/api/create-personal-access-token/'),
  },
  [
    {
      kind: 'personal-access-token',
      title: 'personal access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'create, change and delete servers, databases and domains as far as its scopes go',
      ...prefixed('dop_v1_', chars('hex', 64)),
    },
    {
      kind: 'oauth-token',
      title: 'OAuth access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act in the account of the person who authorized the application',
      ...prefixed('doo_v1_', chars('hex', 64)),
    },
    {
      kind: 'refresh-token',
      title: 'OAuth refresh token',
      severity: 'critical',
      confidence: 'high',
      allows: 'get new access tokens for the account of the person who authorized the application',
      ...prefixed('dor_v1_', chars('hex', 64)),
    },
    {
      kind: 'spaces-secret',
      title: 'Spaces secret key',
      severity: 'high',
      confidence: 'medium',
      allows: 'read and change the files in Spaces, with the access key that belongs to it',
      revokeAt: 'Spaces Object Storage > Access Keys in https://cloud.digitalocean.com',
      source: unverified('https://docs.digitalocean.com/products/spaces/how-to/manage-access/'),
      ...named(
        {
          words: 'spaces secret key',
          names: ['secret'],
          name: /(?:spaces|digitalocean).{0,40}secret/,
        },
        chars('base64', 43),
      ),
    },
    {
      kind: 'token-by-name',
      title: 'API token (older format)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'create, change and delete servers, databases and domains',
      ...named(
        {
          words: 'digitalocean token',
          names: ['digitalocean', 'digital_ocean', 'do_token', 'do_api', 'do_pat', 'do_access'],
          name: /digitalocean.{0,40}(?:token|key|secret)|(?:^|tfvar)do(?:token|api|pat|access)/,
        },
        chars('hex', 64),
      ),
    },
  ],
)
