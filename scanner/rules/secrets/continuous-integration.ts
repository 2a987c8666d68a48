import { checkGenerated } from './checks/generated.ts'
import { anywhere, named, prefixed, sequence, shape, uuid } from './shape.ts'
import { assigned, join, random, rulesOf, token } from './service-rule.ts'

const runsBuilds = 'start builds, change their settings and read what they print, as its owner'

export const travisCi = rulesOf(
  {
    id: 'travisci',
    name: 'Travis CI',
    revokeAt: 'https://app.travis-ci.com/account/preferences',
    source: { url: 'https://docs.travis-ci.com/user/triggering-builds/', checked: 'unverified' },
  },
  [
    {
      kind: 'api-token',
      title: 'API token',
      severity: 'high',
      confidence: 'medium',
      allows: runsBuilds,
      ...named('travis token', shape('base62', 20, 22), { name: /travis.{0,40}(?:token|key|secret|auth)/ }),
      misses: [
        () => `TRAVIS_TOKEN=${random('base62', 30)}`,
        () => 'travis_token = "<token>"',
        () => `travis_build_number = "${random('base62', 22)}"`,
      ],
    },
  ],
)

export const drone = rulesOf(
  {
    id: 'drone',
    name: 'Drone',
    revokeAt: 'the user settings page of your Drone server',
    source: { url: 'https://docs.drone.io/cli/configure/', checked: 'unverified' },
  },
  [
    {
      kind: 'access-token',
      title: 'access token',
      severity: 'high',
      confidence: 'medium',
      allows: runsBuilds,
      ...named('drone token', shape('base62', 32), {
        names: ['drone_', 'drone-', 'drone.', 'droneci', 'dronetoken', 'drone token'],
        name: /^(?:[a-z0-9]{0,12}ci)?drone(?:ci|server|api|user|io)?(?:access)?(?:token|secret|key|rpcsecret)/,
      }),
    },
  ],
)

export const circleCi = rulesOf(
  {
    id: 'circleci',
    name: 'CircleCI',
    revokeAt: 'https://app.circleci.com/settings/user/tokens',
    source: { url: 'https://circleci.com/docs/managing-api-tokens/', checked: 'unverified' },
  },
  [
    {
      kind: 'personal-api-token',
      title: 'personal API token',
      severity: 'critical',
      confidence: 'high',
      allows: runsBuilds,
      ...prefixed('CCIPAT_', sequence(shape('base62', 22), '_', shape('hex', 40))),
    },
    {
      kind: 'project-api-token',
      title: 'project API token',
      severity: 'high',
      confidence: 'high',
      allows: 'start builds of the project and read what they print, as far as its scope goes',
      ...prefixed('CCIPRJ_', sequence(shape('base62', 22), '_', shape('hex', 40))),
    },
    {
      kind: 'token-by-name',
      title: 'API token (older format)',
      severity: 'critical',
      confidence: 'medium',
      allows: runsBuilds,
      ...named('circleci token', shape('hex', 40), {
        names: ['circleci', 'circle_ci', 'circle-ci', 'circle_token', 'circle-token', 'circletoken'],
        name: /circle(?:ci)?.{0,30}(?:token|key)/,
      }),
    },
  ],
)

export const buildkite = rulesOf(
  {
    id: 'buildkite',
    name: 'Buildkite',
    revokeAt: "https://buildkite.com/user/api-access-tokens (agent tokens: the cluster's page)",
    source: { url: 'https://buildkite.com/docs/platform/security/tokens', checked: 'read' },
  },
  [
    {
      kind: 'api-access-token',
      title: 'API access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'start and change pipelines and read what they print, as far as its scopes go',
      ...prefixed('bkua_', { ...shape('hex', 40), pattern: '[A-Za-z0-9]{40,64}' }),
    },
    {
      kind: 'agent-session-token',
      title: 'agent session token',
      severity: 'high',
      confidence: 'high',
      allows: 'pose as the agent: receive jobs with their code and variables',
      ...prefixed('bkaa_', shape('base62', 40, 90)),
    },
    {
      kind: 'agent-job-token',
      title: 'agent job token',
      severity: 'high',
      confidence: 'high',
      allows: 'act as the job until it ends',
      ...prefixed('bkaj_', {
        ...shape('base62', 40, 400),
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
      ...prefixed('bkct_', shape('base62', 40, 90)),
    },
    {
      kind: 'agent-token-by-name',
      title: 'agent token',
      severity: 'high',
      confidence: 'medium',
      allows: 'add agents that receive jobs with their code and variables',
      ...named('buildkite agent token', shape('hex', 50), { name: /buildkite.{0,30}token/ }),
    },
  ],
)

export const jenkins = rulesOf(
  {
    id: 'jenkins',
    name: 'Jenkins',
    revokeAt: "the user's Security page of your Jenkins server",
    source: { url: 'https://www.jenkins.io/blog/2018/07/02/new-api-token-system/', checked: 'unverified' },
  },
  [
    {
      kind: 'api-token',
      title: 'API token',
      severity: 'critical',
      confidence: 'high',
      allows: "start and change jobs as its owner, and so run code with the server's credentials",
      ...named('jenkins api token', sequence('11', shape('hex', 32)), {
        names: ['jenkins', 'token', 'pass', 'secret'],
        name: /jenkins|token|passw|secret/,
      }),
    },
    {
      kind: 'api-token-by-name',
      title: 'API token (older format)',
      severity: 'critical',
      confidence: 'medium',
      allows: "start and change jobs as its owner, and so run code with the server's credentials",
      ...named('jenkins api token', shape('hex', 32)),
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
    source: {
      url: 'https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html#Managing+Access+Tokens',
      checked: 'unverified',
    },
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
      title: '(or other JetBrains server) permanent token',
      severity: 'high',
      confidence: 'high',
      allows:
        'act as its owner in YouTrack, Hub, Space or another JetBrains server, as far as its scope goes',
      source: {
        url: 'https://www.jetbrains.com/help/youtrack/devportal/Manage-Permanent-Token.html',
        checked: 'unverified',
      },
      detect: [
        token(['perm:', 'perm-'], /perm[:-][A-Za-z0-9+/=]{4,60}\.[A-Za-z0-9+/=_-]{2,60}\.[A-Za-z0-9]{20,60}/),
      ],
      randomBits: 110,
      check: (value) => checkGenerated(value.slice(value.lastIndexOf('.') + 1)),
      matches: anywhere((seed) =>
        join('perm:', 'cm9vdA==', '.', 'NDctMQ==', '.', random('base62', 30, seed)),
      ),
      misses: [() => 'perm:read.write.execute', () => 'perm-service.users.permissionsForEveryUser'],
    },
  ],
)

export const codecov = rulesOf(
  {
    id: 'codecov',
    name: 'Codecov',
    revokeAt: "the repository's Configuration page in https://app.codecov.io",
    source: { url: 'https://docs.codecov.com/docs/codecov-tokens', checked: 'unverified' },
  },
  [
    {
      kind: 'token',
      title: 'upload or access token',
      severity: 'medium',
      confidence: 'medium',
      allows:
        "upload false coverage reports for the repository or, if it is an access token, read its owner's reports",
      ...named('codecov token', uuid),
      detect: [
        assigned(
          'codecov',
          new RegExp(`${uuid.pattern}|[a-z0-9]{32}`),
          /codecov.{0,30}(?:token|key|secret|auth)/,
        ),
      ],
      randomBits: 122,
    },
  ],
)

export const codeClimate = rulesOf(
  {
    id: 'codeclimate',
    name: 'Code Climate',
    revokeAt: "the repository's Test coverage settings in https://codeclimate.com",
    source: {
      url: 'https://docs.codeclimate.com/docs/finding-your-test-coverage-token',
      checked: 'unverified',
    },
  },
  [
    {
      kind: 'reporter-id',
      title: 'test reporter id',
      severity: 'low',
      confidence: 'medium',
      allows: 'upload false coverage reports for the repository; open projects often publish it on purpose',
      ...named('codeclimate repo token', shape('hex', 64), {
        names: ['codeclimate', 'code_climate', 'cc_test_reporter', 'cctestreporter'],
        name: /codeclimate.{0,30}(?:token|key|id)|cctestreporterid/,
      }),
    },
  ],
)

const harnessBody = sequence(shape('base64url', 22), '.', shape('base62', 24), '.', shape('base62', 20))

/** The first letters are too common to look for by themselves. */
const harnessNames = {
  names: ['harness', 'token', 'api_key', 'apikey', 'api-key', 'secret'],
  name: /./,
} as const

export const harness = rulesOf(
  {
    id: 'harness',
    name: 'Harness',
    revokeAt: 'the API keys of the user or service account in https://app.harness.io',
    source: {
      url: 'https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/',
      checked: 'unverified',
    },
  },
  [
    {
      kind: 'personal-access-token',
      title: 'personal access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as its owner: change pipelines and deploy through them',
      ...named('harness api key', sequence('pat.', harnessBody), harnessNames),
      misses: [() => 'HARNESS_API_KEY=pat.account.token', () => `${random('base62', 4)}.pat.value`],
    },
    {
      kind: 'service-account-token',
      title: 'service account token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as the service account: change pipelines and deploy through them',
      ...named('harness api key', sequence('sat.', harnessBody), harnessNames),
      misses: [() => 'HARNESS_API_KEY=sat.account.token', () => `${random('base62', 4)}.sat.value`],
    },
  ],
)

const octopusKey = (seed: number): string => join('API-', random('upperDigits', 24, seed), '7Q')

export const octopus = rulesOf(
  {
    id: 'octopus',
    name: 'Octopus Deploy',
    revokeAt: 'Profile > My API Keys of your Octopus server',
    source: {
      url: 'https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key',
      checked: 'unverified',
    },
  },
  [
    {
      kind: 'api-key',
      title: 'API key',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as its owner: change projects and deploy them',
      detect: [
        token('API-', /API-[A-Z0-9]{25,34}/, { notBefore: /[A-Za-z0-9_/-]/, notAfter: /[A-Za-z0-9_-]/ }),
      ],
      randomBits: 129,
      check: (value) =>
        /^API-[0-9A-F]{32}$/.test(value) ? { drop: 'a page id' } : checkGenerated(value.slice(4)),
      matches: anywhere(octopusKey),
      misses: [
        () => join('API-', 'CALCULADORADEINVESTIMENTOSX'),
        () => `GSS${octopusKey(1)}`,
        () => octopusKey(2).slice(0, 20),
      ],
    },
  ],
)
