import type { SecretRule } from '../../engine/rule.ts'
import { anyOf, named, prefixed } from './form.ts'
import { join, publicId, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either, padded, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const users = 'read, change and delete the users of the application and sign in as them'
const checks =
  'read identity documents and the results of checks, and start checks at the cost of the account'

/** Signing in, and checking who somebody is. */
export const identityServices: readonly SecretRule[] = [
  ...rulesOf(
    {
      id: 'auth0',
      name: 'Auth0',
      revokeAt: 'https://manage.auth0.com, under Applications',
      source: unverified('https://auth0.com/docs/get-started/applications/application-settings'),
    },
    [
      {
        kind: 'client-secret',
        title: 'client secret',
        severity: 'high',
        confidence: 'medium',
        allows: 'get tokens as the application and, with the right grants, manage the tenant',
        ...named(
          { words: 'auth0 client secret', name: /auth0.{0,40}(?:secret|token|key)/ },
          chars('base64url', 64),
        ),
      },
      {
        kind: 'client-id',
        title: 'client id',
        confidence: 'low',
        ...publicId('application', 'client secret'),
        ...named({ words: 'auth0 client id', name: /auth0.{0,30}clientid/ }, chars('base62', 32)),
      },
    ],
  ),
  ...singleKey({
    id: 'authress',
    name: 'Authress',
    revokeAt: 'https://authress.io/app, under Clients',
    source: unverified('https://authress.io/knowledge-base/docs/authentication/service-clients'),
    kind: 'service-client-key',
    title: 'service client access key',
    allows: 'act as the service client: read and change who may do what',
    ...anyOf({
      detect: [
        token(
          ['.acc_', '.acc-'],
          /(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\.[A-Za-z0-9]{4,6}\.acc[_-][A-Za-z0-9_-]{10,32}\.[A-Za-z0-9+/_=-]{30,120}/,
          { lead: { chars: /[A-Za-z0-9_.-]/, max: 48 }, notAfter: /[A-Za-z0-9+/_=-]/ },
        ),
      ],
      randomBits: 180,
      matches: [
        () =>
          `AUTHRESS_KEY=${join('sc_', random('lowerDigits', 10), '.', random('lowerDigits', 4), '.acc_', random('lowerDigits', 10), '.', random('base64url', 40))}\n`,
        () =>
          `accessKey: '${join('ext_', random('lowerDigits', 10, 3), '.', random('lowerDigits', 4, 4), '.acc-', random('lowerDigits', 10, 5), '.', random('base64url', 40, 6))}'`,
      ],
      misses: [
        () => 'self.accept_something.value_of_it',
        () => join('sc_', random('lowerDigits', 10), '.abcd.acc_short.x'),
      ],
    }),
  }),
  ...singleKey({
    id: 'clerk',
    name: 'Clerk',
    revokeAt: 'https://dashboard.clerk.com, under API keys',
    source: unverified('https://clerk.com/docs/guides/development/clerk-environment-variables'),
    kind: 'secret-key',
    allows: users,
    ...prefixed(['sk_live_', 'sk_test_'], chars('base62', 42, 43)),
  }),
  ...singleKey({
    id: 'descope',
    name: 'Descope',
    revokeAt: 'https://app.descope.com/settings/company/managementkeys',
    source: unverified('https://docs.descope.com/manage/managementkeys'),
    kind: 'management-key',
    allows: users,
    ...named('descope management key', 'K2', chars('base62', 60, 100)),
  }),
  ...singleKey({
    id: 'duo',
    name: 'Duo',
    revokeAt: 'https://admin.duosecurity.com, under Applications',
    source: unverified('https://duo.com/docs/authapi'),
    kind: 'secret-key',
    severity: 'critical',
    allows: 'approve sign-ins of anybody, or with the admin interface change users and devices',
    ...named(
      {
        words: 'duo secret key',
        service: ['duo', 'duo security', 'skey'],
        // A line that says nothing but `skey` is one of Duo's own files.
        names: ['duo_', 'duo-', 'duo.', 'duosecret', 'duosecurity', 'duoskey', 'duoapi', 'duoclient', 'key'],
        name: /^duo.{0,20}(?:secret|skey|key)|^skey$/,
        ownWord: true,
      },
      chars('base62', 40),
    ),
  }),
  ...singleKey({
    id: 'magic',
    name: 'Magic',
    revokeAt: 'https://dashboard.magic.link',
    source: unverified('https://magic.link/docs/home/api-keys'),
    kind: 'secret-key',
    allows: users,
    ...prefixed(['sk_live_', 'sk_test_'], chars('HEX', 16)),
  }),
  ...rulesOf(
    {
      id: 'okta',
      name: 'Okta',
      revokeAt: 'the Admin Console’s Security > API > Tokens',
      source: unverified('https://developer.okta.com/docs/guides/create-an-api-token/main/'),
    },
    [
      {
        kind: 'api-token',
        title: 'API token',
        severity: 'critical',
        confidence: 'high',
        allows: 'act as the administrator who made it: read and change users, groups and applications',
        ...anyOf(
          {
            detect: [token('SSWS ', /SSWS (?<secret>00[A-Za-z0-9_-]{40})/, { notAfter: /[A-Za-z0-9_-]/ })],
            randomBits: 240,
            matches: [() => `Authorization: SSWS ${join('00', random('base64url', 40))}`],
            misses: [() => 'Authorization: SSWS ${api_token}', () => `SSWS ${join('00', '0'.repeat(40))}`],
          },
          named({ words: 'okta api token', ownWord: true }, '00', padded(40)),
        ),
      },
      {
        kind: 'client-secret',
        title: 'client secret',
        severity: 'high',
        confidence: 'medium',
        allows: 'get tokens as the application',
        revokeAt: 'the application’s General tab in the Admin Console',
        ...named(
          { words: 'okta client secret', name: /okta.{0,40}secret/, ownWord: true },
          either(chars('base64url', 40), chars('base64url', 64)),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'onfido',
    name: 'Onfido',
    revokeAt: 'https://dashboard.onfido.com/api/tokens',
    source: unverified('https://documentation.onfido.com/api/latest/#api-tokens'),
    kind: 'api-token',
    severity: 'critical',
    allows: checks,
    ...prefixed(
      ['api_live.', 'api_live_us.', 'api_live_ca.', 'api_sandbox.', 'api_sandbox_us.', 'api_sandbox_ca.'],
      chars('base64url', 11),
      '.',
      chars('base64url', 32),
    ),
  }),
  ...rulesOf(
    {
      id: 'persona',
      name: 'Persona',
      revokeAt: 'https://app.withpersona.com/dashboard/api-configuration',
      source: unverified('https://docs.withpersona.com/api-keys'),
    },
    [
      {
        kind: 'api-key',
        title: 'API key',
        severity: 'critical',
        confidence: 'high',
        allows: checks,
        ...prefixed('persona_production_', uuid),
      },
      {
        kind: 'sandbox-api-key',
        title: 'API key (sandbox)',
        severity: 'low',
        confidence: 'high',
        allows: 'read and start made-up checks',
        ...prefixed('persona_sandbox_', uuid),
      },
      {
        kind: 'webhook-secret',
        title: 'webhook signing secret',
        severity: 'medium',
        confidence: 'high',
        allows: 'forge events that the receiver believes to come from Persona',
        ...prefixed('wbhsec_', uuid),
      },
    ],
  ),
  ...singleKey({
    id: 'stytch',
    name: 'Stytch',
    revokeAt: 'https://stytch.com/dashboard/api-keys',
    source: unverified('https://stytch.com/docs/workspace-management/redirect-urls'),
    kind: 'secret',
    allows: users,
    ...prefixed(['secret-live-', 'secret-test-'], chars('base64url', 35), either('=', '')),
  }),
  ...singleKey({
    id: 'sumsub',
    name: 'Sumsub',
    revokeAt: 'https://cockpit.sumsub.com/checkus/devSpace/appTokens',
    source: unverified('https://docs.sumsub.com/reference/authentication'),
    kind: 'app-token',
    severity: 'critical',
    allows: `${checks}, together with the secret key`,
    ...prefixed(['prd:', 'sbx:'], chars('base62', 24), '.', chars('base62', 32)),
  }),
  ...singleKey({
    id: 'workos',
    name: 'WorkOS',
    revokeAt: 'https://dashboard.workos.com/api-keys',
    source: unverified('https://workos.com/docs/reference/api-keys'),
    allows: 'read and change the organization’s connections, directories and users',
    ...prefixed(['sk_live_a2V5X', 'sk_test_a2V5X', 'sk_a2V5X'], chars('base62', 30, 100)),
  }),
  ...singleKey({
    id: 'keycloak',
    name: 'Keycloak',
    revokeAt: 'the realm’s Clients > Credentials',
    source: unverified('https://www.keycloak.org/docs/latest/server_admin/#_client-credentials'),
    kind: 'client-secret',
    allows: 'get tokens as the client and, with a service account, use its roles',
    ...named(
      { words: 'keycloak client secret', name: /keycloak.{0,40}secret/ },
      either(chars('base62', 32), uuid),
    ),
  }),
  ...singleKey({
    id: 'ory',
    name: 'Ory',
    revokeAt: 'https://console.ory.sh, under API keys',
    source: unverified('https://www.ory.sh/docs/concepts/personal-access-token'),
    allows: 'read, change and delete the identities of the project',
    ...prefixed(['ory_pat_', 'ory_apikey_', 'ory_wak_'], chars('base62', 32)),
  }),
]
