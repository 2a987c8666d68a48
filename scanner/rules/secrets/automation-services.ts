import type { SecretRule } from '../../engine/rule.ts'
import { anyOf, named, prefixed } from './form.ts'
import { join, random, token, unverified } from './service-rule.ts'
import { chars, either, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const start = 'start the workflow with made-up data'
const freshAddress =
  'Make a new address for the workflow and delete this one; keep the new one in a secret store or the environment.'
const address = (...parts: readonly string[]): string => join('https://', ...parts)

/** Workflows, background jobs, webhooks, documentation and interfaces for developers. */
export const automationServices: readonly SecretRule[] = [
  ...singleKey({
    id: 'gitbook',
    name: 'GitBook',
    revokeAt: 'https://app.gitbook.com/account/developer',
    source: unverified('https://gitbook.com/docs/developers/gitbook-api/authentication'),
    kind: 'api-token',
    allows: 'read and change every space that its owner can',
    ...prefixed('gb_api_', chars('base62', 40)),
  }),
  ...singleKey({
    id: 'ifttt',
    name: 'IFTTT',
    revokeAt: 'https://ifttt.com/maker_webhooks/settings',
    source: unverified('https://help.ifttt.com/hc/en-us/articles/115010230347'),
    kind: 'webhook-key',
    severity: 'medium',
    allows: 'start every applet of the account that waits for a webhook',
    ...anyOf(
      {
        detect: [
          token(
            'maker.ifttt.com/',
            /maker\.ifttt\.com\/(?:trigger\/[A-Za-z0-9_{}$%-]{1,80}\/(?:json\/)?with\/key|use)\/(?<secret>[A-Za-z0-9_-]{20,50})/,
            { notAfter: /[A-Za-z0-9_-]/ },
          ),
        ],
        randomBits: 120,
        matches: [
          () => address('maker.if', 'ttt.com/trigger/door_opened/with/key/', random('base64url', 43)),
        ],
        misses: [
          () => address('maker.if', 'ttt.com/trigger/door_opened/with/key/', '{key}'),
          () => address('maker.if', 'ttt.com/trigger/x/with/key/', 'x'.repeat(43)),
        ],
      },
      named({ words: 'ifttt webhook key', name: /ifttt.{0,20}key/ }, chars('base64url', 43)),
    ),
  }),
  ...singleKey({
    id: 'inngest',
    name: 'Inngest',
    revokeAt: 'https://app.inngest.com, under Manage > Signing key',
    source: unverified('https://www.inngest.com/docs/platform/signing-keys'),
    kind: 'signing-key',
    allows: 'run the app’s functions with made-up data',
    ...prefixed(['signkey-prod-', 'signkey-branch-', 'signkey-test-'], chars('hex', 32, 64)),
  }),
  ...singleKey({
    id: 'knock',
    name: 'Knock',
    revokeAt: 'https://dashboard.knock.app, under Developers > API keys',
    source: unverified('https://docs.knock.app/developer-tools/api-keys'),
    kind: 'secret-key',
    allows: 'send messages to all users and read them',
    ...named('knock secret key', 'sk_', chars('base64url', 40, 50)),
  }),
  ...singleKey({
    id: 'liveblocks',
    name: 'Liveblocks',
    revokeAt: 'https://liveblocks.io/dashboard/apikeys',
    source: unverified('https://liveblocks.io/docs/authentication'),
    kind: 'secret-key',
    allows: 'read and change every room of the project and let anybody in',
    ...prefixed(['sk_prod_', 'sk_dev_'], chars('base64url', 64)),
  }),
  ...singleKey({
    id: 'make',
    name: 'Make',
    revokeAt: 'https://www.make.com, under the scenario’s webhooks',
    source: unverified('https://developers.make.com/api-documentation/authentication'),
    kind: 'webhook',
    title: 'webhook address',
    severity: 'low',
    allows: start,
    fix: freshAddress,
    detect: [
      token(
        ['https://hook.', 'https://hooks.'],
        /https:\/\/hooks?\.(?:eu1\.|eu2\.|us1\.|us2\.)?(?:make|integromat)\.com\/(?<secret>[a-z0-9]{32})/,
      ),
    ],
    randomBits: 160,
    matches: [
      () => address('hook.eu1', '.make.com/', random('lowerDigits', 32)),
      () => `url: "${address('hook', '.integromat.com/', random('lowerDigits', 32, 3))}"`,
    ],
    misses: [
      () => address('hook.eu1', '.make.com/'),
      () => address('hook.eu1', '.make.com/', 'x'.repeat(32)),
    ],
  }),
  ...singleKey({
    id: 'n8n',
    name: 'n8n',
    revokeAt: 'the instance’s Settings > n8n API',
    source: unverified('https://docs.n8n.io/api/authentication/'),
    allows: 'read and change workflows and run them with the credentials that they hold',
    ...prefixed('n8n_api_', chars('hex', 64, 100)),
  }),
  ...singleKey({
    id: 'novu',
    name: 'Novu',
    revokeAt: 'https://dashboard.novu.co/api-keys',
    source: unverified('https://docs.novu.co/platform/developer/api-keys'),
    kind: 'secret-key',
    allows: 'send messages to all subscribers and read them',
    ...named({ words: 'novu secret key', ownWord: true }, chars('hex', 32)),
  }),
  ...singleKey({
    id: 'readme',
    name: 'ReadMe',
    revokeAt: 'https://dash.readme.com, under Configuration > API Keys',
    source: unverified('https://docs.readme.com/main/reference/intro/authentication'),
    allows: 'read and change the documentation of the project',
    ...prefixed('rdme_', chars('lowerDigits', 70)),
  }),
  ...singleKey({
    id: 'retool',
    name: 'Retool',
    revokeAt: 'the organization’s Settings > API',
    source: unverified('https://docs.retool.com/org-users/guides/retool-api/authentication'),
    kind: 'access-token',
    allows: 'manage the organization’s people, apps and sources',
    ...prefixed('retool_01', chars('lowerDigits', 24, 32)),
  }),
  ...singleKey({
    id: 'svix',
    name: 'Svix',
    revokeAt: 'https://dashboard.svix.com, under API Access',
    source: unverified('https://docs.svix.com/quickstart'),
    kind: 'api-token',
    allows: 'send and read webhooks of all applications',
    ...named(
      { words: 'svix auth token', service: ['svix'] },
      either('sk_', 'testsk_'),
      chars('base64url', 32, 60),
    ),
  }),
  ...singleKey({
    id: 'swaggerhub',
    name: 'SwaggerHub',
    revokeAt: 'https://app.swaggerhub.com/settings/apiKey',
    source: unverified('https://support.smartbear.com/swaggerhub/docs/en/manage-account/api-key.html'),
    allows: 'read and change the interfaces that its owner can',
    ...named({ words: 'swaggerhub api key', service: ['swaggerhub', 'swagger hub'] }, uuid),
  }),
  ...singleKey({
    id: 'trigger',
    name: 'Trigger.dev',
    revokeAt: 'https://cloud.trigger.dev, under the project’s API keys',
    source: unverified('https://trigger.dev/docs/apikeys'),
    kind: 'secret-key',
    allows: 'run the project’s tasks with made-up data and read their runs',
    ...prefixed(['tr_prod_', 'tr_stg_', 'tr_dev_', 'tr_pat_'], chars('base62', 20, 40)),
  }),
  ...singleKey({
    id: 'zapier',
    name: 'Zapier',
    revokeAt: 'https://zapier.com/app/zaps, under the Zap’s trigger',
    source: unverified('https://help.zapier.com/hc/en-us/articles/8496288690317'),
    kind: 'webhook',
    title: 'webhook address',
    severity: 'low',
    allows: start,
    fix: freshAddress,
    detect: [
      token(
        'hooks.zapier.com/hooks/',
        /hooks\.zapier\.com\/hooks\/(?:catch|standard)\/(?<secret>\d{4,12}\/[A-Za-z0-9]{5,40})/,
      ),
    ],
    randomBits: 36,
    matches: [
      () =>
        address('hooks.zap', 'ier.com/hooks/catch/', random('digits', 7), '/', random('lowerDigits', 7), '/'),
      () =>
        `"${address('hooks.zap', 'ier.com/hooks/catch/', random('digits', 6, 4), '/', random('lowerDigits', 7, 5))}"`,
    ],
    misses: [
      () => address('hooks.zap', 'ier.com/hooks/catch/'),
      () => address('zap', 'ier.com/apps/webhook/help'),
    ],
  }),
  ...singleKey({
    id: 'browserstack',
    name: 'BrowserStack',
    revokeAt: 'https://www.browserstack.com/accounts/profile',
    source: unverified('https://www.browserstack.com/docs/iaam/security/access-key'),
    kind: 'access-key',
    severity: 'medium',
    allows: 'run browsers at the cost of the account and reach what its local tunnels reach',
    ...named(
      {
        words: 'browserstack access key',
        service: ['browserstack', 'browser stack'],
        name: /browserstack.{0,20}(?:key|token|secret)/,
      },
      chars('base62', 20),
    ),
  }),
  ...singleKey({
    id: 'builder',
    name: 'Builder.io',
    revokeAt: 'https://builder.io/account/space',
    source: unverified('https://www.builder.io/c/docs/using-your-api-key'),
    kind: 'private-key',
    allows: 'read and change the content of the space',
    ...prefixed('bpk-', chars('hex', 32)),
  }),
  ...singleKey({
    id: 'cypress',
    name: 'Cypress Cloud',
    revokeAt: 'https://cloud.cypress.io, under the project’s settings',
    source: unverified('https://docs.cypress.io/cloud/account-management/projects'),
    kind: 'record-key',
    severity: 'medium',
    allows: 'add test runs to the project',
    ...named({ words: 'cypress record key', name: /cypress.{0,20}key/ }, uuid),
  }),
  ...singleKey({
    id: 'expo',
    name: 'Expo',
    revokeAt: 'https://expo.dev/settings/access-tokens',
    source: unverified('https://docs.expo.dev/accounts/programmatic-access/'),
    kind: 'access-token',
    severity: 'critical',
    allows: 'build and publish updates of its owner’s apps',
    ...named(
      {
        words: 'expo token',
        service: ['expo token', 'expo access', 'eas token'],
        name: /(?:eas|expo(?:access)?)token/,
        ownWord: true,
      },
      chars('base64url', 40),
    ),
  }),
  ...singleKey({
    id: 'lambdatest',
    name: 'LambdaTest',
    revokeAt: 'https://accounts.lambdatest.com/security',
    source: unverified(
      'https://www.lambdatest.com/support/docs/using-environment-variables-for-authentication-credentials/',
    ),
    kind: 'access-key',
    severity: 'medium',
    allows: 'run browsers at the cost of the account',
    ...named(
      {
        words: 'lambdatest access key',
        service: ['lambdatest', 'lambda test', 'lt access key'],
        name: /lambdatest.{0,20}(?:key|token)|^ltaccesskey/,
      },
      chars('base62', 50),
    ),
  }),
  ...singleKey({
    id: 'percy',
    name: 'Percy',
    revokeAt: 'https://percy.io, under the project’s settings',
    source: unverified('https://www.browserstack.com/docs/percy/get-started/set-project-token'),
    kind: 'project-token',
    severity: 'medium',
    allows: 'add builds with pictures to the project',
    ...named(
      { words: 'percy token', name: /percy.{0,12}token/ },
      either('web_', 'app_', 'auto_', 'ss_', 'generic_', ''),
      chars('hex', 64),
    ),
  }),
  ...singleKey({
    id: 'saucelabs',
    name: 'Sauce Labs',
    revokeAt: 'https://app.saucelabs.com/user-settings',
    source: unverified('https://docs.saucelabs.com/basics/environment-variables/'),
    kind: 'access-key',
    severity: 'medium',
    allows: 'run browsers at the cost of the account and reach what its tunnels reach',
    ...named(
      { words: 'sauce access key', service: ['sauce'], name: /sauce.{0,20}(?:key|token|secret)/ },
      uuid,
    ),
  }),
]
