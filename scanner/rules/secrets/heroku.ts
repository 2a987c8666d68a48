import { named, prefixed } from './form.ts'
import { rulesOf, unverified } from './service-rule.ts'
import { chars, uuid } from './shape.ts'

const allows =
  'deploy to, configure and delete the applications of its owner, and read their configuration with all its secrets'

export const heroku = rulesOf(
  {
    id: 'heroku',
    name: 'Heroku',
    revokeAt: 'https://dashboard.heroku.com/account/applications',
    source: unverified('https://devcenter.heroku.com/articles/authentication'),
  },
  [
    {
      kind: 'api-key',
      title: 'API key',
      severity: 'critical',
      confidence: 'high',
      allows,
      ...prefixed('HRKU-', 'AA', chars('base64url', 58)),
    },
    {
      kind: 'api-key-by-name',
      title: 'API key (older format)',
      severity: 'critical',
      confidence: 'medium',
      allows,
      ...named('heroku api key', uuid),
    },
    {
      kind: 'api-key-uuid',
      title: 'API key (before 2025)',
      severity: 'critical',
      confidence: 'high',
      allows,
      ...prefixed('HRKU-', uuid),
    },
  ],
)
