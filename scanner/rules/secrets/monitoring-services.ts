import type { SecretRule } from '../../engine/rule.ts'
import { anyOf, named, prefixed } from './form.ts'
import { join, random, read, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either, sequence, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const sendOnly = 'send made-up data to the account, at its cost'
const readAndChange = 'read the account’s data and change its settings'
const alerts = 'raise, silence and close alerts and read who is on call'

/** Logs, metrics, errors, uptime, paging. */
export const monitoringServices: readonly SecretRule[] = [
  ...singleKey({
    id: 'airbrake',
    name: 'Airbrake',
    revokeAt: 'https://airbrake.io, under the project’s settings',
    source: unverified('https://docs.airbrake.io/docs/devops-tools/api/'),
    kind: 'project-key',
    severity: 'low',
    allows: sendOnly,
    ...named('airbrake api key', either(chars('hex', 32), chars('hex', 40))),
  }),
  ...singleKey({
    id: 'appsignal',
    name: 'AppSignal',
    revokeAt: 'https://appsignal.com/users/edit',
    source: unverified('https://docs.appsignal.com/api/overview'),
    kind: 'push-key',
    severity: 'medium',
    allows: sendOnly,
    ...named('appsignal push api key', uuid),
  }),
  ...singleKey({
    id: 'betterstack',
    name: 'Better Stack (Logtail)',
    revokeAt: 'https://betterstack.com, under the source’s settings',
    source: unverified('https://betterstack.com/docs/logs/api/getting-started/'),
    kind: 'source-token',
    severity: 'medium',
    allows: sendOnly,
    ...named(
      { words: 'logtail source token', service: ['logtail', 'betterstack', 'better stack', 'betteruptime'] },
      chars('base62', 24),
    ),
  }),
  ...singleKey({
    id: 'bugsnag',
    name: 'Bugsnag',
    revokeAt: 'https://app.bugsnag.com, under the project’s settings',
    source: unverified('https://docs.bugsnag.com/api/error-reporting/'),
    severity: 'low',
    allows: sendOnly,
    ...named('bugsnag api key', chars('hex', 32)),
  }),
  ...singleKey({
    id: 'checkly',
    name: 'Checkly',
    revokeAt: 'https://app.checklyhq.com/settings/user/api-keys',
    source: unverified('https://www.checklyhq.com/docs/accounts-and-users/creating-api-key/'),
    allows: readAndChange,
    ...named('checkly api key', 'cu_', chars('hex', 32)),
  }),
  ...singleKey({
    id: 'coralogix',
    name: 'Coralogix',
    revokeAt: 'https://coralogix.com, under Settings > API Keys',
    source: unverified('https://coralogix.com/docs/user-guides/account-management/api-keys/api-keys/'),
    allows: 'send data to the account or, with a personal key, read it',
    ...prefixed(['cxtp_', 'cxup_', 'cxth_'], chars('base62', 26, 40)),
  }),
  ...singleKey({
    id: 'cronitor',
    name: 'Cronitor',
    revokeAt: 'https://cronitor.io/app/settings/api',
    source: unverified('https://cronitor.io/docs/api-keys'),
    allows: readAndChange,
    ...named('cronitor api key', either(chars('hex', 32), chars('lowerDigits', 32))),
  }),
  ...rulesOf(
    {
      id: 'datadog',
      name: 'Datadog',
      revokeAt: 'https://app.datadoghq.com/organization-settings/api-keys',
      source: unverified('https://docs.datadoghq.com/account_management/api-app-keys/'),
    },
    [
      {
        kind: 'application-key',
        title: 'application key',
        severity: 'high',
        confidence: 'medium',
        allows: 'read and change everything that its owner can, together with an API key',
        revokeAt: 'https://app.datadoghq.com/organization-settings/application-keys',
        ...named(
          {
            words: 'datadog app key',
            service: ['datadog', 'data dog', 'dd app', 'dd application'],
            name: /(?:datadog|^dd|[^a-z]dd).{0,30}(?:key|token|secret)/,
          },
          chars('lowerDigits', 40),
        ),
      },
      {
        kind: 'api-key',
        title: 'API key',
        severity: 'medium',
        confidence: 'medium',
        allows: `${sendOnly}, and with an application key read and change it`,
        ...named(
          {
            words: 'datadog api key',
            service: ['datadog', 'data dog', 'dd api', 'dd client'],
            name: /(?:datadog|^dd|[^a-z]dd).{0,30}(?:key|token|secret)/,
          },
          chars('lowerDigits', 32),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'dynatrace',
    name: 'Dynatrace',
    revokeAt: 'the environment’s Access tokens page',
    source: read(
      'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens-legacy',
    ),
    kind: 'token',
    title: 'access token or client secret',
    allows: 'read monitoring data and change settings, as far as its scopes reach',
    ...prefixed(
      [
        'dt0c01.',
        'dt0s01.',
        'dt0s02.',
        'dt0s03.',
        'dt0s04.',
        'dt0s06.',
        'dt0s08.',
        'dt0s16.',
        'dt0a01.',
        'dt0e01.',
        'dt0i01.',
      ],
      either(
        sequence(chars('upperDigits', 24), '.', chars('upperDigits', 64)),
        sequence(chars('lowerDigits', 24), '.', chars('lowerDigits', 64)),
      ),
    ),
  }),
  ...singleKey({
    id: 'honeybadger',
    name: 'Honeybadger',
    revokeAt: 'https://app.honeybadger.io/users/edit',
    source: unverified('https://docs.honeybadger.io/api/'),
    kind: 'personal-token',
    title: 'personal auth token',
    allows: readAndChange,
    ...prefixed('hbp_', chars('base62', 36)),
  }),
  ...rulesOf(
    {
      id: 'honeycomb',
      name: 'Honeycomb',
      revokeAt: 'https://ui.honeycomb.io, under Manage Data > API Keys',
      source: read('https://docs.honeycomb.io/api/authentication'),
    },
    [
      {
        kind: 'ingest-key',
        title: 'ingest key',
        severity: 'medium',
        confidence: 'high',
        allows: sendOnly,
        ...prefixed(
          'abcdfx'.split('').map((letter) => `hc${letter}ik_`),
          chars('lowerDigits', 58),
        ),
      },
      {
        kind: 'management-key',
        title: 'management key',
        severity: 'high',
        confidence: 'high',
        allows: 'make and delete keys and environments of the team',
        ...prefixed(
          'abcdfx'.split('').map((letter) => `hc${letter}mk_`),
          chars('lowerDigits', 26),
          either(sequence(':', chars('base62', 32)), chars('lowerDigits', 32)),
        ),
      },
      {
        kind: 'api-key',
        title: 'configuration or classic key',
        severity: 'high',
        confidence: 'medium',
        allows: readAndChange,
        ...named(
          { words: 'honeycomb api key', service: ['honeycomb'] },
          either(chars('base62', 22), chars('hex', 32)),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'logdna',
    name: 'Mezmo (LogDNA)',
    revokeAt: 'https://app.mezmo.com/manage/api-keys',
    source: unverified('https://docs.mezmo.com/docs/ingestion-key'),
    title: 'ingestion or service key',
    severity: 'medium',
    allows: `${sendOnly}, or with a service key read it`,
    ...named({ words: 'logdna api key', service: ['logdna', 'mezmo'] }, chars('hex', 32)),
  }),
  ...singleKey({
    id: 'loggly',
    name: 'Loggly',
    revokeAt: 'the account’s Source Setup > Customer Tokens',
    source: unverified(
      'https://documentation.solarwinds.com/en/success_center/loggly/content/admin/customer-token-authentication-token.htm',
    ),
    kind: 'customer-token',
    severity: 'medium',
    allows: sendOnly,
    ...named('loggly token', uuid),
  }),
  ...singleKey({
    id: 'logzio',
    name: 'Logz.io',
    revokeAt: 'https://app.logz.io, under Settings > Manage tokens',
    source: unverified(
      'https://docs.logz.io/docs/user-guide/admin/authentication-tokens/log-shipping-tokens/',
    ),
    kind: 'token',
    severity: 'medium',
    allows: `${sendOnly}, or with an API token read it`,
    ...named(
      { words: 'logzio token', service: ['logzio', 'logz io', 'logz'] },
      either(chars('letters', 32), uuid, chars('base62', 32)),
    ),
  }),
  ...singleKey({
    id: 'opsgenie',
    name: 'Opsgenie',
    revokeAt: 'https://app.opsgenie.com/settings/api-key-management',
    source: unverified('https://docs.opsgenie.com/docs/authentication'),
    allows: alerts,
    ...anyOf(
      {
        detect: [token('GenieKey ', new RegExp(`GenieKey (?<secret>${uuid.pattern})`), { notBefore: null })],
        randomBits: 122,
        matches: [() => `-H "Authorization: GenieKey ${uuid.sample(1)}"`],
        misses: [() => `-H "Authorization: GenieKey $KEY"`],
      },
      named(
        {
          words: 'opsgenie api key',
          service: ['opsgenie', 'ops genie', 'genie key'],
          name: /opsgenie.{0,30}(?:key|token|secret)|geniekey/,
        },
        uuid,
      ),
    ),
  }),
  ...rulesOf(
    {
      id: 'pagerduty',
      name: 'PagerDuty',
      revokeAt: 'https://support.pagerduty.com, under Integrations > API Access Keys',
      source: unverified('https://support.pagerduty.com/main/docs/api-access-keys'),
    },
    [
      {
        kind: 'api-key',
        title: 'API access key',
        severity: 'high',
        confidence: 'medium',
        allows: alerts,
        ...anyOf(
          {
            detect: [
              token(
                'Token token=',
                /Token token=(?<secret>(?:u\+|y_|e\+|[A-Za-z0-9])[A-Za-z0-9_+-]{17,19})/,
                { notBefore: null, notAfter: /[A-Za-z0-9_+-]/ },
              ),
            ],
            randomBits: 100,
            matches: [
              () => `-H 'Authorization: Token token=${join('u+', random('base62', 18))}'`,
              () => `"Token token=${join('y_', random('base62', 18, 4))}"`,
            ],
            misses: [() => `Authorization: Token token=$PD_TOKEN`, () => `Token token=${'x'.repeat(20)}`],
          },
          named(
            {
              words: 'pagerduty api key',
              service: ['pagerduty', 'pager duty', 'pd api', 'pd token'],
              name: /pagerduty.{0,40}(?:key|token|secret)|^pd(?:api)?(?:key|token)/,
            },
            either(sequence(either('u+', 'y_', 'e+'), chars('base64url', 18)), chars('base64url', 20)),
          ),
        ),
      },
      {
        kind: 'integration-key',
        title: 'integration (routing) key',
        severity: 'medium',
        confidence: 'medium',
        allows: 'raise and close alerts of one service',
        revokeAt: 'the service’s Integrations tab',
        ...named(
          {
            words: 'pagerduty routing key',
            service: ['pagerduty', 'pager duty', 'pd routing', 'pd integration', 'pd service'],
            name: /pagerduty.{0,40}(?:key|token|secret)|^pd.{0,20}key/,
          },
          chars('lowerDigits', 32),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'papertrail',
    name: 'Papertrail',
    revokeAt: 'https://papertrailapp.com/account/profile',
    source: unverified('https://www.papertrail.com/help/http-api/'),
    kind: 'api-token',
    allows: 'read all logs of the account',
    ...named('papertrail api token', chars('base62', 20)),
  }),
  ...singleKey({
    id: 'raygun',
    name: 'Raygun',
    revokeAt: 'https://app.raygun.com, under the application’s settings',
    source: unverified('https://raygun.com/documentation/'),
    severity: 'low',
    allows: sendOnly,
    ...named('raygun api key', either(chars('base62', 22), sequence(chars('base64', 22), '=='))),
  }),
  ...singleKey({
    id: 'rollbar',
    name: 'Rollbar',
    revokeAt: 'https://rollbar.com, under the project’s Access Tokens',
    source: unverified('https://docs.rollbar.com/docs/access-tokens'),
    kind: 'access-token',
    severity: 'medium',
    allows: `${sendOnly}, or with a read token read it`,
    ...named('rollbar access token', either(chars('hex', 32), chars('hex', 128))),
  }),
  ...singleKey({
    id: 'rootly',
    name: 'Rootly',
    revokeAt: 'https://rootly.com/account, under API Keys',
    source: unverified('https://docs.rootly.com/api-reference/overview'),
    allows: alerts,
    ...prefixed('rootly_', chars('hex', 64)),
  }),
  ...singleKey({
    id: 'splunk',
    name: 'Splunk',
    revokeAt: 'the instance’s Settings > Data inputs > HTTP Event Collector',
    source: unverified('https://help.splunk.com/en/splunk-enterprise/get-started/get-data-in/'),
    kind: 'hec-token',
    title: 'HTTP event collector token',
    severity: 'medium',
    allows: 'send made-up events to the instance',
    ...anyOf(
      {
        detect: [
          token(
            ['Authorization: Splunk ', 'authorization: Splunk '],
            new RegExp(`[Aa]uthorization: Splunk (?<secret>${uuid.pattern})`),
          ),
        ],
        randomBits: 122,
        matches: [() => `-H "Authorization: Splunk ${uuid.sample(2)}"`],
        misses: [() => `-H "Authorization: Splunk <token>"`],
      },
      named(
        {
          words: 'splunk hec token',
          service: ['splunk', 'hec token'],
          name: /splunk.{0,30}(?:token|key|secret)|hectoken/,
        },
        uuid,
      ),
    ),
  }),
  ...singleKey({
    id: 'statuspage',
    name: 'Statuspage',
    revokeAt: 'https://manage.statuspage.io, under API info',
    source: unverified('https://developer.statuspage.io/#section/Authentication'),
    allows: 'publish incidents and maintenance in the name of the page',
    ...named(
      { words: 'statuspage api key', service: ['statuspage', 'status page'] },
      either(uuid, chars('hex', 32), chars('hex', 64)),
    ),
  }),
  ...rulesOf(
    {
      id: 'sumologic',
      name: 'Sumo Logic',
      revokeAt: 'https://service.sumologic.com, under Preferences > My Access Keys',
      source: unverified('https://help.sumologic.com/docs/manage/security/access-keys/'),
    },
    [
      {
        kind: 'access-key',
        title: 'access key',
        severity: 'high',
        confidence: 'medium',
        allows: 'read logs and change settings as the person it belongs to, together with the access id',
        ...named(
          { words: 'sumo access key', service: ['sumo', 'sumo logic'], ownWord: true },
          chars('base62', 64),
        ),
      },
      {
        kind: 'access-id',
        title: 'access id',
        severity: 'low',
        confidence: 'medium',
        allows: 'tell which access key is meant; it becomes harmful with the key',
        ...named(
          {
            words: 'sumo access id',
            service: ['sumo', 'sumo logic'],
            name: /sumo(?:logic)?.{0,20}(?:id|token|key|access)/,
            ownWord: true,
          },
          'su',
          chars('base62', 12),
        ),
        fix: 'Nothing, unless the access key stands beside it.',
      },
      {
        kind: 'collector-address',
        title: 'HTTP source address',
        severity: 'low',
        confidence: 'high',
        allows: sendOnly,
        detect: [
          token(
            '.sumologic.com/receiver/v1/http/',
            /\.sumologic\.com\/receiver\/v1\/http\/(?<secret>[A-Za-z0-9_-]{60,200}={0,2})/,
            { notBefore: null },
          ),
        ],
        randomBits: 300,
        matches: [
          () =>
            `https://endpoint1.collection${join('.sumologic', '.com/receiver/v1/http/', random('base64url', 118), '==')}`,
          () =>
            `url: https://collectors.eu${join('.sumologic', '.com/receiver/v1/http/', random('base64url', 118, 3), '==')}`,
        ],
        misses: [
          () => `https://collectors${join('.sumologic', '.com/receiver/v1/http/TOKEN')}`,
          () => 'https://service.sumologic.com/ui/',
        ],
        fix: 'Regenerate the address in the source’s settings, and keep the new one in a secret store or the environment.',
      },
    ],
  ),
  ...singleKey({
    id: 'uptimerobot',
    name: 'UptimeRobot',
    revokeAt: 'https://dashboard.uptimerobot.com/integrations',
    source: unverified('https://uptimerobot.com/api/'),
    allows: 'read, change and delete the account’s monitors',
    ...named(
      { words: 'uptimerobot api key', service: ['uptimerobot', 'uptime robot'] },
      either('u', 'ur', sequence('m', chars('digits', 9), '-')),
      chars('digits', 6, 9),
      '-',
      chars('hex', 24),
    ),
  }),
]
