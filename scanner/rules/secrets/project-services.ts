import type { SecretRule } from '../../engine/rule.ts'
import { anyOf, called, chars, either, marked, sequence, unverified, uuid } from './key-forms.ts'
import { assigned, join, random, rulesOf, token } from './service-rule.ts'
import { singleKey } from './single-key.ts'

const asOwner = 'read and change everything that its owner can'
const asApp = 'complete sign-ins as the app and get access tokens of the people who use it'
const bare = 'Nothing, unless the secret that belongs to it stands beside it.'

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
        ...marked(['p8e-', 's8e-'], chars('base64url', 32)),
      },
      {
        kind: 'client-id',
        title: 'client id',
        severity: 'info',
        confidence: 'low',
        allows: 'tell which project it is; it becomes harmful with the client secret',
        ...called(
          { words: 'adobe client id', name: /adobe.{0,40}(?:client|api|app|token|key|id)/ },
          chars('hex', 32),
        ),
        fix: bare,
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
        title: 'API key of the old form',
        severity: 'high',
        confidence: 'medium',
        allows: 'read and change every base of its owner',
        ...called('airtable api key', either(sequence('key', chars('base62', 14)), chars('base62', 17))),
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
        ...called(
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
        ...called('asana client secret', chars('lowerDigits', 32)),
      },
      {
        kind: 'client-id',
        title: 'client id',
        severity: 'info',
        confidence: 'low',
        allows: 'tell which app it is; it becomes harmful with the client secret',
        ...called(
          { words: 'asana client id', name: /asana.{0,20}(?:client|app|token)/ },
          chars('digits', 15, 17),
        ),
        fix: bare,
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
        ...called('calendly client secret', chars('base64url', 43)),
      },
    ],
  ),
  ...singleKey({
    id: 'calcom',
    name: 'Cal.com',
    revokeAt: 'https://app.cal.com/settings/developer/api-keys',
    docs: 'https://cal.com/docs/api-reference/v2/introduction',
    allows: 'read and change the bookings of its owner',
    ...marked('cal_live_', chars('hex', 32)),
  }),
  ...singleKey({
    id: 'canva',
    name: 'Canva',
    revokeAt: 'https://www.canva.com/developers/integrations',
    docs: 'https://www.canva.dev/docs/connect/authentication/',
    kind: 'client-secret',
    allows: asApp,
    ...marked('cnvca', chars('base64url', 51)),
  }),
  ...singleKey({
    id: 'clickup',
    name: 'ClickUp',
    revokeAt: 'https://app.clickup.com/settings/apps',
    docs: 'https://developer.clickup.com/docs/authentication',
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
    docs: 'https://docs.clockify.me/',
    allows: asOwner,
    ...called('clockify api key', chars('base64', 48)),
  }),
  ...singleKey({
    id: 'coda',
    name: 'Coda',
    revokeAt: 'https://coda.io/account',
    docs: 'https://coda.io/developers/apis/v1',
    kind: 'api-token',
    allows: asOwner,
    ...called({ words: 'coda api token', name: /coda(?:io)?(?:api)?(?:token|key)/, ownWord: true }, uuid),
  }),
  ...singleKey({
    id: 'docusign',
    name: 'DocuSign',
    revokeAt: 'https://admindemo.docusign.com/apps-and-keys',
    docs: 'https://developers.docusign.com/platform/configure-app/',
    kind: 'client-secret',
    allows: 'complete sign-ins as the app: read and send envelopes of the people who use it',
    ...called(
      { words: 'docusign client secret', name: /docusign.{0,30}(?:secret|integrat.{0,6}key|token)/ },
      uuid,
    ),
  }),
  ...singleKey({
    id: 'dropboxsign',
    name: 'Dropbox Sign (HelloSign)',
    revokeAt: 'https://app.hellosign.com/home/myAccount#api',
    docs: 'https://developers.hellosign.com/api/reference/authentication/',
    allows: 'read and send signature requests of the account',
    ...called({ words: 'hellosign api key', service: ['hellosign', 'dropbox sign'] }, chars('hex', 64)),
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
        ...marked('figd_', chars('base64url', 38, 64)),
      },
      {
        kind: 'oauth-token',
        title: 'OAuth or refresh token',
        severity: 'high',
        confidence: 'high',
        allows: 'act as the person who signed in, as far as its scopes reach',
        ...marked(['figu_', 'figur_'], chars('base64url', 38, 60)),
      },
    ],
  ),
  ...singleKey({
    id: 'frameio',
    name: 'Frame.io',
    revokeAt: 'https://developer.frame.io/app/tokens',
    docs: 'https://developer.frame.io/docs/getting-started/authentication',
    kind: 'developer-token',
    allows: 'read and change the projects and files of its owner',
    ...marked('fio-u-', { ...chars('base64url', 64), pattern: '[A-Za-z0-9_=-]{64}' }),
  }),
  ...singleKey({
    id: 'harvest',
    name: 'Harvest',
    revokeAt: 'https://id.getharvest.com/developers',
    docs: 'https://help.getharvest.com/api-v2/authentication-api/authentication/authentication/',
    kind: 'access-token',
    allows: asOwner,
    ...called(
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
    docs: 'https://api.jotform.com/docs/',
    allows: 'read and change forms with everything that people filled in',
    ...called({ words: 'jotform api key', service: ['jotform', 'jot form'] }, chars('hex', 32)),
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
        ...marked('lin_api_', chars('base62', 40)),
      },
      {
        kind: 'oauth-token',
        title: 'OAuth access token',
        severity: 'high',
        confidence: 'high',
        allows: 'act as the person who signed in, as far as its scopes reach',
        ...marked('lin_oauth_', chars('hex', 64)),
      },
      {
        kind: 'webhook-secret',
        title: 'webhook signing secret',
        severity: 'medium',
        confidence: 'high',
        allows: 'forge events that the receiver believes to come from Linear',
        ...marked('lin_wh_', chars('base62', 40)),
      },
      {
        kind: 'client-secret',
        title: 'client secret',
        severity: 'high',
        confidence: 'medium',
        allows: asApp,
        ...called(
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
    docs: 'https://developers.miro.com/docs/getting-started-with-oauth',
    kind: 'access-token',
    allows: 'read and change the boards that the app may',
    ...called(
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
    docs: 'https://developer.monday.com/api-reference/docs/authentication',
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
      called(
        { words: 'monday signing secret', name: /monday(?:com|app|client)?.{0,12}secret/, ownWord: true },
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
          marked('ntn_', chars('digits', 11), chars('base62', 35)),
          marked('secret_', chars('base62', 43)),
        ),
      },
      {
        kind: 'session-cookie',
        title: 'browser session',
        severity: 'critical',
        confidence: 'high',
        allows: 'act as the person who was signed in',
        ...marked('v02:user_token_or_cookies:', chars('base64url', 80, 200)),
      },
    ],
  ),
  ...singleKey({
    id: 'pandadoc',
    name: 'PandaDoc',
    revokeAt: 'https://app.pandadoc.com/a/#/settings/api-dashboard',
    docs: 'https://developers.pandadoc.com/docs/api-key-authentication-process',
    allows: 'read and send documents of the account',
    ...called('pandadoc api key', chars('hex', 40)),
  }),
  ...singleKey({
    id: 'pivotaltracker',
    name: 'Pivotal Tracker',
    revokeAt: 'https://www.pivotaltracker.com/profile',
    docs: 'https://www.pivotaltracker.com/help/api',
    kind: 'api-token',
    severity: 'medium',
    allows: asOwner,
    ...called(
      { words: 'pivotal tracker token', service: ['pivotal'], name: /pivotal.{0,30}(?:token|key)/ },
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'shortcut',
    name: 'Shortcut',
    revokeAt: 'https://app.shortcut.com/settings/account/api-tokens',
    docs: 'https://developer.shortcut.com/api/rest/v3#Authentication',
    kind: 'api-token',
    allows: asOwner,
    ...called(
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
    docs: 'https://developers.smartsheet.com/api/smartsheet/guides/basics/authentication',
    kind: 'access-token',
    allows: asOwner,
    ...called('smartsheet access token', either(chars('base62', 37), chars('lowerDigits', 26))),
  }),
  ...singleKey({
    id: 'surveymonkey',
    name: 'SurveyMonkey',
    revokeAt: 'https://developer.surveymonkey.com/apps/',
    docs: 'https://developer.surveymonkey.com/api/v3/#authentication',
    kind: 'access-token',
    allows: 'read and change surveys with everything that people answered',
    ...called(
      { words: 'surveymonkey access token', service: ['surveymonkey', 'survey monkey'] },
      either(chars('base64url', 80, 130), chars('digits', 30, 80)),
    ),
  }),
  ...singleKey({
    id: 'tally',
    name: 'Tally',
    revokeAt: 'https://tally.so/settings/api-keys',
    docs: 'https://developers.tally.so/api-reference/api-keys',
    allows: 'read and change forms with everything that people filled in',
    ...marked('tly-', chars('base62', 30, 50)),
  }),
  ...singleKey({
    id: 'todoist',
    name: 'Todoist',
    revokeAt: 'https://app.todoist.com/app/settings/integrations/developer',
    docs: 'https://developer.todoist.com/api/v1/',
    kind: 'api-token',
    allows: asOwner,
    ...called('todoist api token', chars('hex', 40)),
  }),
  ...singleKey({
    id: 'toggl',
    name: 'Toggl Track',
    revokeAt: 'https://track.toggl.com/profile',
    docs: 'https://engineering.toggl.com/docs/authentication',
    kind: 'api-token',
    severity: 'medium',
    allows: asOwner,
    ...called('toggl api token', chars('hex', 32)),
  }),
  ...rulesOf(
    {
      id: 'trello',
      name: 'Trello',
      revokeAt: 'https://trello.com/my/account, under Applications',
      source: unverified('https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/'),
    },
    [
      {
        kind: 'token',
        title: 'token',
        severity: 'high',
        confidence: 'high',
        allows: 'read and change the boards of its owner, together with the API key',
        ...anyOf(
          marked('ATTA', chars('hex', 64), chars('HEX', 8)),
          called('trello token', either(chars('hex', 64), chars('base62', 32))),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'typeform',
    name: 'Typeform',
    revokeAt: 'https://admin.typeform.com/user/tokens',
    docs: 'https://www.typeform.com/developers/get-started/personal-access-token/',
    kind: 'personal-access-token',
    allows: 'read and change forms with everything that people answered',
    ...marked('tfp_', {
      ...chars('base64url', 40, 64),
      pattern: '[A-Za-z0-9_.=-]{40,64}',
      edge: /[A-Za-z0-9_.=-]/,
    }),
  }),
  ...singleKey({
    id: 'wakatime',
    name: 'WakaTime',
    revokeAt: 'https://wakatime.com/settings/account',
    docs: 'https://wakatime.com/developers',
    severity: 'medium',
    allows: 'read when its owner worked on what',
    ...anyOf(marked('waka_', uuid), called('wakatime api key', uuid)),
  }),
  ...singleKey({
    id: 'wrike',
    name: 'Wrike',
    revokeAt: 'https://www.wrike.com/frontend/apps/index.html#/api',
    docs: 'https://developers.wrike.com/oauth-20-authorization/',
    kind: 'permanent-token',
    allows: asOwner,
    ...called(
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
