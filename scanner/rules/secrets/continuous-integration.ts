import { judgeNamedKey, mustLookIssued } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { join, random, read, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either, sequence, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const runsBuilds = 'start builds, change their settings and read what they print, as its owner'

export const travisCi = singleKey({
  id: 'travisci',
  name: 'Travis CI',
  revokeAt: 'https://app.travis-ci.com/account/preferences',
  source: unverified('https://docs.travis-ci.com/user/triggering-builds/'),
  kind: 'api-token',
  severity: 'critical',
  allows: runsBuilds,
  ...named(
    { words: 'travis token', name: /travis.{0,40}(?:token|key|secret|auth)/ },
    chars('base62', 20, 22),
  ),
  misses: [
    () => `TRAVIS_TOKEN=${random('base62', 30)}`,
    () => 'travis_token = "<token>"',
    () => `travis_build_number = "${random('base62', 22)}"`,
  ],
})

export const drone = singleKey({
  id: 'drone',
  name: 'Drone',
  revokeAt: 'the user settings page of your Drone server',
  source: unverified('https://docs.drone.io/cli/configure/'),
  kind: 'access-token',
  severity: 'critical',
  allows: runsBuilds,
  ...named(
    {
      words: 'drone token',
      names: ['drone_', 'drone-', 'drone.', 'droneci', 'dronetoken', 'drone token'],
      name: /^(?:[a-z0-9]{0,12}ci)?drone(?:ci|server|api|user|io)?(?:access)?(?:token|secret|key|rpcsecret)/,
    },
    chars('base62', 32),
  ),
})

export const circleCi = rulesOf(
  {
    id: 'circleci',
    name: 'CircleCI',
    revokeAt: 'https://app.circleci.com/settings/user/tokens',
    source: unverified('https://circleci.com/docs/managing-api-tokens/'),
  },
  [
    {
      kind: 'personal-api-token',
      title: 'personal API token',
      severity: 'critical',
      confidence: 'high',
      allows: runsBuilds,
      ...prefixed('CCIPAT_', chars('base62', 22), '_', chars('hex', 40)),
    },
    {
      kind: 'project-api-token',
      title: 'project API token',
      severity: 'high',
      confidence: 'high',
      allows: 'start builds of the project and read what they print, as far as its scope goes',
      ...prefixed('CCIPRJ_', chars('base62', 22), '_', chars('hex', 40)),
    },
    {
      kind: 'token-by-name',
      title: 'API token (older format)',
      severity: 'critical',
      confidence: 'medium',
      allows: runsBuilds,
      ...named(
        {
          words: 'circleci token',
          names: ['circleci', 'circle_ci', 'circle-ci', 'circle_token', 'circle-token', 'circletoken'],
          name: /circle(?:ci)?.{0,30}(?:token|key)/,
        },
        chars('hex', 40),
      ),
      check: (secret, context) =>
        /\.svg\?[^\s"'<>]{0,80}$/.test(context.before)
          ? {
              severity: 'low',
              confidence: 'low',
              note: 'in the address of a badge: it shows the state of builds',
            }
          : judgeNamedKey(secret, context),
    },
  ],
)

export const buildkite = rulesOf(
  {
    id: 'buildkite',
    name: 'Buildkite',
    revokeAt: 'https://buildkite.com/user/api-access-tokens (agent tokens: the cluster’s page)',
    source: read('https://buildkite.com/docs/platform/security/tokens'),
  },
  [
    {
      kind: 'api-access-token',
      title: 'API access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'start and change pipelines and read what they print, as far as its scopes go',
      ...prefixed('bkua_', { ...chars('hex', 40), pattern: '[A-Za-z0-9]{40,64}' }),
    },
    {
      kind: 'agent-session-token',
      title: 'agent session token',
      severity: 'high',
      confidence: 'high',
      allows: 'pose as the agent: receive jobs with their code and variables',
      ...prefixed('bkaa_', chars('base62', 40, 90)),
    },
    {
      kind: 'agent-job-token',
      title: 'agent job token',
      severity: 'high',
      confidence: 'high',
      allows: 'act as the job until it ends',
      fix: 'It ends with its job. Take it out of the repository, and find out how it got there: what wrote it may write the next one.',
      ...prefixed('bkaj_', {
        ...chars('base62', 40, 400),
        pattern: '[A-Za-z0-9_.-]{40,1200}',
        edge: /[A-Za-z0-9_-]/,
      }),
    },
    {
      kind: 'agent-token',
      title: 'cluster agent token',
      severity: 'high',
      confidence: 'high',
      allows: 'add agents that receive jobs with their code and variables',
      ...prefixed('bkct_', chars('base62', 40, 90)),
    },
    {
      kind: 'agent-token-by-name',
      title: 'agent token',
      severity: 'high',
      confidence: 'medium',
      allows: 'add agents that receive jobs with their code and variables',
      ...named({ words: 'buildkite agent token', name: /buildkite.{0,30}token/ }, chars('hex', 50)),
    },
  ],
)

export const jenkins = rulesOf(
  {
    id: 'jenkins',
    name: 'Jenkins',
    revokeAt: 'the user’s Security page of your Jenkins server',
    source: unverified('https://www.jenkins.io/blog/2018/07/02/new-api-token-system/'),
  },
  [
    {
      kind: 'api-token',
      title: 'API token',
      severity: 'critical',
      confidence: 'high',
      allows: 'start and change jobs as its owner, and so run code with the server’s credentials',
      ...named(
        {
          words: 'jenkins api token',
          names: ['jenkins', 'token', 'pass', 'secret'],
          name: /jenkins|token|passw|secret/,
        },
        '11',
        chars('hex', 32),
      ),
    },
    {
      kind: 'api-token-by-name',
      title: 'API token (older format)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'start and change jobs as its owner, and so run code with the server’s credentials',
      ...named('jenkins api token', chars('hex', 32)),
    },
  ],
)

const teamCityToken = (seed: number): string =>
  join('eyJ0eXAiOiAiVENWMiJ9', '.', random('base64url', 36, seed), '.', random('base64url', 48, seed))

export const teamCity = rulesOf(
  {
    id: 'teamcity',
    name: 'TeamCity',
    revokeAt: 'Profile > Access Tokens of your TeamCity server',
    source: unverified(
      'https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html#Managing+Access+Tokens',
    ),
  },
  [
    {
      kind: 'access-token',
      title: 'access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'start and change builds as its owner',
      // `{"typ": "TCV2"}` in Base64.
      detect: [
        token('eyJ0eXAiOiAiVENWMiJ9.', /eyJ0eXAiOiAiVENWMiJ9\.[A-Za-z0-9_-]{30,60}\.[A-Za-z0-9_-]{40,60}/, {
          notAfter: /[A-Za-z0-9_-]/,
        }),
      ],
      randomBits: 240,
      matches: anywhere(teamCityToken),
      misses: [() => teamCityToken(1).slice(0, 40), () => join('x', teamCityToken(2))],
    },
    {
      kind: 'jetbrains-token',
      title: 'or other JetBrains permanent token',
      severity: 'high',
      confidence: 'high',
      allows:
        'act as its owner in YouTrack, Hub, Space or another JetBrains server, as far as its scope goes',
      source: unverified('https://www.jetbrains.com/help/youtrack/devportal/Manage-Permanent-Token.html'),
      detect: [
        token(['perm:', 'perm-'], /perm[:-][A-Za-z0-9+/=]{4,60}\.[A-Za-z0-9+/=_-]{2,60}\.[A-Za-z0-9]{20,60}/),
      ],
      randomBits: 110,
      check: (value) => mustLookIssued(value.slice(value.lastIndexOf('.') + 1)),
      matches: anywhere((seed) =>
        join('perm:', 'cm9vdA==', '.', 'NDctMQ==', '.', random('base62', 30, seed)),
      ),
      misses: [() => 'perm:read.write.execute', () => 'perm-service.users.permissionsForEveryUser'],
    },
  ],
)

export const codecov = singleKey({
  id: 'codecov',
  name: 'Codecov',
  revokeAt: 'the repository’s Configuration page in https://app.codecov.io',
  source: unverified('https://docs.codecov.com/docs/codecov-tokens'),
  kind: 'token',
  title: 'upload or access token',
  severity: 'medium',
  allows:
    'upload false coverage reports for the repository or, if it is an access token, read its owner’s reports',
  ...named(
    { words: 'codecov token', name: /codecov.{0,30}(?:token|key|secret|auth)/ },
    either(uuid, chars('lowerDigits', 32)),
  ),
})

export const codeClimate = singleKey({
  id: 'codeclimate',
  name: 'Code Climate',
  revokeAt: 'the repository’s Test coverage settings in https://codeclimate.com',
  source: unverified('https://docs.codeclimate.com/docs/finding-your-test-coverage-token'),
  kind: 'reporter-id',
  title: 'test reporter id',
  severity: 'low',
  allows: 'upload false coverage reports for the repository; open projects often publish it on purpose',
  ...named(
    {
      words: 'codeclimate repo token',
      names: ['codeclimate', 'code_climate', 'cc_test_reporter', 'cctestreporter'],
      name: /codeclimate.{0,30}(?:token|key|id)|cctestreporterid/,
    },
    chars('hex', 64),
  ),
})

const harnessBody = sequence(chars('base64url', 22), '.', chars('base62', 24), '.', chars('base62', 20))

/** The first letters are too common to look for by themselves. */
const harnessNaming = {
  words: 'harness api key',
  names: ['token', 'api_key', 'apikey', 'api-key', 'api.key', 'secret'],
  name: /./,
} as const

export const harness = rulesOf(
  {
    id: 'harness',
    name: 'Harness',
    revokeAt: 'the API keys of the user or service account in https://app.harness.io',
    source: unverified('https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/'),
  },
  [
    {
      kind: 'personal-access-token',
      title: 'personal access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as its owner: change pipelines and deploy through them',
      ...named(harnessNaming, 'pat.', harnessBody),
      misses: [() => 'HARNESS_API_KEY=pat.account.token', () => `${random('base62', 4)}.pat.value`],
    },
    {
      kind: 'service-account-token',
      title: 'service account token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as the service account: change pipelines and deploy through them',
      ...named(harnessNaming, 'sat.', harnessBody),
      misses: [() => 'HARNESS_API_KEY=sat.account.token', () => `${random('base62', 4)}.sat.value`],
    },
  ],
)

const octopusKey = (seed: number): string => join('API-', random('upperDigits', 24, seed), '7Q')

export const octopus = singleKey({
  id: 'octopus',
  name: 'Octopus Deploy',
  revokeAt: 'Profile > My API Keys of your Octopus server',
  source: unverified('https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key'),
  severity: 'critical',
  allows: 'act as its owner: change projects and deploy them',
  detect: [token('API-', /API-[A-Z0-9]{25,34}/, { notBefore: /[A-Za-z0-9_/-]/, notAfter: /[A-Za-z0-9_-]/ })],
  randomBits: 129,
  check: (value) =>
    /^API-[0-9A-F]{32}$/.test(value) ? { drop: 'a page id' } : mustLookIssued(value.slice(4)),
  matches: anywhere(octopusKey),
  misses: [
    () => join('API-', 'CALCULADORADEINVESTIMENTOSX'),
    () => `GSS${octopusKey(1)}`,
    () => octopusKey(2).slice(0, 20),
  ],
})
