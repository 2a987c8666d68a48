import type { SecretRule, Verdict } from '../../engine/rule.ts'
import { checksumVerdict } from './checks/checksum.ts'
import { checksumOf } from './checks/github-checksum.ts'
import { anyOf, named, prefixed } from './form.ts'
import { join, publicId, random, read, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const texting = 'send messages and make calls at the cost of the account, and read them'
const posting = 'post messages to its channel'

/**
 * A Matrix token ends in the CRC-32 of what stands before it, in base 62.
 * Source: https://github.com/element-hq/synapse, `generate_access_token` in `synapse/handlers/auth.py`.
 */
function checkMatrixToken(secret: string): Verdict {
  const at = secret.lastIndexOf('_')
  return checksumVerdict(checksumOf(secret.slice(0, at)) === secret.slice(at + 1))
}
const matrixToken = (seed: number): string => {
  const body = join(
    'syt_',
    Buffer.from(`user${seed}`).toString('base64').replaceAll('=', ''),
    '_',
    random('letters', 20, seed),
  )
  return `${body}_${checksumOf(body)}`
}
const address = (...parts: readonly string[]): string => join('https://', ...parts)

/** Chat, calls, text messages, push notices and live connections. */
export const messagingServices: readonly SecretRule[] = [
  ...singleKey({
    id: 'ably',
    name: 'Ably',
    revokeAt: 'https://ably.com/accounts, under the app’s API Keys',
    source: unverified('https://ably.com/docs/auth'),
    allows: 'publish to and read every channel that the key’s capabilities name',
    ...named(
      { words: 'ably api key', service: ['ably', 'api key'], name: /ably.{0,30}(?:key|token|secret)|apikey/ },
      chars('base64url', 6),
      '.',
      chars('base64url', 6),
      ':',
      chars('base64url', 43),
    ),
  }),
  ...singleKey({
    id: 'africastalking',
    name: 'Africa’s Talking',
    revokeAt: 'https://account.africastalking.com, under Settings',
    source: unverified('https://developers.africastalking.com/docs/authentication'),
    allows: texting,
    ...prefixed('atsk_', chars('hex', 64)),
  }),
  ...singleKey({
    id: 'agora',
    name: 'Agora',
    revokeAt: 'https://console.agora.io, under the project’s settings',
    source: unverified('https://docs.agora.io/en/video-calling/get-started/manage-agora-account'),
    kind: 'app-certificate',
    allows: 'make tokens to join any call of the project, at its cost',
    ...named(
      { words: 'agora app certificate', name: /agora.{0,40}(?:cert|secret|key|token)/, ownWord: true },
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'bandwidth',
    name: 'Bandwidth',
    revokeAt: 'https://dashboard.bandwidth.com, under API credentials',
    source: unverified('https://dev.bandwidth.com/docs/account/credentials/'),
    kind: 'api-secret',
    allows: texting,
    ...named(
      {
        words: 'bandwidth api secret',
        name: /bandwidth.{0,12}(?:apisecret|apitoken|secret)/,
        ownWord: true,
      },
      chars('hex', 40, 48),
    ),
  }),
  ...singleKey({
    id: 'dingtalk',
    name: 'DingTalk',
    revokeAt: 'the robot’s settings in the group',
    source: unverified('https://open.dingtalk.com/document/robots/custom-robot-access'),
    kind: 'robot-token',
    severity: 'medium',
    allows: posting,
    ...anyOf(
      {
        detect: [
          token(
            'oapi.dingtalk.com/robot/send?access_token=',
            /oapi\.dingtalk\.com\/robot\/send\?access_token=(?<secret>[0-9a-f]{64})/,
          ),
        ],
        randomBits: 256,
        matches: [() => address('oapi.ding', 'talk.com/robot/send?access_token=', random('hex', 64))],
        misses: [() => address('oapi.ding', 'talk.com/robot/send?access_token=', 'x'.repeat(64))],
      },
      named({ words: 'dingtalk access token', service: ['dingtalk', 'dingding'] }, chars('hex', 64)),
      named({ words: 'dingtalk secret', service: ['dingtalk', 'dingding'] }, 'SEC', chars('hex', 64)),
    ),
  }),
  ...singleKey({
    id: 'feishu',
    name: 'Feishu (Lark)',
    revokeAt: 'the bot’s settings in the group',
    source: unverified('https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot'),
    kind: 'bot-webhook',
    severity: 'medium',
    allows: posting,
    detect: [
      token(
        ['open.feishu.cn/', 'open.larksuite.com/'],
        new RegExp(
          `open\\.(?:feishu\\.cn|larksuite\\.com)/open-apis/bot/(?:v2/)?hook/(?<secret>${uuid.pattern}|[0-9a-f]{32})`,
        ),
      ),
    ],
    randomBits: 122,
    matches: [
      () => address('open.fei', 'shu.cn/open-apis/bot/v2/hook/', uuid.sample(1)),
      () => `url: "${address('open.lark', 'suite.com/open-apis/bot/v2/hook/', uuid.sample(3))}"`,
    ],
    misses: [
      () => address('open.fei', 'shu.cn/open-apis/bot/v2/hook/xxxxxxxx'),
      () => address('open.fei', 'shu.cn/open-apis/auth/v3/tenant_access_token/internal'),
    ],
  }),
  ...singleKey({
    id: 'gitter',
    name: 'Gitter',
    revokeAt: 'https://developer.gitter.im/apps',
    source: unverified('https://developer.gitter.im/docs/authentication'),
    kind: 'access-token',
    allows: 'read and write the messages of the person it belongs to',
    ...named('gitter access token', chars('base64url', 40)),
  }),
  ...singleKey({
    id: 'googlechat',
    name: 'Google Chat',
    revokeAt: 'the space’s Apps & integrations > Webhooks',
    source: unverified('https://developers.google.com/workspace/chat/quickstart/webhooks'),
    kind: 'webhook',
    title: 'webhook address',
    severity: 'medium',
    allows: posting,
    detect: [
      token(
        'chat.googleapis.com/v1/spaces/',
        /chat\.googleapis\.com\/v1\/spaces\/[A-Za-z0-9_-]{8,20}\/messages\?key=[A-Za-z0-9_-]{39}&(?:amp;)?token=(?<secret>[A-Za-z0-9_-]{40,60})/,
      ),
    ],
    randomBits: 240,
    matches: [
      () =>
        address(
          'chat.google',
          'apis.com/v1/spaces/AAAA',
          random('base62', 7),
          '/messages?key=',
          join('AI', 'za', random('base62', 35)),
          '&token=',
          random('base64url', 43),
        ),
      () =>
        `hook: "${address('chat.google', 'apis.com/v1/spaces/AAAA', random('base62', 7, 3), '/messages?key=', join('AI', 'za', random('base62', 35, 4)), '&token=', random('base64url', 43, 5), '%3D')}"`,
    ],
    misses: [
      () => address('chat.google', 'apis.com/v1/spaces/AAAA/messages'),
      () => address('chat.google', 'apis.com/v1/spaces/AAAABBBB/messages?key=abc&token=abc'),
    ],
  }),
  ...singleKey({
    id: 'infobip',
    name: 'Infobip',
    revokeAt: 'https://portal.infobip.com/dev/api-keys',
    source: unverified('https://www.infobip.com/docs/essentials/api-essentials/api-authentication'),
    allows: texting,
    ...named('infobip api key', chars('hex', 32), '-', uuid),
  }),
  ...rulesOf(
    {
      id: 'line',
      name: 'LINE',
      revokeAt: 'https://developers.line.biz/console/',
      source: unverified('https://developers.line.biz/en/docs/basics/channel-access-token/'),
    },
    [
      {
        kind: 'channel-access-token',
        title: 'channel access token',
        severity: 'high',
        confidence: 'high',
        allows: 'send messages in the name of the channel and read what people write to it',
        ...named(
          {
            words: 'line channel access token',
            service: [
              'line channel',
              'line bot',
              'line token',
              'line access',
              'line messaging',
              'channel access token',
            ],
            name: /line.{0,30}token|channelaccesstoken/,
          },
          chars('base64', 100, 180),
          either('==', '=', ''),
        ),
      },
      {
        kind: 'channel-secret',
        title: 'channel secret',
        severity: 'high',
        confidence: 'medium',
        allows: 'forge messages to the bot and get access tokens of the channel',
        ...named(
          {
            words: 'line channel secret',
            service: ['line channel', 'line bot', 'line login', 'channel secret'],
            name: /line(?:channel|bot|login).{0,20}secret|^channelsecret/,
          },
          chars('hex', 32),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'livekit',
    name: 'LiveKit',
    revokeAt: 'https://cloud.livekit.io, under Settings > Keys',
    source: unverified('https://docs.livekit.io/home/get-started/authentication/'),
    kind: 'api-secret',
    allows: 'make tokens to join or manage any room of the project',
    ...named('livekit api secret', chars('base62', 40, 50)),
  }),
  ...singleKey({
    id: 'matrix',
    name: 'Matrix',
    revokeAt: 'the account’s sessions, by signing that session out',
    source: read('https://github.com/element-hq/synapse/blob/develop/synapse/handlers/auth.py'),
    kind: 'access-token',
    title: 'access or refresh token',
    allows: 'read and write all messages of the account that are not encrypted, and change the account',
    detect: [token(['syt_', 'syr_'], /sy[tr]_[A-Za-z0-9+/=-]{2,120}_[A-Za-z]{20}_[A-Za-z0-9]{6}/)],
    randomBits: 114,
    check: checkMatrixToken,
    matches: [() => `MATRIX_ACCESS_TOKEN=${matrixToken(1)}\n`, () => `access_token: "${matrixToken(2)}"`],
    misses: [
      () => matrixToken(3).slice(0, -4),
      () => 'syt_analyse_the_whole_tree_of_it',
      () => join('x', matrixToken(4)),
    ],
  }),
  ...singleKey({
    id: 'mattermost',
    name: 'Mattermost',
    revokeAt: 'the server’s Profile > Security > Personal Access Tokens',
    source: unverified('https://developers.mattermost.com/integrate/reference/personal-access-token/'),
    kind: 'access-token',
    allows: 'act as the person or bot that it belongs to',
    ...named(
      { words: 'mattermost access token', service: ['mattermost', 'mm token', 'mm access'] },
      chars('lowerDigits', 26),
    ),
  }),
  ...rulesOf(
    {
      id: 'messagebird',
      name: 'MessageBird',
      revokeAt: 'https://dashboard.messagebird.com/developers/access',
      source: unverified('https://developers.messagebird.com/api/#authentication'),
    },
    [
      {
        kind: 'api-key',
        title: 'access key',
        severity: 'high',
        confidence: 'medium',
        allows: texting,
        ...named(
          { words: 'messagebird api key', service: ['messagebird', 'message bird'] },
          either('live_', 'test_', ''),
          chars('base62', 25),
        ),
      },
      {
        kind: 'client-id',
        title: 'client id',
        confidence: 'low',
        ...publicId('client', 'client secret'),
        ...named(
          { words: 'messagebird client id', service: ['messagebird', 'message bird'], name: /messagebird/ },
          uuid,
        ),
      },
    ],
  ),
  ...rulesOf(
    {
      id: 'microsoftteams',
      name: 'Microsoft Teams',
      revokeAt: 'the channel’s Manage channel > Connectors',
      source: unverified(
        'https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
      ),
    },
    [
      {
        kind: 'webhook',
        title: 'incoming webhook address',
        severity: 'medium',
        confidence: 'high',
        allows: posting,
        detect: [
          token(
            ['.webhook.office.com/webhookb2/', 'outlook.office.com/webhook'],
            /(?:\.webhook\.office\.com|outlook\.office\.com)\/webhook(?:b2)?\/(?<secret>[0-9a-z-]{36}@[0-9a-z-]{36}\/IncomingWebhook\/[0-9a-z]{32}\/[0-9a-zA-Z_-]{36,120})/,
            { notBefore: null, notAfter: /[A-Za-z0-9_-]/ },
          ),
        ],
        randomBits: 128,
        matches: [
          () =>
            address(
              'acme.webhook',
              '.office.com/webhookb2/',
              uuid.sample(1),
              '@',
              uuid.sample(3),
              '/IncomingWebhook/',
              random('hex', 32),
              '/',
              uuid.sample(5),
            ),
          () =>
            `TEAMS="${address('outlook', '.office.com/webhook/', uuid.sample(7), '@', uuid.sample(9), '/IncomingWebhook/', random('hex', 32, 2), '/', uuid.sample(11))}"`,
        ],
        misses: [
          () => address('acme.webhook', '.office.com/webhookb2/xxx'),
          () => address('outlook', '.office.com/mail/inbox'),
        ],
      },
      {
        kind: 'workflow-address',
        title: 'workflow address with its signature',
        severity: 'medium',
        confidence: 'high',
        allows: 'start the Power Automate or Logic Apps workflow with made-up data',
        detect: [
          token(
            ['.logic.azure.com', '.api.powerplatform.com'],
            /\.(?:logic\.azure|api\.powerplatform)\.com(?::443)?\/[A-Za-z0-9/_-]{0,80}workflows\/[0-9a-f]{32}\/triggers\/[A-Za-z0-9_-]{1,60}\/paths\/invoke[^\s"'<>`]{0,200}[?&;]sig=(?<secret>[A-Za-z0-9_-]{40,50})/,
            { notBefore: null, notAfter: /[A-Za-z0-9_-]/ },
          ),
        ],
        randomBits: 240,
        matches: [
          () =>
            address(
              'prod-12.westeurope.logic',
              '.azure.com:443/workflows/',
              random('hex', 32),
              '/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=',
              random('base64url', 43),
            ),
          () =>
            `"${address('default1.environment', '.api.powerplatform.com/powerautomate/automations/direct/workflows/', random('hex', 32, 2), '/triggers/manual/paths/invoke?api-version=1&sig=', random('base64url', 43, 3))}"`,
        ],
        misses: [
          () =>
            address(
              'prod-12.westeurope.logic',
              '.azure.com:443/workflows/',
              random('hex', 32),
              '/triggers/manual/paths/invoke',
            ),
          () => address('management', '.azure.com/subscriptions'),
        ],
        fix: 'Regenerate the access key of the workflow, and keep its new address in a secret store or the environment.',
      },
    ],
  ),
  ...singleKey({
    id: 'onesignal',
    name: 'OneSignal',
    revokeAt: 'https://dashboard.onesignal.com, under Settings > Keys & IDs',
    source: unverified('https://documentation.onesignal.com/docs/keys-and-ids'),
    allows: 'send push notices to all users of the app and read their data',
    ...anyOf(
      prefixed(['os_v2_app_', 'os_v2_org_'], chars('lowerDigits', 60, 120)),
      named(
        { words: 'onesignal rest api key', service: ['onesignal', 'one signal'] },
        either(chars('base62', 48), uuid),
      ),
    ),
  }),
  ...singleKey({
    id: 'plivo',
    name: 'Plivo',
    revokeAt: 'https://console.plivo.com/dashboard/',
    source: unverified('https://www.plivo.com/docs/account/api/overview'),
    kind: 'auth-token',
    allows: texting,
    ...named('plivo auth token', chars('base62', 40, 60)),
  }),
  ...singleKey({
    id: 'pubnub',
    name: 'PubNub',
    revokeAt: 'https://admin.pubnub.com, under the keyset',
    source: unverified('https://www.pubnub.com/docs/general/setup/account-setup'),
    kind: 'secret-key',
    severity: 'high',
    allows: 'give anybody access to any channel of the keyset and read its history',
    ...prefixed('sec-c-', chars('base62', 40, 60)),
  }),
  ...singleKey({
    id: 'pushbullet',
    name: 'Pushbullet',
    revokeAt: 'https://www.pushbullet.com/#settings/account',
    source: unverified('https://docs.pushbullet.com/#authentication'),
    kind: 'access-token',
    allows: 'read and send everything of this account',
    ...named('pushbullet access token', 'o.', chars('base62', 32)),
  }),
  ...singleKey({
    id: 'pusher',
    name: 'Pusher',
    revokeAt: 'https://dashboard.pusher.com, under the app’s keys',
    source: unverified('https://pusher.com/docs/channels/library_auth_reference/rest-api/'),
    kind: 'app-secret',
    severity: 'medium',
    allows: 'publish to every channel of the app and let anybody into its private ones',
    ...named(
      { words: 'pusher app secret', name: /pusher.{0,30}(?:secret|key|token)/, ownWord: true },
      chars('hex', 20),
    ),
  }),
  ...singleKey({
    id: 'pushover',
    name: 'Pushover',
    revokeAt: 'https://pushover.net',
    source: unverified('https://pushover.net/api'),
    kind: 'token',
    title: 'application token or user key',
    severity: 'medium',
    allows: 'send notices to the account’s devices',
    ...named(
      { words: 'pushover token', name: /pushover.{0,20}(?:token|key|user|secret)/ },
      either('a', 'u', 'g'),
      chars('lowerDigits', 29),
    ),
  }),
  ...rulesOf(
    {
      id: 'sendbird',
      name: 'Sendbird',
      revokeAt: 'https://dashboard.sendbird.com, under Settings > General',
      source: unverified('https://sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api'),
    },
    [
      {
        kind: 'api-token',
        title: 'API token',
        severity: 'high',
        confidence: 'medium',
        allows: 'read and write the messages of all users of the application',
        ...named('sendbird api token', chars('hex', 40)),
      },
      {
        kind: 'application-id',
        title: 'application id',
        confidence: 'low',
        ...publicId('application', 'API token'),
        ...named({ words: 'sendbird app id', name: /sendbird/ }, uuid),
      },
    ],
  ),
  ...singleKey({
    id: 'sinch',
    name: 'Sinch',
    revokeAt: 'https://dashboard.sinch.com/settings/access-keys',
    source: unverified('https://developers.sinch.com/docs/conversation/api-reference/authentication'),
    kind: 'api-token',
    allows: texting,
    ...named({ words: 'sinch api token', ownWord: true }, either(chars('hex', 32), chars('base64url', 26))),
  }),
  ...singleKey({
    id: 'stream',
    name: 'Stream',
    revokeAt: 'https://dashboard.getstream.io',
    source: unverified('https://getstream.io/chat/docs/node/tokens_and_authentication/'),
    kind: 'api-secret',
    allows: 'read and write the messages and feeds of all users of the app',
    ...named(
      {
        words: 'stream api secret',
        service: ['stream api', 'stream secret', 'getstream', 'stream chat'],
        name: /stream(?:io|chat)?(?:api|app)?(?:secret|token)/,
      },
      chars('lowerDigits', 64),
    ),
  }),
  ...singleKey({
    id: 'telnyx',
    name: 'Telnyx',
    revokeAt: 'https://portal.telnyx.com/#/app/api-keys',
    source: unverified('https://developers.telnyx.com/development/api-fundamentals/authentication'),
    allows: texting,
    ...named(
      {
        words: 'telnyx api key',
        service: ['telnyx', 'api key', 'api token'],
        name: /telnyx|apikey|apitoken/,
      },
      'KEY',
      chars('HEX', 32),
      '_',
      chars('base62', 22),
    ),
    confidence: 'high',
  }),
  ...singleKey({
    id: 'viber',
    name: 'Viber',
    revokeAt: 'https://partners.viber.com',
    source: unverified('https://developers.viber.com/docs/api/rest-bot-api/#authentication-token'),
    kind: 'auth-token',
    allows: 'send messages in the name of the bot and read what people write to it',
    ...named('viber auth token', chars('hex', 16), '-', chars('hex', 16), '-', chars('hex', 16)),
  }),
  ...singleKey({
    id: 'vonage',
    name: 'Vonage (Nexmo)',
    revokeAt: 'https://dashboard.vonage.com, under API Settings',
    source: unverified('https://developer.vonage.com/en/getting-started/concepts/authentication'),
    kind: 'api-secret',
    allows: texting,
    ...named(
      {
        words: 'vonage api secret',
        service: ['vonage', 'nexmo', 'opentok'],
        name: /(?:vonage|nexmo|opentok).{0,30}(?:secret|pass|token)/,
      },
      either(chars('base62', 16), chars('hex', 40)),
    ),
  }),
  ...singleKey({
    id: 'webex',
    name: 'Webex',
    revokeAt: 'https://developer.webex.com/my-apps',
    source: unverified('https://developer.webex.com/docs/bots'),
    kind: 'access-token',
    allows: 'read and write messages as the bot or person that it belongs to',
    ...anyOf(
      {
        detect: [
          token(
            ['_PF84_', '_PE93_', '_P0A1_'],
            new RegExp(`[A-Za-z0-9_-]{60,66}_P[A-Z0-9]{3}_${uuid.pattern}`),
            { lead: { chars: /[A-Za-z0-9_-]/, max: 66 }, notAfter: /[A-Za-z0-9_-]/ },
          ),
        ],
        randomBits: 380,
        matches: [() => `token = "${join(random('base62', 64), '_PF84_', uuid.sample(1))}"`],
        misses: [() => `token = "${join('_PF84_', uuid.sample(1))}"`],
      },
      named({ words: 'webex client secret', service: ['webex', 'cisco spark'] }, chars('hex', 64)),
    ),
  }),
  ...singleKey({
    id: 'wecom',
    name: 'WeCom',
    revokeAt: 'the robot’s settings in the group',
    source: unverified('https://developer.work.weixin.qq.com/document/path/91770'),
    kind: 'robot-webhook',
    severity: 'medium',
    allows: posting,
    detect: [
      token(
        'qyapi.weixin.qq.com/cgi-bin/webhook/send?key=',
        new RegExp(`qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=(?<secret>${uuid.pattern})`),
      ),
    ],
    randomBits: 122,
    matches: [
      () => address('qyapi.weixin', '.qq.com/cgi-bin/webhook/send?key=', uuid.sample(1)),
      () => `WEBHOOK_URL: "${address('qyapi.weixin', '.qq.com/cgi-bin/webhook/send?key=', uuid.sample(4))}"`,
    ],
    misses: [
      () => address('qyapi.weixin', '.qq.com/cgi-bin/webhook/send?key=KEY'),
      () => address('qyapi.weixin', '.qq.com/cgi-bin/gettoken'),
    ],
  }),
  ...singleKey({
    id: 'wechat',
    name: 'WeChat',
    revokeAt: 'https://mp.weixin.qq.com, under Development > Basic configuration',
    source: unverified(
      'https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Get_access_token.html',
    ),
    kind: 'app-secret',
    allows: 'act as the official account or mini program: send messages and read its users',
    ...named(
      {
        words: 'wechat app secret',
        service: ['wechat', 'weixin', 'wx app', 'wx secret', 'wx pay', 'miniprogram'],
        name: /(?:wechat|weixin|wxapp|wxsecret|wxpay|wx|miniprogram).{0,30}(?:secret|key|token)/,
      },
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'zoom',
    name: 'Zoom',
    revokeAt: 'https://marketplace.zoom.us/user/build',
    source: unverified('https://developers.zoom.us/docs/internal-apps/'),
    kind: 'client-secret',
    allows: 'get access tokens of the app: read and change meetings, recordings and users',
    ...named(
      { words: 'zoom client secret', name: /zoom.{0,30}(?:secret|apikey|token)/, ownWord: true },
      either(chars('base62', 32), chars('base62', 36), chars('base64url', 22)),
    ),
  }),
  ...singleKey({
    id: 'zulip',
    name: 'Zulip',
    revokeAt: 'the organization’s Settings > Account & privacy',
    source: unverified('https://zulip.com/api/api-keys'),
    allows: 'read and write messages as the person or bot that it belongs to',
    ...named('zulip api key', chars('base62', 32)),
  }),
]
