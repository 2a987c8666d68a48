import { mustLookIssued } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import { assigned, join, random, standalone, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'
import { singleKey } from './single-key.ts'

const replicate = singleKey({
  id: 'replicate',
  name: 'Replicate',
  revokeAt: 'https://replicate.com/account/api-tokens',
  source: unverified('https://replicate.com/docs/topics/security/api-tokens'),
  kind: 'api-token',
  allows: 'run models at the cost of its owner, and read and change the owner’s models and deployments',
  ...prefixed({ prefix: 'r8_', ...standalone }, chars('base62', 37)),
})

const modal = singleKey({
  id: 'modal',
  name: 'Modal',
  revokeAt: 'https://modal.com/settings/tokens',
  source: unverified('https://modal.com/docs/reference/modal.config'),
  kind: 'token-secret',
  allows: 'run code in its workspace and read its secrets and volumes, together with the token’s id',
  randomBits: 130,
  detect: [assigned(['token_secret', 'token-secret', 'tokensecret'], /as-[A-Za-z0-9]{22}/)],
  check: mustLookIssued,
  matches: [
    () => `MODAL_TOKEN_SECRET=${join('as-', random('base62', 22))}\n`,
    () => `[default]\ntoken_secret = "${join('as-', random('base62', 22, 2))}"\n`,
  ],
  misses: [
    () => `token_secret = "${join('as-', random('base62', 12))}"`,
    () => `x = "${join('as-', random('base62', 22))}"`,
  ],
})

const runpod = singleKey({
  id: 'runpod',
  name: 'RunPod',
  revokeAt: 'https://www.runpod.io/console/user/settings',
  source: unverified('https://docs.runpod.io/get-started/api-keys'),
  confidence: 'high',
  allows: 'start machines at the cost of its owner, and reach the code and data on them',
  randomBits: 200,
  detect: [
    token('rpa_', /rpa_[A-Z0-9]{34,44}[a-z0-9]{0,8}/, standalone),
    assigned('runpod', /[A-Z0-9]{40}/, /runpod[a-z0-9]{0,24}(?:key|token)/),
  ],
  check: mustLookIssued,
  matches: [
    () => `RUNPOD_API_KEY=${join('rpa_', random('upperDigits', 40), random('lowerDigits', 6))}\n`,
    () => `runpod.api_key = "${random('upperDigits', 40)}"`,
  ],
  misses: [
    () => join('rpa_', random('upperDigits', 12)),
    () => join('RPA_', 'TABLE_OF_CONTENTS'),
    () => `runpod_id = "${random('upperDigits', 40)}"`,
  ],
})

const baseten = singleKey({
  id: 'baseten',
  name: 'Baseten',
  revokeAt: 'https://app.baseten.co/settings/api_keys',
  source: unverified('https://docs.baseten.co/organization/api-keys'),
  allows: 'call, deploy and change the models of its workspace',
  ...named('baseten api key', chars('base62', 8), '.', chars('base62', 32)),
})

const lambda = singleKey({
  id: 'lambdalabs',
  name: 'Lambda',
  revokeAt: 'https://cloud.lambda.ai/api-keys',
  source: unverified('https://docs.lambda.ai/public-cloud/cloud-api/'),
  title: 'Cloud API key',
  allows: 'start and stop machines at the cost of its owner, and add SSH keys to them',
  randomBits: 240,
  detect: [
    token('secret_', /secret_[a-z0-9-]{1,60}_[0-9a-f]{32}\.[A-Za-z0-9]{32}/, {
      notAfter: /[A-Za-z0-9_-]/,
    }),
  ],
  matches: [
    () => `LAMBDA_API_KEY=${join('secret_', 'ci_', random('hex', 32), '.', random('base62', 32))}\n`,
    () =>
      `curl -u ${join('secret_', 'my-laptop_', random('hex', 32, 2), '.', random('base62', 32, 2))}: https://cloud.lambdalabs.com/api/v1/instances`,
  ],
  misses: [() => join('secret_', random('base62', 43)), () => join('secret_', 'ci_', random('hex', 32))],
})

const e2b = singleKey({
  id: 'e2b',
  name: 'E2B',
  revokeAt: 'https://e2b.dev/dashboard?tab=keys',
  source: unverified('https://e2b.dev/docs/api-key'),
  allows: 'start sandboxes at the cost of its team, and read what runs in them',
  randomBits: 160,
  detect: [
    token('e2b_', /(?:sk_)?e2b_[0-9a-f]{40}/, {
      lead: { chars: /[sk_]/, max: 3 },
      ...standalone,
    }),
  ],
  matches: [
    () => `E2B_API_KEY=${join('e2b_', random('hex', 40))}\n`,
    () => `accessToken: "${join('sk_', 'e2b_', random('hex', 40, 2))}"`,
  ],
  misses: [() => join('e2b_', random('hex', 20)), () => join('e2b_', 'g'.repeat(40))],
})

const browserbase = singleKey({
  id: 'browserbase',
  name: 'Browserbase',
  revokeAt: 'https://www.browserbase.com/settings',
  source: unverified('https://docs.browserbase.com/introduction/getting-started'),
  allows: 'drive browsers at the cost of its project, and read their recordings and logged-in sessions',
  ...prefixed({ prefix: 'bb_live_', ...standalone }, chars('base64url', 24, 32)),
})

const cursor = singleKey({
  id: 'cursor',
  name: 'Cursor',
  revokeAt: 'https://cursor.com/dashboard',
  source: unverified('https://cursor.com/docs/account/teams/admin-api'),
  confidence: 'high',
  allows: 'read the team’s members and usage, or start agents that change its repositories',
  randomBits: 256,
  detect: [
    token('crsr_', /crsr_[0-9a-f]{64}/, standalone),
    // `key_` begins names in code too often to be looked for by itself.
    assigned(['api_key', 'apikey', 'api-key', 'token'], /key_[0-9a-f]{64}/),
    token('-u key_', /-u (?<secret>key_[0-9a-f]{64})/),
  ],
  matches: [
    () => `CURSOR_API_KEY=${join('key_', random('hex', 64))}\n`,
    () => `curl -u ${join('crsr_', random('hex', 64, 2))}: https://api.cursor.com/teams/members`,
  ],
  misses: [
    () => join('key_', random('hex', 32)),
    () => join('monkey_', random('hex', 64)),
    () => `key_${'0'.repeat(64)}`,
  ],
})

const predibase = singleKey({
  id: 'predibase',
  name: 'Predibase',
  revokeAt: 'https://app.predibase.com/settings',
  source: unverified('https://docs.predibase.com'),
  kind: 'api-token',
  allows: 'train and use models at the cost of its tenant, and read its data',
  ...named('predibase api token', 'pb_', chars('base64url', 22)),
})

const clarifai = singleKey({
  id: 'clarifai',
  name: 'Clarifai',
  revokeAt: 'https://clarifai.com/settings/security',
  source: unverified('https://docs.clarifai.com/control/authentication/pat'),
  kind: 'personal-access-token',
  allows: 'use and change the models and data of its owner',
  ...named('clarifai pat', chars('hex', 32)),
})

/** Where models are trained and run, and where agents work. */
export const aiPlatforms = [
  ...replicate,
  ...modal,
  ...runpod,
  ...baseten,
  ...lambda,
  ...e2b,
  ...browserbase,
  ...cursor,
  ...predibase,
  ...clarifai,
]
