import type { SecretRule } from '../../engine/rule.ts'
import { called, chars, either, marked, unverified, uuid } from './key-forms.ts'
import { rulesOf } from './service-rule.ts'
import { singleKey } from './single-key.ts'

const events = 'read the events and users of the project'

/** Product analytics, customer data, experiments, feature flags, search. */
export const analyticsServices: readonly SecretRule[] = [
  ...rulesOf(
    {
      id: 'algolia',
      name: 'Algolia',
      revokeAt: 'https://dashboard.algolia.com/account/api-keys',
      source: unverified('https://www.algolia.com/doc/guides/security/api-keys/'),
    },
    [
      {
        kind: 'api-key',
        title: 'API key',
        severity: 'high',
        confidence: 'medium',
        allows:
          'read, change and delete the indices, if it is an admin or write key; a search key only searches and is public',
        ...called('algolia admin api key', chars('hex', 32)),
      },
    ],
  ),
  ...singleKey({
    id: 'amplitude',
    name: 'Amplitude',
    revokeAt: 'https://app.amplitude.com, under the project’s settings',
    docs: 'https://amplitude.com/docs/apis/authentication',
    kind: 'secret-key',
    severity: 'medium',
    title: 'API key or secret key',
    allows: `${events}, if it is the secret key; the API key alone only sends events`,
    ...called('amplitude secret key', chars('hex', 32)),
  }),
  ...singleKey({
    id: 'appsflyer',
    name: 'AppsFlyer',
    revokeAt: 'https://hq1.appsflyer.com, under Security center',
    docs: 'https://support.appsflyer.com/hc/en-us/articles/360004562377',
    kind: 'dev-key',
    severity: 'medium',
    allows: 'send made-up installs and events of the apps',
    ...called({ words: 'appsflyer dev key', service: ['appsflyer', 'apps flyer'] }, chars('base62', 22)),
  }),
  ...rulesOf(
    {
      id: 'branch',
      name: 'Branch',
      revokeAt: 'https://dashboard.branch.io/account-settings',
      source: unverified('https://help.branch.io/developers-hub/docs/retrieve-branch-key-secret'),
    },
    [
      {
        kind: 'secret',
        title: 'secret',
        severity: 'high',
        confidence: 'high',
        allows: 'read and change links and read the app’s data',
        ...marked(['secret_live_', 'secret_test_'], chars('base62', 32)),
      },
      {
        kind: 'key',
        title: 'key',
        severity: 'info',
        confidence: 'high',
        allows: 'make links of the app; it is built into it',
        ...marked(['key_live_', 'key_test_'], chars('base62', 32)),
        fix: 'Nothing: it is built into the app.',
      },
    ],
  ),
  ...singleKey({
    id: 'braze',
    name: 'Braze',
    revokeAt: 'the dashboard’s Settings > API Keys',
    docs: 'https://www.braze.com/docs/api/basics/',
    kind: 'rest-api-key',
    title: 'REST API key',
    allows: 'read users and send messages to them',
    ...called({ words: 'braze api key', service: ['braze', 'appboy'], ownWord: true }, uuid),
  }),
  ...singleKey({
    id: 'flagsmith',
    name: 'Flagsmith',
    revokeAt: 'https://app.flagsmith.com, under SDK Keys',
    docs: 'https://docs.flagsmith.com/clients/server-side',
    kind: 'server-key',
    severity: 'medium',
    allows: 'read all flags, segments and their rules',
    ...marked('ser.', chars('base62', 22)),
  }),
  ...singleKey({
    id: 'heap',
    name: 'Heap',
    revokeAt: 'https://heapanalytics.com, under Account > Manage > Privacy & Security',
    docs: 'https://developers.heap.io/reference/getting-started-with-our-apis',
    allows: 'read and delete the data of users',
    ...called(
      {
        words: 'heap api key',
        service: ['heap api', 'heap analytics', 'heapanalytics', 'heap io'],
        name: /heap(?:analytics|io)?.{0,8}(?:api)(?:key|token|secret)/,
        ownWord: true,
      },
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'mixpanel',
    name: 'Mixpanel',
    revokeAt: 'https://mixpanel.com/settings/project',
    docs: 'https://developer.mixpanel.com/reference/authentication',
    kind: 'api-secret',
    severity: 'medium',
    title: 'API secret or project token',
    allows: `${events}, if it is the secret; the token only sends events and is public`,
    ...called('mixpanel api secret', either(chars('hex', 32), chars('base62', 32))),
  }),
  ...singleKey({
    id: 'optimizely',
    name: 'Optimizely',
    revokeAt: 'https://app.optimizely.com/v2/accountsettings/apitokens',
    docs: 'https://docs.developers.optimizely.com/web-experimentation/reference/authentication',
    kind: 'access-token',
    allows: 'read and change experiments and feature flags',
    ...called('optimizely access token', '2:', chars('base64url', 40, 60)),
  }),
  ...rulesOf(
    {
      id: 'posthog',
      name: 'PostHog',
      revokeAt: 'https://us.posthog.com/settings/user-api-keys',
      source: unverified('https://posthog.com/docs/api'),
    },
    [
      {
        kind: 'personal-api-key',
        title: 'personal API key',
        severity: 'high',
        confidence: 'high',
        allows: `${events} and change the project, as its owner`,
        ...marked('phx_', chars('base62', 40, 60)),
      },
      {
        kind: 'secure-key',
        title: 'feature flags secure key or OAuth token',
        severity: 'medium',
        confidence: 'high',
        allows: 'read the definitions of all feature flags, or act as the person who signed in',
        ...marked(['phs_', 'pha_', 'phr_'], chars('base62', 40, 60)),
      },
      {
        kind: 'project-key',
        title: 'project key',
        severity: 'info',
        confidence: 'high',
        allows: 'send events to the project; every visitor can read it',
        ...marked('phc_', chars('base62', 40, 60)),
        fix: 'Nothing: it is meant to be public.',
      },
    ],
  ),
  ...singleKey({
    id: 'rudderstack',
    name: 'RudderStack',
    revokeAt: 'https://app.rudderstack.com, under the source’s setup',
    docs: 'https://www.rudderstack.com/docs/dashboard-guides/personal-access-token/',
    kind: 'write-key',
    severity: 'low',
    allows: 'send made-up events to the source',
    ...called('rudderstack write key', chars('base62', 27)),
  }),
  ...rulesOf(
    {
      id: 'segment',
      name: 'Segment',
      revokeAt: 'https://app.segment.com, under Access Management > Tokens',
      source: unverified('https://docs.segmentapis.com/tag/Getting-Started'),
    },
    [
      {
        kind: 'public-api-token',
        title: 'Public API token',
        severity: 'critical',
        confidence: 'high',
        allows: 'manage the workspace: its sources, destinations and people',
        ...marked('sgp_', chars('base62', 64)),
      },
      {
        kind: 'write-key',
        title: 'write key',
        severity: 'low',
        confidence: 'medium',
        allows: 'send made-up events to the source',
        ...called(
          {
            words: 'segment write key',
            name: /segment(?:io)?.{0,16}(?:writekey|apikey|token|secret)/,
            ownWord: true,
          },
          chars('base62', 32),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'split',
    name: 'Split',
    revokeAt: 'https://app.split.io/admin, under API keys',
    docs: 'https://help.split.io/hc/en-us/articles/360019916211',
    severity: 'medium',
    allows: 'read all feature flags or, with an admin key, change them',
    ...called(
      {
        words: 'split api key',
        service: ['splitio', 'split io', 'split api', 'split sdk'],
        name: /split(?:io)?(?:api|sdk|admin|server|auth).{0,12}key/,
        ownWord: true,
      },
      chars('lowerDigits', 36, 60),
    ),
  }),
  ...rulesOf(
    {
      id: 'statsig',
      name: 'Statsig',
      revokeAt: 'https://console.statsig.com/api_keys',
      source: unverified('https://docs.statsig.com/sdk-keys/api-keys'),
    },
    [
      {
        kind: 'secret-key',
        title: 'server secret or console key',
        severity: 'high',
        confidence: 'medium',
        allows: 'read all flags and experiments or, with a console key, change them',
        ...called('statsig server secret', either('secret-', 'console-'), chars('base62', 40, 50)),
      },
    ],
  ),
  ...singleKey({
    id: 'unleash',
    name: 'Unleash',
    revokeAt: 'the instance’s Admin > API access',
    docs: 'https://docs.getunleash.io/reference/api-tokens-and-client-keys',
    kind: 'api-token',
    allows: 'read all feature flags or, with an admin token, change them',
    ...called(
      { words: 'unleash api token', service: ['unleash', 'api token', 'apitoken'], name: /unleash|apitoken/ },
      either('*:', 'default:', '[]:'),
      either('development', 'production', '*', 'default', 'dev', 'test', 'staging'),
      '.',
      chars('hex', 52, 64),
    ),
  }),
]
