import { looksRandom } from '../../engine/randomness.ts'
import type { CheckContext, Verdict } from '../../engine/rule.ts'
import { readEncodedJson } from './checks/encoded-json.ts'
import { judgeNamedKey } from './checks/issued-value.ts'
import { checkPublished } from './checks/published-google-keys.ts'
import { named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { join, random, rulesOf, shortLived, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

const serviceAccounts = unverified('https://cloud.google.com/iam/docs/keys-create-delete')
const oauth = unverified('https://developers.google.com/identity/protocols/oauth2')

const privateKey = (seed: number): string =>
  join(
    '-----BEGIN PRIVATE ',
    'KEY-----\\n',
    random('base64', 64, seed),
    '\\n',
    random('base64', 64, seed + 1),
    '\\n',
    random('base64', 40, seed + 2),
    '==\\n-----END PRIVATE ',
    'KEY-----\\n',
  )
const keyFile = (seed: number): string =>
  `{\n  "type": "service_account",\n  "project_id": "shop",\n  "private_key_id": "${random('hex', 40, seed)}",\n  "private_key": "${privateKey(seed)}",\n  "client_email": "job@shop.iam.gserviceaccount.com"\n}`

/** Other vendors' key files have a `private_key` too. */
function checkKeyFile(_: string, { around }: CheckContext): Verdict | undefined {
  const isGoogle = /"(?:private_key_id|client_email|project_id)"|gserviceaccount/.test(around)
  return isGoogle ? undefined : { drop: 'not a Google key file' }
}

/** `client_secret` is everybody's name; in Google's files and code it stands beside one of Google's addresses. */
function checkOldClientSecret(value: string, context: CheckContext): Verdict | undefined {
  const { name, around } = context
  // What was found behind a client id has been looked at.
  if (name === '') return undefined
  const isGoogle =
    /google|gcp|gapi|gmail|youtube/.test(name) || /google(?:apis|usercontent)\.com/.test(around)
  return isGoogle ? judgeNamedKey(value, context) : { drop: 'no sign of Google' }
}

const oldClientSecret = named(
  {
    words: 'google client secret',
    names: ['secret', 'clientkey', 'client_key'],
    name: /(?:google|gcp|gapi|gmail|youtube).{0,40}(?:secret|clientkey)|clientsecret/,
  },
  chars('base64url', 24),
)

const idHost = '.apps.googleusercontent.com'

/** Finds what stands right behind a client id, whatever it is called: people keep the two together. */
function findPairedSecrets(text: string): readonly (readonly [number, number])[] {
  const hosts = [...text.matchAll(/\.apps\.googleusercontent\.com/g)]
  return hosts.flatMap(({ index }) => {
    const from = index + idHost.length
    const words = [...text.slice(from, from + 200).matchAll(/[\w.+/-]+/g)]
    const secret = words.find(({ 0: word }) => /^[A-Za-z0-9_-]{24}$/.test(word) && looksRandom(word))
    return secret ? [[from + secret.index, from + secret.index + 24] as const] : []
  })
}

function checkEncodedKeyFile(text: string): Verdict | undefined {
  const file = readEncodedJson(text)
  if (!file) return { confidence: 'medium', note: 'cut off or altered: it does not decode' }
  return typeof file['private_key'] === 'string' ? undefined : { drop: 'no private key inside' }
}

export const google = rulesOf(
  {
    id: 'google',
    name: 'Google',
    revokeAt: 'https://console.cloud.google.com/apis/credentials',
    source: oauth,
  },
  [
    {
      kind: 'service-account-key',
      title: 'Cloud service account key',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as the service account in Google Cloud, without an end date',
      revokeAt: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
      source: serviceAccounts,
      detect: [
        token(
          ['"private_key"', "'private_key'"],
          /["']private_key["'][ \t]{0,8}:[ \t]{0,8}["'](?<secret>-----BEGIN (?:RSA )?PRIVATE KEY-----(?:\\n|[A-Za-z0-9+/=]){100,5000}-----END (?:RSA )?PRIVATE KEY-{4,5}(?:\\n)?)/,
          { notBefore: null, notAfter: null },
        ),
        // Escaped once more: the file as a string in another JSON file or in an environment variable.
        token(
          '\\"private_key\\"',
          /\\"private_key\\"[ \t]{0,8}:[ \t]{0,8}\\"(?<secret>-----BEGIN PRIVATE KEY-----(?:\\{1,4}n|[A-Za-z0-9+/=]){100,5000}-----END PRIVATE KEY-----(?:\\{1,4}n)?)/,
          {
            notBefore: null,
            notAfter: null,
          },
        ),
      ],
      randomBits: 256,
      check: checkKeyFile,
      matches: [
        () => keyFile(1),
        () => JSON.stringify(JSON.parse(keyFile(2))),
        () => JSON.stringify({ GOOGLE_KEY: keyFile(3) }),
      ],
      misses: [
        () => '"private_key_id": "DUMMY",\n"private_key": "DUMMY"',
        () =>
          `{"id": "aje", "service_account": 1, "private_key": "${privateKey(4)}"}`.replace(
            'service_account',
            'key_algorithm',
          ),
        () => '"type": "service_account"',
      ],
    },
    {
      kind: 'service-account-key-encoded',
      title: 'Cloud service account key, encoded',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as the service account in Google Cloud, without an end date: Base64 hides nothing',
      revokeAt: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
      source: serviceAccounts,
      detect: [
        // `{"type": "service_account"` in Base64, with the blanks that Google's file, jq and JSON.stringify put.
        token(
          [
            'ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3Vu',
            'eyJ0eXBlIjoic2VydmljZV9hY2NvdW50',
            'eyJ0eXBlIjogInNlcnZpY2VfYWNjb3Vu',
            'ewogICAgInR5cGUiOiAic2VydmljZV9hY2NvdW50',
          ],
          /e[wy][A-Za-z0-9+/]{400,6000}={0,2}/,
          { notAfter: /[A-Za-z0-9+/=]/ },
        ),
      ],
      randomBits: 256,
      check: checkEncodedKeyFile,
      matches: [
        () => `GCP_SA_KEY=${Buffer.from(keyFile(5)).toString('base64')}`,
        () => `"privateKeyData": "${Buffer.from(JSON.stringify(JSON.parse(keyFile(6)))).toString('base64')}"`,
      ],
      misses: [
        () =>
          Buffer.from(`{\n  "type": "service_account",\n  "project_id": "${'shop'.repeat(120)}"\n}`).toString(
            'base64',
          ),
        () => Buffer.from('{"type":"service_account"}').toString('base64'),
      ],
    },
    {
      kind: 'api-key',
      title: 'API key',
      severity: 'medium',
      confidence: 'high',
      allows:
        'call the Google APIs it is allowed for (Maps, Gemini, Firebase and others) at its project’s cost; keys in web pages and mobile apps are public by design, so first check its restrictions',
      source: unverified('https://cloud.google.com/docs/authentication/api-keys'),
      ...prefixed('AIza', chars('base64url', 35)),
      check: checkPublished,
    },
    {
      kind: 'oauth-client-secret',
      title: 'OAuth client secret',
      severity: 'high',
      confidence: 'high',
      allows:
        'pose as the application when people sign in with Google; of an installed application it is not confidential',
      ...prefixed('GOCSPX-', chars('base64url', 28)),
    },
    {
      kind: 'oauth-client-secret-by-name',
      title: 'OAuth client secret (older format)',
      severity: 'high',
      confidence: 'medium',
      allows:
        'pose as the application when people sign in with Google; of an installed application it is not confidential',
      ...oldClientSecret,
      detect: [
        ...oldClientSecret.detect,
        { how: 'near', keywords: [idHost], reach: 256, find: findPairedSecrets, yields: true },
      ],
      matches: [
        ...oldClientSecret.matches,
        () =>
          `var id = "1234567890-${random('lowerDigits', 32)}${idHost}";\nvar s = "${random('base62', 24, 9)}";\n`,
        () => `<Id>${random('lowerDigits', 32)}${idHost}</Id>\n<Key>${random('base62', 24, 3)}</Key>\n`,
      ],
      misses: [
        ...oldClientSecret.misses,
        () => `id: 1234567890-${random('lowerDigits', 32)}${idHost}\nredirect: oauth-callback-of-my-shop\n`,
        () => `id: ${random('lowerDigits', 32)}${idHost}\nother: ${random('base62', 25)}\n`,
      ],
      check: checkOldClientSecret,
    },
    {
      kind: 'refresh-token',
      title: 'OAuth refresh token',
      severity: 'critical',
      confidence: 'high',
      allows:
        'get access to the Google account of the person who granted it, again and again, as far as its scopes go; Firebase and gcloud sign-ins are such tokens',
      fix: 'Remove the application’s access at https://myaccount.google.com/connections (for `firebase login:ci`: `firebase logout --token`), sign in again and keep the token out of the repository.',
      ...prefixed('1//0', chars('base64url', 38, 120)),
    },
    {
      kind: 'access-token',
      title: 'OAuth access token',
      severity: 'high',
      confidence: 'high',
      allows: 'act as the person or service account for up to an hour',
      fix: shortLived('an hour'),
      ...prefixed('ya29.', chars('base64url', 60, 1200)),
    },
    {
      kind: 'hmac-secret',
      title: 'Cloud Storage HMAC secret',
      severity: 'high',
      confidence: 'medium',
      allows: 'read and change the storage buckets that its account may, through S3-compatible tools',
      revokeAt: 'Cloud Storage > Settings > Interoperability in https://console.cloud.google.com',
      source: unverified('https://cloud.google.com/storage/docs/authentication/hmackeys'),
      ...named(
        {
          words: 'gcs hmac secret',
          names: ['secret', 'hmac_key', 'hmac-key', 'hmackey', 'storage_key'],
          name: /(?:gcs|google|gcp).{0,40}(?:hmac|interop|storage).{0,20}(?:secret|key)|gcssecret/,
        },
        chars('base64', 40),
      ),
    },
    {
      kind: 'recaptcha-secret',
      title: 'reCAPTCHA secret key',
      severity: 'medium',
      confidence: 'medium',
      allows: 'check reCAPTCHA answers as the site does; without it the site’s forms are unprotected',
      revokeAt: 'https://www.google.com/recaptcha/admin',
      source: unverified('https://developers.google.com/recaptcha/docs/verify'),
      ...named(
        { words: 'recaptcha secret key', name: /captcha.{0,30}(?:secret|private)/ },
        '6L',
        chars('base64url', 6),
        'AAAAA',
        chars('base64url', 27),
      ),
    },
  ],
)

export const firebase = rulesOf(
  {
    id: 'firebase',
    name: 'Firebase',
    revokeAt: 'Project settings > Cloud Messaging or Service accounts in https://console.firebase.google.com',
    source: unverified('https://firebase.google.com/docs/cloud-messaging/auth-server'),
  },
  [
    {
      kind: 'server-key',
      title: 'Cloud Messaging server key',
      severity: 'high',
      confidence: 'high',
      allows:
        'send notifications to everyone who has the app (until Google has switched the old interface off for the project)',
      detect: [
        token(':APA91b', /AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{134}/, {
          lead: { chars: /[A-Za-z0-9_-]/, max: 11 },
          notAfter: /[A-Za-z0-9_-]/,
        }),
      ],
      randomBits: 800,
      matches: anywhere((seed) =>
        join('AAAA', random('base62', 7, seed), ':APA91b', random('base64url', 134, seed)),
      ),
      misses: [
        () => join('AAAA', random('base62', 7), ':APA91b', random('base64url', 100)),
        () => join(random('base62', 22), ':APA91b', random('base64url', 134)),
      ],
    },
    {
      kind: 'database-secret',
      title: 'Realtime Database secret',
      severity: 'critical',
      confidence: 'medium',
      allows: 'read and change the whole database, past its rules',
      source: unverified('https://firebase.google.com/docs/projects/api-keys'),
      ...named(
        { words: 'firebase database secret', name: /firebase.{0,30}(?:secret|auth)/ },
        chars('base62', 40),
      ),
    },
  ],
)
