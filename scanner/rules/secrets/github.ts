import { checksumOf, githubChecksum } from './checks/github-checksum.ts'
import { mustLookIssued } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { assigned, join, random, read, rulesOf, shortLived, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

const formats = unverified(
  'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
)
const installationFormat = read(
  'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app',
)

/** Classic tokens are a prefix, 30 random base62 characters and a 6-character checksum over them. */
function classic(prefix: string) {
  const secret = (seed: number): string => {
    const body = random('base62', 30, seed)
    return join(prefix, body, checksumOf(body))
  }
  return {
    ...prefixed(prefix, chars('base62', 36)),
    check: githubChecksum,
    randomBits: 178,
    matches: [
      ...anywhere(secret),
      () => `https://x:${secret(7)}@github.com/o/r`,
      () => join(prefix, random('base62', 36, 8)),
    ],
  }
}

const fineGrained = (seed: number): string =>
  join('github_pat_', '11', random('upperDigits', 20, seed), '_', random('base62', 59, seed))
const stateless = (seed: number): string =>
  join(
    'ghs_',
    random('digits', 6, seed),
    '_eyJ',
    random('base64url', 60, seed),
    '.eyJ',
    random('base64url', 200, seed),
    '.',
    random('base64url', 180, seed),
  )

/** Old tokens look like commit ids, so the name has to say that one is meant. */
const oldToken = chars('hex', 40)

export const github = rulesOf(
  { id: 'github', name: 'GitHub', revokeAt: 'https://github.com/settings/tokens', source: formats },
  [
    {
      kind: 'personal-access-token',
      title: 'personal access token (classic)',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as its owner in every repository and organization that its scopes reach',
      ...classic('ghp_'),
    },
    {
      kind: 'fine-grained-token',
      title: 'fine-grained personal access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as its owner in the repositories it was made for, as far as its permissions go',
      detect: [token('github_pat_', /github_pat_[A-Za-z0-9_]{82,240}/)],
      randomBits: 350,
      check: (value) =>
        /^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/.test(value)
          ? undefined
          : { confidence: 'medium', note: 'not in the form GitHub issues today' },
      matches: [...anywhere(fineGrained), () => join('github_pat_', random('lowerDigits', 82))],
      misses: [
        () => fineGrained(1).slice(0, 60),
        () => join('github_pat_', 'x'.repeat(82)),
        () => 'github_pat_<your token>',
      ],
    },
    {
      kind: 'oauth-token',
      title: 'OAuth access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as the person who authorized the application',
      revokeAt: 'https://github.com/settings/applications',
      ...classic('gho_'),
    },
    {
      kind: 'app-user-token',
      title: 'App user access token',
      severity: 'critical',
      confidence: 'high',
      allows:
        'act as the person who authorized the GitHub App, where the App is installed (usually for 8 hours)',
      revokeAt: 'https://github.com/settings/apps/authorizations',
      ...classic('ghu_'),
    },
    {
      kind: 'app-installation-token',
      title: 'App installation token',
      severity: 'high',
      confidence: 'high',
      allows:
        'act as the GitHub App, or as a workflow, in the repositories of one installation for up to an hour',
      fix: shortLived('an hour (a workflow’s with its job)'),
      ...classic('ghs_'),
    },
    {
      kind: 'app-installation-token-stateless',
      title: 'App installation token (2026 format)',
      severity: 'high',
      confidence: 'high',
      allows:
        'act as the GitHub App, or as a workflow, in the repositories of one installation for up to an hour',
      fix: shortLived('an hour (a workflow’s with its job)'),
      source: installationFormat,
      detect: [
        token(
          'ghs_',
          /ghs_[0-9A-Za-z]{1,20}_eyJ[A-Za-z0-9_-]{10,400}\.eyJ[A-Za-z0-9_-]{10,1500}\.[A-Za-z0-9_-]{20,700}/,
          {
            notAfter: /[A-Za-z0-9_-]/,
          },
        ),
      ],
      randomBits: 128,
      matches: anywhere(stateless),
      misses: [() => stateless(1).slice(0, 60), () => 'ghs_APPID_JWT', () => join('x', stateless(2))],
    },
    {
      kind: 'app-refresh-token',
      title: 'App refresh token',
      severity: 'critical',
      confidence: 'high',
      allows: 'get new user access tokens for six months, with the App’s client secret',
      revokeAt: 'https://github.com/settings/apps/authorizations',
      ...prefixed('ghr_', { ...chars('base62', 76), pattern: '[A-Za-z0-9]{36,96}', bits: 178 }),
      check: githubChecksum,
      matches: [
        () => `GH_REFRESH=${join('ghr_', random('base62', 36))}`,
        () => `{"refresh_token": "${join('ghr_', random('base62', 76))}"}`,
      ],
    },
    {
      kind: 'token-by-name',
      title: 'access token (before April 2021)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'act as its owner in every repository and organization that its scopes reach',
      ...named(
        {
          words: 'github token',
          names: ['github', 'gh_token', 'gh_pat', 'ghtoken'],
          name: /(?:github|^gh).{0,40}(?:token|pat|key|auth|passw|pwd|credential)/,
        },
        oldToken,
      ),
      check: (value, { name }) =>
        /sha|commit|rev|hash|secret/.test(name) ? { drop: 'another kind of value' } : mustLookIssued(value),
    },
    {
      kind: 'client-secret',
      title: 'App or OAuth app client secret',
      severity: 'high',
      confidence: 'medium',
      allows: 'pose as the App when people sign in with GitHub',
      fix: 'Make a new client secret in the App’s settings and delete this one; keep it in a secret store or the environment, not in the repository.',
      ...named(
        {
          words: 'github client secret',
          names: ['github', 'gh_client', 'gh_app', 'gh_oauth'],
          name: /(?:github|^gh).{0,40}secret/,
        },
        oldToken,
      ),
    },
    {
      kind: 'runner-registration-token',
      title: 'runner registration token',
      severity: 'medium',
      confidence: 'medium',
      allows: 'register a self-hosted runner, on which workflows then run, for up to an hour',
      fix: 'It expires within an hour. Take it out of the repository and make the next one where it is used.',
      source: unverified(
        'https://docs.github.com/en/actions/how-tos/manage-runners/self-hosted-runners/add-runners',
      ),
      detect: [assigned('token', /A[A-Z2-7]{28}/), token('--token ', /--token (?<secret>A[A-Z2-7]{28})/)],
      randomBits: 130,
      check: (value) => (/^[A-Z]+$/.test(value) ? { drop: 'a word' } : undefined),
      matches: [
        () =>
          `./config.sh --url https://github.com/o/r --token ${join('A', 'B2', random('upper', 20), '7', random('upper', 4), 'Q')}`,
        () => `RUNNER_TOKEN=${join('A', 'B2', random('upper', 20, 2), '7', random('upper', 4, 2), 'Q')}`,
      ],
      misses: [
        () => `./config.sh --token ${join('A', random('upper', 20))}`,
        () => `runner_id = "${join('A', random('upper', 28))}"`,
      ],
    },
  ],
)
