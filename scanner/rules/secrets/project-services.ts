import type { SecretRule } from '../../engine/rule.ts'
import { anyOf, named, prefixed } from './form.ts'
import { assigned, join, publicId, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either, sequence, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const asOwner = 'read and change everything that its owner can'
const asApp = 'complete sign-ins as the app and get access tokens of the people who use it'

/** Projects, documents, design, time, calendars, forms. */
export const projectServices: readonly SecretRule[] = [
  ...rulesOf(
    {
      id: 'adobe',
      name: 'Adobe',
      revokeAt: 'https://developer.adobe.com/console, under the project’s credentials',
      source: unverified(
        'https://developer.adobe.com/developer-console/docs/guides/authentication/ServerToServerAuthentication/',
      ),
    },
    [
      {
        kind: 'client-secret',
        title: 'client secret',
        severity: 'high',
        confidence: 'high',
        allows: 'get access tokens of the project, together with the client id',
        ...prefixed(['p8e-', 's8e-'], chars('base64url', 32)),
      },
      {
        kind: 'client-id',
        title: 'client id',
        confidence: 'low',
        ...publicId('project', 'client secret'),
        ...named(
          { words: 'adobe client id', name: /adobe.{0,40}(?:client|api|app|token|key|id)/ },
          chars('hex', 32),
        ),
      },
    ],
  ),
  ...rulesOf(
    {
      id: 'airtable',
      name: 'Airtable',
      revokeAt: 'https://airtable.com/create/tokens',
      source: unverified('https://airtable.com/developers/web/guides/personal-access-tokens'),
    },
    [
      {
        kind: 'personal-access-token',
        title: 'personal access token',
        severity: 'high',
        confidence: 'high',
        allows: 'read and change the bases that it was made for',
        detect: [
          assigned(
            ['airtable', 'key', 'token', 'secret', 'auth', 'pass'],
            /(?:Bearer )?pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/,
          ),
          token('Bearer pat', /Bearer (?<secret>pat[A-Za-z0-9]{14}\.[0-9a-f]{64})/),
        ],
        randomBits: 256,
        matches: [
          () => `AIRTABLE_TOKEN=${join('pat', random('base62', 14), '.', random('hex', 64))}\n`,
          () =>
            `-H "Authorization: Bearer ${join('pat', random('base62', 14, 3), '.', random('hex', 64, 4))}"`,
          () => `apiKey: '${join('pat', random('base62', 14, 5), '.', random('hex', 64, 6))}'`,
        ],
        misses: [
          () => `token = "${join('pat', random('base62', 14))}"`,
          () => `path: "${join('pat', 'x'.repeat(14), '.', 'x'.repeat(64))}"`,
        ],
      },
      {
        kind: 'api-key',
        title: 'API key (older format)',
        severity: 'high',
        confidence: 'medium',
        allows: 'read and change every base of its owner',
        ...named('airtable api key', either(sequence('key', chars('base62', 14)), chars('base62', 17))),
      },
    ],
  ),
  ...rulesOf(
    {
      id: 'asana',
      name: 'Asana',
      revokeAt: 'https://app.asana.com/0/my-apps',
      source: unverified('https://developers.asana.com/docs/personal-access-token'),
    },
    [
      {
        kind: 'personal-access-token',
        title: 'personal access token',
        severity: 'high',
        confidence: 'high',
        allows: asOwner,
        ...named(
          {
            words: 'asana access token',
            service: ['asana', 'access token', 'api key', 'token'],
            name: /asana|accesstoken|apikey|token/,
          },
          either(
            sequence('1/', chars('digits', 12, 20)),
            sequence('2/', chars('digits', 12, 20), '/', chars('digits', 12, 20)),
          ),
          ':',
          chars('hex', 32),
        ),
      },
      {
        kind: 'client-secret',
        title: 'client secret',
        severity: 'high',
        confidence: 'medium',
        allows: asApp,
        ...named('asana client secret', chars('lowerDigits', 32)),
      },
      {
        kind: 'client-id',
        title: 'client id',
        confidence: 'low',
        ...publicId('app', 'client secret'),
        ...named(
          { words: 'asana client id', name: /asana.{0,20}(?:client|app|token)/ },
          chars('digits', 15, 17),
        ),
      },
    ],
  ),
  ...rulesOf(
    {
      id: 'calendly',
      name: 'Calendly',
      revokeAt: 'https://calendly.com/integrations/api_webhooks',
      source: unverified('https://developer.calendly.com/how-to-authenticate-with-personal-access-tokens'),
    },
    [
      {
        kind: 'personal-access-token',
        title: 'personal access token',
        severity: 'high',
        confidence: 'high',
        allows: 'read and change the calendars, events and invitees of its owner',
        // The header of every such token is the same: its key id, then "typ":"PAT".
        detect: [
          token(
            join('eyJraWQiOiIxY2UxZTEz'),
            /eyJraWQiOiIxY2UxZTEz[A-Za-z0-9_-]{80,160}\.[A-Za-z0-9_-]{100,500}\.[A-Za-z0-9_-]{80,100}/,
            { notAfter: /[A-Za-z0-9_-]/ },
          ),
        ],
        randomBits: 480,
        matches: [
          () =>
            `CALENDLY_TOKEN=${join('eyJraWQiOiIxY2UxZTEz', random('base64url', 110), '.', random('base64url', 200), '.', random('base64url', 86))}\n`,
          () =>
            `Bearer ${join('eyJraWQiOiIxY2UxZTEz', random('base64url', 110, 2), '.', random('base64url', 200, 3), '.', random('base64url', 86, 4))}`,
        ],
        misses: [
          () => join('eyJraWQiOiIxY2UxZTEz', random('base64url', 20)),
          () => join('eyJraWQiOiIxY2UxZTEz', random('base64url', 110), '.', random('base64url', 20)),
        ],
      },
      {
        kind: 'client-secret',
        title: 'client secret',
        severity: 'high',
        confidence: 'medium',
        allows: asApp,
        ...named('calendly client secret', chars('base64url', 43)),
      },
    ],
  ),
  ...singleKey({
    id: 'calcom',
    name: 'Cal.com',
    revokeAt: 'https://app.cal.com/settings/developer/api-keys',
    source: unverified('https://cal.com/docs/api-reference/v2/introduction'),
    allows: 'read and change the bookings of its owner',
    ...prefixed('cal_live_', chars('hex', 32)),
  }),
  ...singleKey({
    id: 'canva',
    name: 'Canva',
    revokeAt: 'https://www.canva.com/developers/integrations',
    source: unverified('https://www.canva.dev/docs/connect/authentication/'),
    kind: 'client-secret',
    allows: asApp,
    ...prefixed('cnvca', chars('base64url', 51)),
  }),
  ...singleKey({
    id: 'clickup',
    name: 'ClickUp',
    revokeAt: 'https://app.clickup.com/settings/apps',
    source: unverified('https://developer.clickup.com/docs/authentication'),
    kind: 'personal-token',
    allows: asOwner,
    confidence: 'high',
    detect: [assigned(['clickup', 'click_up', 'token', 'key', 'auth', 'secret'], /pk_\d{6,10}_[A-Z0-9]{32}/)],
    randomBits: 160,
    matches: [
      () => `CLICKUP_TOKEN=${join('pk_', random('digits', 8), '_', random('upperDigits', 32))}\n`,
      () => `"Authorization": "${join('pk_', random('digits', 7), '_', random('upperDigits', 32, 3))}"`,
    ],
    misses: [
      () => `CLICKUP_TOKEN=${join('pk_', random('digits', 8), '_', random('upperDigits', 12))}`,
      () => `table = "${join('pk_', random('digits', 8), '_', random('upperDigits', 32))}"`,
    ],
  }),
  ...singleKey({
    id: 'clockify',
    name: 'Clockify',
    revokeAt: 'https://app.clockify.me/user/settings',
    source: unverified('https://docs.clockify.me/'),
    allows: asOwner,
    ...named('clockify api key', chars('base64', 48)),
  }),
  ...singleKey({
    id: 'coda',
    name: 'Coda',
    revokeAt: 'https://coda.io/account',
    source: unverified('https://coda.io/developers/apis/v1'),
    kind: 'api-token',
    allows: asOwner,
    ...named({ words: 'coda api token', name: /coda(?:io)?(?:api)?(?:token|key)/, ownWord: true }, uuid),
  }),
  ...singleKey({
    id: 'docusign',
    name: 'DocuSign',
    revokeAt: 'https://admindemo.docusign.com/apps-and-keys',
    source: unverified('https://developers.docusign.com/platform/configure-app/'),
    kind: 'client-secret',
    allows: 'complete sign-ins as the app: read and send envelopes of the people who use it',
    ...named(
      { words: 'docusign client secret', name: /docusign.{0,30}(?:secret|integrat.{0,6}key|token)/ },
      uuid,
    ),
  }),
  ...singleKey({
    id: 'dropboxsign',
    name: 'Dropbox Sign (HelloSign)',
    revokeAt: 'https://app.hellosign.com/home/myAccount#api',
    source: unverified('https://developers.hellosign.com/api/reference/authentication/'),
    allows: 'read and send signature requests of the account',
    ...named({ words: 'hellosign api key', service: ['hellosign', 'dropbox sign'] }, chars('hex', 64)),
  }),
  ...rulesOf(
    {
      id: 'figma',
      name: 'Figma',
      revokeAt: 'https://www.figma.com/settings',
      source: unverified('https://developers.figma.com/docs/rest-api/authentication/'),
    },
    [
      {
        kind: 'personal-access-token',
        title: 'personal access token',
        severity: 'high',
        confidence: 'high',
        allows: 'read and comment on every file that its owner can',
        ...prefixed('figd_', chars('base64url', 38, 64)),
      },
      {
        kind: 'oauth-token',
        title: 'OAuth or refresh token',
        severity: 'high',
        confidence: 'high',
        allows: 'act as the person who signed in, as far as its scopes reach',
        ...prefixed(['figu_', 'figur_'], chars('base64url', 38, 60)),
      },
    ],
  ),
  ...singleKey({
    id: 'frameio',
    name: 'Frame.io',
    revokeAt: 'https://developer.frame.io/app/tokens',
    source: unverified('https://developer.frame.io/docs/getting-started/authentication'),
    kind: 'developer-token',
    allows: 'read and change the projects and files of its owner',
    ...prefixed('fio-u-', { ...chars('base64url', 64), pattern: '[A-Za-z0-9_=-]{64}' }),
  }),
  ...singleKey({
    id: 'harvest',
    name: 'Harvest',
    revokeAt: 'https://id.getharvest.com/developers',
    source: unverified(
      'https://help.getharvest.com/api-v2/authentication-api/authentication/authentication/',
    ),
    kind: 'access-token',
    allows: asOwner,
    ...named(
      {
        words: 'harvest access token',
        service: ['harvest', 'access token', 'accesstoken'],
        name: /harvest|accesstoken/,
      },
      chars('digits', 5, 8),
      either('.pt.', '.at.'),
      chars('base64url', 60, 100),
    ),
  }),
  ...singleKey({
    id: 'jotform',
    name: 'Jotform',
    revokeAt: 'https://www.jotform.com/myaccount/api',
    source: unverified('https://api.jotform.com/docs/'),
    allows: 'read and change forms with everything that people filled in',
    ...named({ words: 'jotform api key', service: ['jotform', 'jot form'] }, chars('hex', 32)),
  }),
  ...rulesOf(
    {
      id: 'linear',
      name: 'Linear',
      revokeAt: 'https://linear.app/settings/account/security',
      source: unverified('https://linear.app/developers/graphql'),
    },
    [
      {
        kind: 'api-key',
        title: 'personal API key',
        severity: 'high',
        confidence: 'high',
        allows: asOwner,
        ...prefixed('lin_api_', chars('base62', 40)),
      },
      {
        kind: 'oauth-token',
        title: 'OAuth access token',
        severity: 'high',
        confidence: 'high',
        allows: 'act as the person who signed in, as far as its scopes reach',
        revokeAt: 'https://linear.app/settings/api, under OAuth applications',
        ...prefixed('lin_oauth_', chars('hex', 64)),
      },
      {
        kind: 'webhook-secret',
        title: 'webhook signing secret',
        severity: 'medium',
        confidence: 'high',
        allows: 'forge events that the receiver believes to come from Linear',
        revokeAt: 'https://linear.app/settings/api, under Webhooks',
        ...prefixed('lin_wh_', chars('base62', 40)),
      },
      {
        kind: 'client-secret',
        title: 'client secret',
        severity: 'high',
        confidence: 'medium',
        allows: asApp,
        revokeAt: 'https://linear.app/settings/api, under OAuth applications',
        ...named(
          {
            words: 'linear client secret',
            name: /linear(?:app|api|oauth)?(?:client)?(?:secret|token|key|apikey)/,
            ownWord: true,
          },
          chars('hex', 32),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'miro',
    name: 'Miro',
    revokeAt: 'https://miro.com/app/settings/user-profile/apps',
    source: unverified('https://developers.miro.com/docs/getting-started-with-oauth'),
    kind: 'access-token',
    allows: 'read and change the boards that the app may',
    ...named(
      {
        words: 'miro access token',
        name: /miro(?:api|app|client|oauth)?.{0,12}(?:token|secret)/,
        ownWord: true,
      },
      either(
        sequence('eyJ', chars('base64url', 40, 120), '_', chars('base64url', 20, 40)),
        chars('base62', 27),
        chars('base62', 32),
      ),
    ),
  }),
  ...singleKey({
    id: 'monday',
    name: 'monday.com',
    revokeAt: 'the account’s Administration > Connections > API',
    source: unverified('https://developer.monday.com/api-reference/docs/authentication'),
    kind: 'api-token',
    allows: asOwner,
    ...anyOf(
      // The payload of every such token begins with {"tid": .
      {
        detect: [
          token(
            join('eyJhbGciOiJIUzI1NiJ9.', 'eyJ0aWQiOj'),
            /eyJhbGciOiJIUzI1NiJ9\.eyJ0aWQiOj[A-Za-z0-9_-]{60,600}\.[A-Za-z0-9_-]{43}/,
            { notAfter: /[A-Za-z0-9_-]/ },
          ),
        ],
        randomBits: 256,
        matches: [
          () =>
            `MONDAY_TOKEN=${join('eyJhbGciOiJIUzI1NiJ9.', 'eyJ0aWQiOj', random('base64url', 150), '.', random('base64url', 43))}\n`,
        ],
        misses: [() => join('eyJhbGciOiJIUzI1NiJ9.', 'eyJ0aWQiOj', random('base64url', 10))],
      },
      named(
        {
          words: 'monday signing secret',
          service: ['monday', 'monday com', 'monday signing'],
          name: /monday(?:com|app|client)?.{0,12}secret/,
          ownWord: true,
        },
        chars('hex', 32),
      ),
    ),
  }),
  ...rulesOf(
    {
      id: 'notion',
      name: 'Notion',
      revokeAt: 'https://www.notion.so/profile/integrations',
      source: unverified('https://developers.notion.com/reference/authentication'),
    },
    [
      {
        kind: 'integration-token',
        title: 'integration token',
        severity: 'high',
        confidence: 'high',
        allows: 'read and change every page that is shared with the integration',
        ...anyOf(
          prefixed('ntn_', chars('digits', 11), chars('base62', 35)),
          prefixed('secret_', chars('base62', 43)),
        ),
      },
      {
        kind: 'session-cookie',
        title: 'browser session',
        severity: 'critical',
        confidence: 'high',
        allows: 'act as the person who was signed in',
        fix: 'Log out of all devices in the settings of the Notion account; a session cookie has no place in a repository.',
        ...prefixed('v02:user_token_or_cookies:', chars('base64url', 80, 200)),
      },
    ],
  ),
  ...singleKey({
    id: 'pandadoc',
    name: 'PandaDoc',
    revokeAt: 'https://app.pandadoc.com/a/#/settings/api-dashboard',
    source: unverified('https://developers.pandadoc.com/docs/api-key-authentication-process'),
    allows: 'read and send documents of the account',
    ...named('pandadoc api key', chars('hex', 40)),
  }),
  ...singleKey({
    id: 'pivotaltracker',
    name: 'Pivotal Tracker',
    revokeAt: 'https://www.pivotaltracker.com/profile',
    source: unverified('https://www.pivotaltracker.com/help/api'),
    kind: 'api-token',
    severity: 'medium',
    allows: asOwner,
    ...named(
      { words: 'pivotal tracker token', service: ['pivotal'], name: /pivotal.{0,30}(?:token|key)/ },
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'shortcut',
    name: 'Shortcut',
    revokeAt: 'https://app.shortcut.com/settings/account/api-tokens',
    source: unverified('https://developer.shortcut.com/api/rest/v3#Authentication'),
    kind: 'api-token',
    allows: asOwner,
    ...named(
      {
        words: 'shortcut api token',
        service: ['shortcut', 'clubhouse'],
        name: /(?:shortcut|clubhouse)(?:api)?(?:token|key)/,
        ownWord: true,
      },
      uuid,
    ),
  }),
  ...singleKey({
    id: 'smartsheet',
    name: 'Smartsheet',
    revokeAt: 'https://app.smartsheet.com, under Personal Settings > API Access',
    source: unverified('https://developers.smartsheet.com/api/smartsheet/guides/basics/authentication'),
    kind: 'access-token',
    allows: asOwner,
    ...named('smartsheet access token', either(chars('base62', 37), chars('lowerDigits', 26))),
  }),
  ...singleKey({
    id: 'surveymonkey',
    name: 'SurveyMonkey',
    revokeAt: 'https://developer.surveymonkey.com/apps/',
    source: unverified('https://developer.surveymonkey.com/api/v3/#authentication'),
    kind: 'access-token',
    allows: 'read and change surveys with everything that people answered',
    ...named(
      { words: 'surveymonkey access token', service: ['surveymonkey', 'survey monkey'] },
      either(chars('base64url', 80, 130), chars('digits', 30, 80)),
    ),
  }),
  ...singleKey({
    id: 'tally',
    name: 'Tally',
    revokeAt: 'https://tally.so/settings/api-keys',
    source: unverified('https://developers.tally.so/api-reference/api-keys'),
    allows: 'read and change forms with everything that people filled in',
    ...prefixed('tly-', chars('base62', 30, 50)),
  }),
  ...singleKey({
    id: 'todoist',
    name: 'Todoist',
    revokeAt: 'https://app.todoist.com/app/settings/integrations/developer',
    source: unverified('https://developer.todoist.com/api/v1/'),
    kind: 'api-token',
    allows: asOwner,
    ...named('todoist api token', chars('hex', 40)),
  }),
  ...singleKey({
    id: 'toggl',
    name: 'Toggl Track',
    revokeAt: 'https://track.toggl.com/profile',
    source: unverified('https://engineering.toggl.com/docs/authentication'),
    kind: 'api-token',
    severity: 'high',
    allows: asOwner,
    ...named({ words: 'toggl api token', ownWord: true }, chars('hex', 32)),
  }),
  ...singleKey({
    id: 'trello',
    name: 'Trello',
    revokeAt: 'https://trello.com/my/account, under Applications',
    source: unverified('https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/'),
    kind: 'token',
    confidence: 'high',
    allows: 'read and change the boards of its owner, together with the API key',
    ...anyOf(
      prefixed('ATTA', chars('hex', 64), chars('HEX', 8)),
      named('trello token', either(chars('hex', 64), chars('base62', 32))),
    ),
  }),
  ...singleKey({
    id: 'typeform',
    name: 'Typeform',
    revokeAt: 'https://admin.typeform.com/user/tokens',
    source: unverified('https://www.typeform.com/developers/get-started/personal-access-token/'),
    kind: 'personal-access-token',
    allows: 'read and change forms with everything that people answered',
    ...prefixed('tfp_', {
      ...chars('base64url', 40, 64),
      pattern: '[A-Za-z0-9_.=-]{40,64}',
      edge: /[A-Za-z0-9_.=-]/,
    }),
  }),
  ...singleKey({
    id: 'wakatime',
    name: 'WakaTime',
    revokeAt: 'https://wakatime.com/settings/account',
    source: unverified('https://wakatime.com/developers'),
    severity: 'medium',
    allows: 'read when its owner worked on what',
    ...anyOf(prefixed('waka_', uuid), named('wakatime api key', uuid)),
  }),
  ...singleKey({
    id: 'wrike',
    name: 'Wrike',
    revokeAt: 'https://www.wrike.com/frontend/apps/index.html#/api',
    source: unverified('https://developers.wrike.com/oauth-20-authorization/'),
    kind: 'permanent-token',
    allows: asOwner,
    ...named(
      'wrike access token',
      'eyJ',
      chars('base64url', 60, 300),
      '.',
      chars('base64url', 60, 400),
      '.',
      chars('base64url', 40, 400),
    ),
  }),
]
