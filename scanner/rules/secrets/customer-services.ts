import type { SecretRule } from '../../engine/rule.ts'
import { anyOf, named, prefixed } from './form.ts'
import { rulesOf, unverified } from './service-rule.ts'
import { chars, either, padded, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const people = 'read and change the account’s contacts and companies'
const tickets = 'read and answer the account’s conversations with its customers'

/** Selling to people and supporting them: contacts, tickets, books, personnel, travel, parcels. */
export const customerServices: readonly SecretRule[] = [
  ...singleKey({
    id: 'attio',
    name: 'Attio',
    revokeAt: 'https://app.attio.com, under Settings > Developers',
    source: unverified('https://docs.attio.com/rest-api/guides/authentication'),
    kind: 'access-token',
    allows: people,
    ...named('attio api key', chars('hex', 64)),
  }),
  ...singleKey({
    id: 'bamboohr',
    name: 'BambooHR',
    revokeAt: 'the account’s API Keys page',
    source: unverified('https://documentation.bamboohr.com/docs/getting-started'),
    severity: 'high',
    allows: 'read the personnel data that its owner can',
    ...named({ words: 'bamboohr api key', service: ['bamboohr', 'bamboo hr'] }, chars('hex', 40)),
  }),
  ...singleKey({
    id: 'close',
    name: 'Close',
    revokeAt: 'https://app.close.com/settings/developer/api-keys/',
    source: unverified('https://developer.close.com/topics/authentication/'),
    allows: people,
    confidence: 'high',
    ...named(
      {
        words: 'close api key',
        service: ['close api', 'close io', 'closeio', 'api key', 'apikey'],
        name: /close|apikey/,
      },
      'api_',
      chars('base62', 18, 24),
      '.',
      chars('base62', 18, 24),
    ),
  }),
  ...singleKey({
    id: 'duffel',
    name: 'Duffel',
    revokeAt: 'https://app.duffel.com, under Developers > Access tokens',
    source: unverified('https://duffel.com/docs/api/overview/welcome'),
    kind: 'access-token',
    severity: 'critical',
    allows: 'search, book and pay flights of the organization',
    ...prefixed(['duffel_live_', 'duffel_test_'], padded(43)),
  }),
  ...rulesOf(
    {
      id: 'easypost',
      name: 'EasyPost',
      revokeAt: 'https://www.easypost.com/account/api-keys',
      source: unverified('https://docs.easypost.com/docs/authentication'),
    },
    [
      {
        kind: 'api-key',
        title: 'API key',
        severity: 'high',
        confidence: 'high',
        allows: 'buy postage at the cost of the account and read where its parcels go',
        ...prefixed('EZAK', chars('base62', 54)),
      },
      {
        kind: 'test-api-key',
        title: 'API key (test mode)',
        severity: 'low',
        confidence: 'high',
        allows: 'make test shipments; nothing is paid',
        ...prefixed('EZTK', chars('base62', 54)),
      },
    ],
  ),
  ...singleKey({
    id: 'freshbooks',
    name: 'FreshBooks',
    revokeAt: 'https://my.freshbooks.com/#/developer',
    source: unverified('https://www.freshbooks.com/api/authentication'),
    kind: 'access-token',
    allows: 'read and change the invoices, clients and payments of the business',
    ...named('freshbooks access token', chars('lowerDigits', 64)),
  }),
  ...singleKey({
    id: 'freshdesk',
    name: 'Freshdesk',
    revokeAt: 'the account’s Profile settings',
    source: unverified('https://developers.freshdesk.com/api/#authentication'),
    allows: tickets,
    ...named(
      { words: 'freshdesk api key', service: ['freshdesk', 'freshservice', 'freshsales'] },
      chars('base62', 18, 24),
    ),
  }),
  ...singleKey({
    id: 'greenhouse',
    name: 'Greenhouse',
    revokeAt: 'https://app.greenhouse.io/configure/dev_center/credentials',
    source: unverified('https://developers.greenhouse.io/harvest.html#authentication'),
    allows: 'read applicants with everything that they sent',
    ...named('greenhouse api key', chars('hex', 32), '-', chars('digits', 1)),
  }),
  ...singleKey({
    id: 'helpscout',
    name: 'Help Scout',
    revokeAt: 'https://secure.helpscout.net/users/apps',
    source: unverified('https://developer.helpscout.com/mailbox-api/overview/authentication/'),
    kind: 'app-secret',
    allows: tickets,
    ...named(
      { words: 'helpscout app secret', service: ['helpscout', 'help scout'] },
      either(chars('base62', 32), chars('hex', 40)),
    ),
  }),
  ...rulesOf(
    {
      id: 'hubspot',
      name: 'HubSpot',
      revokeAt: 'https://app.hubspot.com/private-apps',
      source: unverified('https://developers.hubspot.com/docs/api/private-apps'),
    },
    [
      {
        kind: 'private-app-token',
        title: 'private app token',
        severity: 'high',
        confidence: 'high',
        allows: people,
        ...prefixed(['pat-na1-', 'pat-na2-', 'pat-na3-', 'pat-eu1-', 'pat-ap1-'], uuid),
      },
      {
        kind: 'personal-access-key',
        title: 'personal access key of the CLI',
        severity: 'high',
        confidence: 'high',
        allows: 'read and deploy the account’s pages, functions and projects',
        revokeAt: 'https://app.hubspot.com/personal-access-key',
        ...prefixed(['CiRuYTEt', 'CiRuYTIt', 'CiRldTEt'], chars('base64', 100, 400)),
      },
      {
        kind: 'api-key',
        title: 'API key or app secret',
        severity: 'high',
        confidence: 'medium',
        allows: people,
        ...named(
          {
            words: 'hubspot api key',
            service: ['hubspot', 'hub spot', 'hapikey'],
            name: /hubspot.{0,30}(?:key|secret|token)|hapikey/,
          },
          uuid,
        ),
      },
    ],
  ),
  ...rulesOf(
    {
      id: 'intercom',
      name: 'Intercom',
      revokeAt: 'https://app.intercom.com/a/apps/_/developer-hub',
      source: unverified(
        'https://developers.intercom.com/docs/build-an-integration/learn-more/authentication',
      ),
    },
    [
      {
        kind: 'access-token',
        title: 'access token',
        severity: 'high',
        confidence: 'high',
        allows: tickets,
        // Base 64 of `tok:`, then the rest.
        ...anyOf(
          prefixed('dG9rO', chars('base64', 48, 70), either('==', '=', '')),
          named('intercom access token', padded(60)),
        ),
      },
      {
        kind: 'identity-secret',
        title: 'identity verification secret',
        severity: 'high',
        confidence: 'medium',
        allows: 'sign in to the messenger as any customer',
        ...named(
          { words: 'intercom secret', name: /intercom.{0,30}(?:secret|key)/ },
          either(chars('base64url', 40), uuid),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'keap',
    name: 'Keap',
    revokeAt: 'https://keys.developer.keap.com',
    source: unverified('https://developer.infusionsoft.com/pat-and-sak/'),
    kind: 'account-key',
    allows: people,
    ...prefixed('KeapAK-', chars('hex', 60, 64)),
  }),
  ...singleKey({
    id: 'lever',
    name: 'Lever',
    revokeAt: 'https://hire.lever.co/settings/integrations',
    source: unverified('https://hire.lever.co/developer/documentation#authentication'),
    allows: 'read applicants with everything that they sent',
    ...named(
      { words: 'lever api key', name: /lever(?:api|co)(?:key|token|apikey)/, ownWord: true },
      chars('base64', 48, 64),
    ),
  }),
  ...rulesOf(
    {
      id: 'lob',
      name: 'Lob',
      revokeAt: 'https://dashboard.lob.com/settings/api-keys',
      source: unverified('https://docs.lob.com/#tag/Authentication'),
    },
    [
      {
        kind: 'api-key',
        title: 'secret API key',
        severity: 'high',
        confidence: 'medium',
        allows: 'send letters and checks at the cost of the account and read its addresses',
        ...named(
          { words: 'lob api key', name: /lob/, ownWord: true },
          either('live_', 'test_'),
          chars('hex', 35),
        ),
      },
      {
        kind: 'publishable-key',
        title: 'publishable API key',
        severity: 'low',
        confidence: 'medium',
        allows: 'check addresses at the cost of the account; it is made for browsers',
        ...named(
          { words: 'lob api key', name: /lob/, ownWord: true },
          either('live_pub_', 'test_pub_'),
          chars('hex', 31),
        ),
        fix: 'Nothing, if it is used in browsers only.',
      },
    ],
  ),
  ...singleKey({
    id: 'pipedrive',
    name: 'Pipedrive',
    revokeAt: 'the account’s Personal preferences > API',
    source: unverified('https://pipedrive.readme.io/docs/core-api-concepts-authentication'),
    kind: 'api-token',
    allows: people,
    ...named('pipedrive api token', chars('hex', 40)),
  }),
  ...singleKey({
    id: 'shipengine',
    name: 'ShipEngine',
    revokeAt: 'https://app.shipengine.com, under API Management',
    source: unverified('https://www.shipengine.com/docs/auth/'),
    allows: 'buy postage at the cost of the account and read where its parcels go',
    ...named(
      { words: 'shipengine api key', service: ['shipengine', 'ship engine'] },
      either('TEST_', ''),
      chars('base64', 43),
    ),
  }),
  ...singleKey({
    id: 'shippo',
    name: 'Shippo',
    revokeAt: 'https://apps.goshippo.com/settings/api',
    source: unverified('https://docs.goshippo.com/docs/guides_general/authentication/'),
    kind: 'api-token',
    allows: 'buy postage at the cost of the account and read where its parcels go',
    ...prefixed(['shippo_live_', 'shippo_test_'], chars('hex', 40)),
  }),
  ...singleKey({
    id: 'uber',
    name: 'Uber',
    revokeAt: 'https://developer.uber.com/dashboard',
    source: unverified('https://developer.uber.com/docs/riders/guides/authentication/introduction'),
    kind: 'client-secret',
    allows: 'complete sign-ins as the app and act for the people who use it',
    ...named(
      {
        words: 'uber client secret',
        name: /uber(?:client|server|access|app|api)?(?:secret|token|key)/,
        ownWord: true,
      },
      chars('base64url', 40),
    ),
  }),
  ...rulesOf(
    {
      id: 'zendesk',
      name: 'Zendesk',
      revokeAt: 'the Admin Center’s Apps and integrations > APIs',
      source: unverified('https://developer.zendesk.com/api-reference/introduction/security-and-auth/'),
    },
    [
      {
        kind: 'api-token',
        title: 'API token',
        severity: 'high',
        confidence: 'medium',
        allows: tickets,
        ...named('zendesk api token', chars('base62', 40)),
      },
      {
        kind: 'client-secret',
        title: 'OAuth secret or token',
        severity: 'high',
        confidence: 'medium',
        allows: tickets,
        ...named('zendesk client secret', chars('hex', 64)),
      },
    ],
  ),
  ...rulesOf(
    {
      id: 'zoho',
      name: 'Zoho',
      revokeAt: 'https://api-console.zoho.com, and https://accounts.zoho.com under Connected Apps',
      source: unverified('https://www.zoho.com/crm/developer/docs/api/v8/refresh.html'),
    },
    [
      {
        kind: 'token',
        title: 'access or refresh token',
        severity: 'high',
        confidence: 'high',
        allows: 'act as the person who signed in, as far as its scopes reach',
        ...prefixed('1000.', chars('hex', 32), '.', chars('hex', 32)),
      },
      {
        kind: 'client-secret',
        title: 'client secret',
        severity: 'high',
        confidence: 'medium',
        allows: 'complete sign-ins as the app and renew its access',
        ...named('zoho client secret', chars('hex', 42)),
      },
    ],
  ),
]
