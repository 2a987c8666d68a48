import type { SecretRule } from '../../engine/rule.ts'
import { anyOf, named, prefixed } from './form.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either, padded, sequence, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const sending = 'send mail in the name of the account’s domains and read its recipients'
const lists = 'read and change the account’s lists with every address on them, and send to them'

/** Sending mail: delivery, newsletters, campaigns. */
export const emailServices: readonly SecretRule[] = [
  ...singleKey({
    id: 'activecampaign',
    name: 'ActiveCampaign',
    revokeAt: 'the account’s Settings > Developer',
    source: unverified('https://developers.activecampaign.com/reference/authentication'),
    allows: lists,
    ...named(
      { words: 'activecampaign api key', service: ['activecampaign', 'active campaign'] },
      chars('hex', 72),
    ),
  }),
  ...singleKey({
    id: 'beamer',
    name: 'Beamer',
    revokeAt: 'https://app.getbeamer.com/settings#api',
    source: unverified('https://www.getbeamer.com/api'),
    allows: 'read and change the posts of the account and the people who read them',
    ...named(
      { words: 'beamer api key', name: /beamer/ },
      'b_',
      either(sequence(chars('base64', 43), '='), padded(44)),
    ),
  }),
  ...rulesOf(
    {
      id: 'brevo',
      name: 'Brevo (Sendinblue)',
      revokeAt: 'https://app.brevo.com/settings/keys/api',
      source: unverified('https://developers.brevo.com/docs/getting-started'),
    },
    [
      {
        kind: 'api-key',
        title: 'API key',
        severity: 'high',
        confidence: 'high',
        allows:
          'send mail in the name of the account’s domains, and read and change its lists with every address on them',
        ...prefixed('xkeysib-', chars('hex', 64), '-', chars('base62', 16)),
      },
      {
        kind: 'smtp-key',
        title: 'SMTP key',
        severity: 'high',
        confidence: 'high',
        allows: sending,
        ...prefixed('xsmtpsib-', chars('hex', 64), '-', chars('base62', 16)),
      },
    ],
  ),
  ...singleKey({
    id: 'convertkit',
    name: 'Kit (ConvertKit)',
    revokeAt: 'https://app.kit.com/account_settings/developer_settings',
    source: unverified('https://developers.kit.com/'),
    kind: 'api-secret',
    allows: lists,
    ...anyOf(
      named('convertkit api secret', either(chars('base64url', 43), chars('base64url', 22))),
      prefixed('kit_', chars('hex', 32)),
    ),
  }),
  ...rulesOf(
    {
      id: 'customerio',
      name: 'Customer.io',
      revokeAt: 'https://fly.customer.io, under Settings > API credentials',
      source: unverified('https://docs.customer.io/accounts-and-workspaces/managing-credentials/'),
    },
    [
      {
        kind: 'app-key',
        title: 'App API key',
        severity: 'high',
        confidence: 'medium',
        allows: 'read people and campaigns of the workspace and send messages',
        ...named(
          { words: 'customerio app api key', service: ['customerio', 'customer io'] },
          chars('hex', 32),
        ),
      },
      {
        kind: 'track-key',
        title: 'Track API key',
        severity: 'medium',
        confidence: 'medium',
        allows: 'create, change and delete people of the workspace, together with the site id',
        ...named({ words: 'customerio api key', service: ['customerio', 'customer io'] }, chars('hex', 20)),
      },
    ],
  ),
  ...singleKey({
    id: 'elasticemail',
    name: 'Elastic Email',
    revokeAt: 'https://app.elasticemail.com/api/settings/manage-api',
    source: unverified('https://elasticemail.com/developers/api-documentation/rest-api'),
    allows: sending,
    ...named(
      { words: 'elasticemail api key', service: ['elasticemail', 'elastic email'] },
      either(chars('HEX', 96), chars('HEX', 64), uuid),
    ),
  }),
  ...singleKey({
    id: 'getresponse',
    name: 'GetResponse',
    revokeAt: 'https://app.getresponse.com/api',
    source: unverified('https://apidocs.getresponse.com/v3/authentication/apikey'),
    allows: lists,
    ...named('getresponse api key', chars('lowerDigits', 32)),
  }),
  ...singleKey({
    id: 'iterable',
    name: 'Iterable',
    revokeAt: 'https://app.iterable.com/settings/apiKeys',
    source: unverified('https://support.iterable.com/hc/en-us/articles/360043464871'),
    allows: lists,
    ...named(
      { words: 'iterable api key', name: /iterable.{0,12}(?:api)?key/, ownWord: true },
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'klaviyo',
    name: 'Klaviyo',
    revokeAt: 'https://www.klaviyo.com/settings/account/api-keys',
    source: unverified('https://developers.klaviyo.com/en/docs/authenticate_'),
    kind: 'private-key',
    title: 'private API key',
    confidence: 'high',
    allows: lists,
    detect: [
      assigned(
        ['klaviyo', 'key', 'token', 'secret', 'auth'],
        /(?:Klaviyo-API-Key )?pk_(?:[A-Z0-9a-z]{6}_)?[0-9a-f]{34}/,
      ),
      token('Klaviyo-API-Key pk_', /Klaviyo-API-Key (?<secret>pk_(?:[A-Za-z0-9]{6}_)?[0-9a-f]{34})/),
    ],
    randomBits: 136,
    matches: [
      () => `KLAVIYO_PRIVATE_KEY=${join('pk_', random('hex', 34))}\n`,
      () => `'Authorization': 'Klaviyo-API-Key ${join('pk_', random('hex', 34, 2))}'`,
      () => `apiKey: "${join('pk_', random('hex', 34, 3))}"`,
    ],
    misses: [
      () => `apiKey: "${join('pk_', random('hex', 20))}"`,
      () => `KEY pk_${'x'.repeat(34)}`,
      () => `CONSTRAINT ${join('pk_', random('hex', 34))} PRIMARY KEY (id)`,
    ],
  }),
  ...singleKey({
    id: 'loops',
    name: 'Loops',
    revokeAt: 'https://app.loops.so/settings?page=api',
    source: unverified('https://loops.so/docs/api-reference/intro'),
    allows: lists,
    ...named(
      { words: 'loops api key', name: /loops(?:so)?(?:api)?(?:key|token)/, ownWord: true },
      either(chars('hex', 32), uuid),
    ),
  }),
  ...rulesOf(
    {
      id: 'mailchimp',
      name: 'Mailchimp',
      revokeAt: 'https://admin.mailchimp.com/account/api/',
      source: unverified('https://mailchimp.com/developer/marketing/guides/quick-start/'),
    },
    [
      {
        kind: 'api-key',
        title: 'API key',
        severity: 'high',
        confidence: 'high',
        allows: lists,
        detect: [
          token(
            '123456789'.split('').map((digit) => `-us${digit}`),
            /[0-9a-f]{32}-us\d{1,2}/,
            {
              lead: { chars: /[0-9a-f]/, max: 33 },
              notBefore: /[A-Za-z0-9_-]/,
              notAfter: /[A-Za-z0-9_.-]/,
            },
          ),
        ],
        randomBits: 128,
        check: (_, { before }) =>
          /MailchimpSDK/i.test(before)
            ? { drop: 'the key of an SDK for apps, which everybody has' }
            : undefined,
        matches: [
          () => `MAILCHIMP_API_KEY=${random('hex', 32)}-us12\n`,
          () => `new MailChimp('${random('hex', 32, 3)}-us6')`,
        ],
        misses: [
          () => `${random('hex', 31)}-us2`,
          () => `bucket-${random('hex', 32)}-us1.test`,
          () => `MailchimpSDK.initialize(token: "${random('hex', 32)}-us1")`,
          () => `${'x'.repeat(32)}-us1`,
          () => `region: ${random('hex', 32)}-use1`,
        ],
      },
      {
        kind: 'mandrill-key',
        title: 'Transactional (Mandrill) API key',
        severity: 'high',
        confidence: 'medium',
        allows: sending,
        revokeAt: 'https://mandrillapp.com/settings',
        ...named('mandrill api key', either('md-', ''), chars('base64url', 22)),
      },
    ],
  ),
  ...singleKey({
    id: 'mailersend',
    name: 'MailerSend',
    revokeAt: 'https://app.mailersend.com/api-tokens',
    source: unverified('https://developers.mailersend.com/general.html'),
    kind: 'api-token',
    allows: sending,
    ...prefixed('mlsn.', chars('hex', 64)),
  }),
  ...rulesOf(
    {
      id: 'mailgun',
      name: 'Mailgun',
      revokeAt: 'https://app.mailgun.com/settings/api_security',
      source: unverified('https://documentation.mailgun.com/docs/mailgun/api-reference/mg-auth'),
    },
    [
      {
        kind: 'api-key',
        title: 'API key',
        severity: 'high',
        confidence: 'high',
        allows: `${sending}, and change routes and domains`,
        ...anyOf(
          prefixed('key-', chars('hex', 32)),
          named(
            { words: 'mailgun api key', name: /mailgun|mgapi/, service: ['mailgun', 'mg api'] },
            chars('hex', 32),
            '-',
            chars('hex', 8),
            '-',
            chars('hex', 8),
          ),
        ),
      },
      {
        kind: 'password',
        title: 'SMTP password or API key (older format)',
        severity: 'high',
        confidence: 'medium',
        allows: sending,
        ...named('mailgun smtp password', chars('hex', 32)),
      },
      {
        kind: 'public-key',
        title: 'public validation key',
        severity: 'low',
        confidence: 'high',
        allows: 'check mail addresses at the cost of the account',
        ...prefixed('pubkey-', chars('hex', 32)),
      },
    ],
  ),
  ...singleKey({
    id: 'mailjet',
    name: 'Mailjet',
    revokeAt: 'https://app.mailjet.com/account/apikeys',
    source: unverified('https://dev.mailjet.com/email/reference/overview/authentication/'),
    title: 'API key or secret key',
    allows: sending,
    ...named(
      {
        words: 'mailjet secret key',
        service: ['mailjet', 'mj apikey', 'mj api key'],
        name: /mailjet.{0,40}(?:key|secret|pass|token)|^mjapikey/,
      },
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'mailtrap',
    name: 'Mailtrap',
    revokeAt: 'https://mailtrap.io/api-tokens',
    source: unverified('https://docs.mailtrap.io/developers/authentication'),
    kind: 'api-token',
    severity: 'medium',
    allows: 'read the test inboxes and, with a sending token, send mail',
    ...named('mailtrap api token', either(chars('hex', 32), chars('hex', 14))),
  }),
  ...singleKey({
    id: 'postmark',
    name: 'Postmark',
    revokeAt: 'https://account.postmarkapp.com/servers',
    source: unverified('https://postmarkapp.com/developer/api/overview'),
    kind: 'server-token',
    allows: sending,
    ...named('postmark server token', uuid),
  }),
  ...singleKey({
    id: 'resend',
    name: 'Resend',
    revokeAt: 'https://resend.com/api-keys',
    source: unverified('https://resend.com/docs/dashboard/api-keys/introduction'),
    allows: sending,
    detect: [
      assigned(['resend', 'key', 'token', 'secret', 'pass'], /re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,30}/),
      token(
        ['Bearer re_', "Resend('re_", 'Resend("re_', 'Resend(`re_'],
        /(?:Bearer |Resend\(["'`])(?<secret>re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,30})/,
        { notBefore: null },
      ),
    ],
    confidence: 'high',
    randomBits: 160,
    matches: [
      () => `RESEND_API_KEY=${join('re_', random('base62', 8), '_', random('base62', 24))}\n`,
      () =>
        `const resend = new Resend('${join('re_', random('base62', 8, 3), '_', random('base62', 24, 4))}')`,
    ],
    misses: [
      () => `RESEND_API_KEY=${join('re_', 'x'.repeat(8), '_', 'x'.repeat(24))}`,
      () => `more_${random('base62', 8)}_${random('base62', 24)}`,
      () => `key = "re_indexing_something"`,
    ],
  }),
  ...singleKey({
    id: 'sendgrid',
    name: 'SendGrid',
    revokeAt: 'https://app.sendgrid.com/settings/api_keys',
    source: unverified('https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys'),
    allows: sending,
    ...prefixed('SG.', either(sequence(chars('base64url', 22), '.', chars('base64url', 43)), padded(64, 70))),
    check: (secret) =>
      secret.split('.').length === 3
        ? undefined
        : { confidence: 'medium', note: 'not of the usual form, which has a second full stop' },
  }),
  ...singleKey({
    id: 'smtp2go',
    name: 'SMTP2GO',
    revokeAt: 'https://app.smtp2go.com/sending/apikeys/',
    source: unverified('https://developers.smtp2go.com/docs/getting-started'),
    allows: sending,
    ...named('smtp2go api key', 'api-', chars('HEX', 32)),
  }),
  ...singleKey({
    id: 'sparkpost',
    name: 'SparkPost',
    revokeAt: 'https://app.sparkpost.com/account/api-keys',
    source: unverified('https://developers.sparkpost.com/api/#header-authentication'),
    allows: sending,
    ...named('sparkpost api key', chars('hex', 40)),
  }),
  ...singleKey({
    id: 'kickbox',
    name: 'Kickbox',
    revokeAt: 'https://app.kickbox.com/settings/keys',
    source: unverified('https://docs.kickbox.com/docs/authentication'),
    severity: 'low',
    allows: 'check mail addresses at the cost of the account',
    ...named('kickbox api key', either('live_', 'test_'), chars('hex', 64)),
  }),
  ...singleKey({
    id: 'neverbounce',
    name: 'NeverBounce',
    revokeAt: 'https://app.neverbounce.com/apps',
    source: unverified('https://developers.neverbounce.com/docs/api-keys'),
    severity: 'low',
    allows: 'check mail addresses at the cost of the account',
    ...named('neverbounce api key', either('private_', 'secret_'), chars('hex', 32)),
  }),
]
