import type { SecretRule } from '../../engine/rule.ts'
import { anyOf, named, prefixed } from './form.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either, sequence } from './shape.ts'
import { singleKey } from './single-key.ts'

const content = 'read and change the content of the project'
const files = 'read, change and delete the account’s files'

/** Content, pages, pictures, video, translation. */
export const contentServices: readonly SecretRule[] = [
  ...singleKey({
    id: 'cloudinary',
    name: 'Cloudinary',
    revokeAt: 'https://console.cloudinary.com/settings/api-keys',
    source: unverified('https://cloudinary.com/documentation/developer_onboarding_faq_find_credentials'),
    kind: 'api-secret',
    allows: files,
    ...anyOf(
      {
        detect: [
          token('cloudinary://', /cloudinary:\/\/\d{12,18}:(?<secret>[A-Za-z0-9_-]{24,32})@[a-z0-9_-]{1,80}/),
        ],
        randomBits: 144,
        matches: [
          () =>
            `CLOUDINARY_URL=${join('cloudinary', '://', random('digits', 15), ':', random('base64url', 27), '@acme')}`,
        ],
        misses: [
          () => join('cloudinary', '://<key>:<secret>@name'),
          () => join('cloudinary', '://', random('digits', 15), ':', 'x'.repeat(27), '@acme'),
        ],
      },
      named({ words: 'cloudinary api secret', name: /cloudinary.{0,30}secret/ }, chars('base64url', 27)),
    ),
  }),
  ...rulesOf(
    {
      id: 'contentful',
      name: 'Contentful',
      revokeAt: 'https://app.contentful.com, under the space’s Settings > API keys',
      source: unverified('https://www.contentful.com/developers/docs/references/authentication/'),
    },
    [
      {
        kind: 'management-token',
        title: 'management token',
        severity: 'high',
        confidence: 'high',
        allows: 'read and change every space that its owner can',
        ...prefixed('CFPAT-', chars('base64url', 43)),
      },
      {
        kind: 'delivery-token',
        title: 'delivery or preview token',
        severity: 'medium',
        confidence: 'medium',
        allows: 'read the published content of the space or, with a preview token, its drafts',
        ...named('contentful delivery token', either(chars('base64url', 43), chars('hex', 64))),
      },
    ],
  ),
  ...singleKey({
    id: 'crowdin',
    name: 'Crowdin',
    revokeAt: 'https://crowdin.com/settings#api-key',
    source: unverified('https://support.crowdin.com/developer/authorization/'),
    kind: 'personal-token',
    allows: 'read and change the translations of its owner’s projects',
    ...named('crowdin personal token', either(chars('hex', 80), chars('hex', 32), chars('hex', 16))),
  }),
  ...singleKey({
    id: 'datocms',
    name: 'DatoCMS',
    revokeAt: 'the project’s Settings > API tokens',
    source: unverified('https://www.datocms.com/docs/content-management-api/authentication'),
    kind: 'api-token',
    allows: content,
    ...named(
      { words: 'datocms api token', service: ['datocms', 'dato cms', 'dato api'], name: /dato/ },
      chars('hex', 30),
    ),
  }),
  ...singleKey({
    id: 'ghost',
    name: 'Ghost',
    revokeAt: 'the site’s Settings > Integrations',
    source: unverified('https://docs.ghost.org/admin-api/#token-authentication'),
    kind: 'admin-api-key',
    title: 'Admin API key',
    allows: 'read and change posts, members and settings of the site',
    ...named(
      {
        words: 'ghost admin api key',
        name: /ghost.{0,30}(?:key|token|secret)|adminapikey/,
        service: ['ghost', 'admin api key'],
      },
      chars('hex', 24),
      ':',
      chars('hex', 64),
    ),
    confidence: 'high',
  }),
  ...singleKey({
    id: 'imagekit',
    name: 'ImageKit',
    revokeAt: 'https://imagekit.io/dashboard/developer/api-keys',
    source: unverified('https://imagekit.io/docs/api-keys'),
    kind: 'private-key',
    allows: files,
    ...named(
      {
        words: 'imagekit private key',
        service: ['imagekit', 'private key', 'privatekey'],
        name: /imagekit|^(?:ik)?privatekey/,
      },
      'private_',
      either(sequence(chars('base64', 27), '='), chars('base64', 28)),
    ),
  }),
  ...singleKey({
    id: 'lokalise',
    name: 'Lokalise',
    revokeAt: 'https://app.lokalise.com/profile',
    source: unverified('https://developers.lokalise.com/reference/api-authentication'),
    kind: 'api-token',
    allows: 'read and change the translations of its owner’s projects',
    ...named('lokalise api token', chars('hex', 40)),
  }),
  ...singleKey({
    id: 'mux',
    name: 'Mux',
    revokeAt: 'https://dashboard.mux.com/settings/access-tokens',
    source: unverified('https://www.mux.com/docs/core/make-api-requests'),
    kind: 'token-secret',
    allows: 'upload, change and delete videos at the cost of the account',
    ...named(
      {
        words: 'mux token secret',
        name: /mux(?:token|api|access)?.{0,8}(?:secret|token|key)/,
        ownWord: true,
      },
      chars('base64', 75),
    ),
  }),
  ...singleKey({
    id: 'phrase',
    name: 'Phrase',
    revokeAt: 'https://app.phrase.com/settings/oauth_access_tokens',
    source: unverified('https://developers.phrase.com/en/api/strings/authentication'),
    kind: 'access-token',
    allows: 'read and change the translations of its owner’s projects',
    ...named(
      {
        words: 'phrase access token',
        service: ['phraseapp', 'phrase access', 'phrase api', 'phrase token'],
        name: /phrase(?:app)?(?:access|api)?(?:token|key)/,
        ownWord: true,
      },
      chars('hex', 64),
    ),
  }),
  ...singleKey({
    id: 'removebg',
    name: 'remove.bg',
    revokeAt: 'https://www.remove.bg/dashboard#api-key',
    source: unverified('https://www.remove.bg/api'),
    severity: 'medium',
    allows: 'edit pictures at the cost of the account',
    ...named({ words: 'removebg api key', service: ['removebg', 'remove bg'] }, chars('base62', 24)),
  }),
  ...singleKey({
    id: 'sanity',
    name: 'Sanity',
    revokeAt: 'https://www.sanity.io/manage, under API > Tokens',
    source: unverified('https://www.sanity.io/docs/http-auth'),
    kind: 'api-token',
    allows: content,
    ...named(
      { words: 'sanity api token', name: /sanity.{0,30}(?:token|secret|key)/ },
      'sk',
      chars('base62', 80, 190),
    ),
  }),
  ...singleKey({
    id: 'squidex',
    name: 'Squidex',
    revokeAt: 'the app’s Settings > Clients',
    source: unverified(
      'https://docs.squidex.io/02-documentation/developer-guides/api-overview/authentication',
    ),
    kind: 'client-secret',
    allows: content,
    ...named('squidex client secret', chars('base64', 43), '='),
  }),
  ...singleKey({
    id: 'storyblok',
    name: 'Storyblok',
    revokeAt: 'https://app.storyblok.com, under the space’s Settings > Access tokens',
    source: unverified(
      'https://www.storyblok.com/docs/api/content-delivery/v2/getting-started/authentication',
    ),
    kind: 'token',
    title: 'access token',
    severity: 'medium',
    allows: 'read the space’s content and drafts or, with a personal token, change it',
    ...named(
      'storyblok access token',
      either(
        sequence(chars('base62', 22), 'tt'),
        sequence(chars('base62', 22), 'tt-', chars('digits', 2, 7), '-', chars('base64url', 20)),
      ),
    ),
  }),
  ...singleKey({
    id: 'tinypng',
    name: 'TinyPNG (Tinify)',
    revokeAt: 'https://tinify.com/dashboard/api',
    source: unverified('https://tinypng.com/developers/reference'),
    severity: 'medium',
    allows: 'shrink pictures at the cost of the account',
    ...named({ words: 'tinypng api key', service: ['tinypng', 'tinify', 'tinyjpg'] }, chars('base62', 32)),
  }),
  ...singleKey({
    id: 'transifex',
    name: 'Transifex',
    revokeAt: 'https://app.transifex.com/user/settings/api/',
    source: unverified('https://developers.transifex.com/reference/api-authentication'),
    kind: 'api-token',
    allows: 'read and change the translations of its owner’s projects',
    ...named(
      { words: 'transifex api token', service: ['transifex', 'tx token'], name: /transifex|^txtoken/ },
      '1/',
      chars('hex', 40),
    ),
  }),
  ...singleKey({
    id: 'uploadcare',
    name: 'Uploadcare',
    revokeAt: 'https://app.uploadcare.com, under API keys',
    source: unverified('https://uploadcare.com/docs/start/api-keys-management/'),
    kind: 'secret-key',
    allows: files,
    ...named(
      { words: 'uploadcare secret key', name: /uploadcare.{0,20}(?:secret|private)/ },
      chars('hex', 20),
    ),
  }),
  ...singleKey({
    id: 'vimeo',
    name: 'Vimeo',
    revokeAt: 'https://developer.vimeo.com/apps',
    source: unverified('https://developer.vimeo.com/api/authentication'),
    kind: 'access-token',
    allows: 'read and change the account’s videos, as far as its scopes reach',
    ...named('vimeo access token', either(chars('hex', 32), chars('base64', 128))),
  }),
  ...singleKey({
    id: 'webflow',
    name: 'Webflow',
    revokeAt: 'the site’s Settings > Apps & integrations',
    source: unverified('https://developers.webflow.com/data/reference/authentication'),
    kind: 'api-token',
    allows: 'read and change the pages, content and orders of the site',
    ...named('webflow api token', chars('hex', 64)),
  }),
  ...singleKey({
    id: 'wistia',
    name: 'Wistia',
    revokeAt: 'the account’s Settings > API Access',
    source: unverified('https://docs.wistia.com/reference/getting-started-with-the-data-api'),
    kind: 'api-token',
    allows: 'read, change and delete the account’s videos',
    ...named('wistia api token', chars('hex', 64)),
  }),
  ...rulesOf(
    {
      id: 'wordpress',
      name: 'WordPress',
      revokeAt: 'https://api.wordpress.org/secret-key/1.1/salt/, which makes new ones for wp-config.php',
      source: unverified('https://developer.wordpress.org/advanced-administration/security/'),
    },
    [
      {
        kind: 'salt',
        title: 'secret key or salt in wp-config.php',
        severity: 'high',
        confidence: 'high',
        allows: 'forge the cookie of any signed-in person of the site, with some knowledge of its database',
        // Not as an assignment: the punctuation in a salt reads like a placeholder now and then.
        detect: [
          token(
            ['AUTH_KEY', 'AUTH_SALT', 'LOGGED_IN_KEY', 'LOGGED_IN_SALT', 'NONCE_KEY', 'NONCE_SALT'],
            /(?:AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)['"]?\s{0,4}[,=:]\s{0,30}['"](?<secret>[\x20\x21\x23-\x26\x28-\x7e]{60,68})['"]/,
            { notBefore: null, notAfter: null },
          ),
        ],
        randomBits: 300,
        check: (secret) => {
          if (!/\d/.test(secret) || /^[A-Za-z0-9 ]*$/.test(secret)) return { drop: 'a sentence' }
          return /\$\{.{1,40}\(|put your unique/i.test(secret)
            ? { drop: 'filled in elsewhere, or the sample' }
            : undefined
        },
        matches: [
          () =>
            `define('AUTH_KEY',         '${join(random('base62', 30), '|+<#', random('base62', 30, 3))}');`,
          () =>
            `define( 'LOGGED_IN_SALT', '${join(random('base62', 40, 5), '{~;', random('base62', 21, 6))}' );`,
        ],
        misses: [
          () => `define('AUTH_KEY', 'put your unique phrase here');`,
          () => `define('AUTH_KEY', getenv('AUTH_KEY'));`,
          () => `AUTH_KEY: '\${makeKey(30)}${random('base62', 20)}\${makeKey(14)}${random('base62', 16)}'`,
          () => `AUTH_KEY = "the key that signs the tickets of everybody who comes to see us"`,
        ],
        fix: 'Put new keys and salts from https://api.wordpress.org/secret-key/1.1/salt/ into wp-config.php, and keep that file out of the repository.',
      },
      {
        kind: 'application-password',
        title: 'application password',
        severity: 'high',
        confidence: 'medium',
        allows: 'use the site’s REST API as the person that it belongs to',
        revokeAt: 'the person’s Users > Profile > Application Passwords on the site',
        detect: [
          assigned(
            ['wp_app', 'wpapp', 'application_password', 'applicationpassword', 'wordpress', 'app_password'],
            /(?:[A-Za-z0-9]{4} ){5}[A-Za-z0-9]{4}/,
          ),
        ],
        randomBits: 142,
        check: (secret) => (/\d/.test(secret) ? undefined : { drop: 'a sentence' }),
        matches: [
          () =>
            `WP_APP_PASSWORD="${[1, 2, 3, 4, 5, 6].map((seed) => join('7', random('base62', 3, seed))).join(' ')}"`,
          () =>
            `wordpress_password: "${[7, 8, 9, 10, 11, 12].map((seed) => join(random('base62', 3, seed), '4')).join(' ')}"`,
        ],
        misses: [
          () => `wordpress_title = "This blog will only talk code"`,
          () => `WP_APP_PASSWORD="xxxx xxxx xxxx xxxx xxxx xxxx"`,
        ],
      },
    ],
  ),
]
