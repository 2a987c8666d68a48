import { checkRoutable, routableChecksum } from './checks/gitlab-routable.ts'
import { judgeNamedKey } from './checks/issued-value.ts'
import { type Form, named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { join, random, read, rulesOf, token } from './service-rule.ts'
import { chars } from './shape.ts'

const prefixes = read('https://docs.gitlab.com/security/tokens/#token-prefixes')

/** A routable token: random bytes and where its owner lives, then a version, a length and a checksum. */
const routable = (prefix: string, seed: number): string => {
  const before = join(prefix, random('base64url', 46, seed), '.01.1a')
  return join(before, routableChecksum(before))
}

/** Tokens that come short and random, or routable, which are longer and have dots. */
function eitherForm(prefix: string, least: number, most: number): Form {
  const short = prefixed(prefix, chars('base64url', least, most))
  const pattern = new RegExp(
    `${prefix}(?:[A-Za-z0-9_-]{20,300}\\.(?:[0-9a-z]{2}\\.)?[0-9a-z]{9}|[A-Za-z0-9_-]{${least},${most}})`,
  )
  return {
    ...short,
    detect: [token(prefix, pattern, { notAfter: /[A-Za-z0-9_-]/ })],
    randomBits: Math.min(short.randomBits, 128),
    check: checkRoutable,
    matches: [
      ...short.matches,
      ...anywhere((seed) => routable(prefix, seed)),
      () => join(prefix, random('base64url', 27), '.', random('lowerDigits', 9)),
    ],
  }
}

export const gitlab = rulesOf(
  {
    id: 'gitlab',
    name: 'GitLab',
    revokeAt: 'the Access tokens page of the user, project or group',
    source: prefixes,
  },
  [
    {
      kind: 'personal-access-token',
      title: 'access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as the user, project or group it belongs to, as far as its scopes go',
      ...eitherForm('glpat-', 20, 22),
    },
    {
      kind: 'oauth-application-secret',
      title: 'OAuth application secret',
      severity: 'high',
      confidence: 'high',
      allows: 'pose as the application when people sign in with GitLab',
      revokeAt: 'the Applications page of the user, group or server',
      ...prefixed('gloas-', chars('base64url', 64)),
    },
    {
      kind: 'deploy-token',
      title: 'deploy token',
      severity: 'high',
      confidence: 'high',
      allows: 'read, and with its scopes change, the repository, packages and images of the project or group',
      revokeAt: 'Settings > Repository > Deploy tokens of the project or group',
      ...eitherForm('gldt-', 20, 22),
    },
    {
      kind: 'runner-token',
      title: 'runner authentication token',
      severity: 'high',
      confidence: 'high',
      allows: 'take over the runner: receive the jobs, with their code and variables, that are meant for it',
      revokeAt: 'Settings > CI/CD > Runners of the project, group or server',
      ...eitherForm('glrt-', 20, 24),
    },
    {
      kind: 'runner-token-registered',
      title: 'runner authentication token (from a registration token)',
      severity: 'high',
      confidence: 'high',
      allows: 'take over the runner: receive the jobs, with their code and variables, that are meant for it',
      revokeAt: 'Settings > CI/CD > Runners of the project, group or server',
      ...eitherForm('glrtr-', 20, 24),
    },
    {
      kind: 'runner-registration-token',
      title: 'runner registration token',
      severity: 'high',
      confidence: 'high',
      allows:
        'add runners that receive the jobs, with their code and variables, of the project, group or server',
      revokeAt: 'Settings > CI/CD > Runners of the project, group or server',
      ...prefixed('GR1348941', chars('base64url', 20, 50)),
      check: (value) => (/[A-Za-z]/.test(value.slice(9)) ? undefined : { drop: 'made up' }),
    },
    {
      kind: 'job-token',
      title: 'CI/CD job token',
      severity: 'medium',
      confidence: 'high',
      allows: 'act as the job until it ends',
      fix: 'It ends with its job. Take it out of the repository, and find out how it got there: what wrote it may write the next one.',
      ...prefixed('glcbt-', chars('base64url', 20, 30)),
      detect: [
        token(
          'glcbt-',
          /glcbt-(?:[0-9a-zA-Z]{1,5}_)?[A-Za-z0-9_-]{20,22}|glcbt-[A-Za-z0-9_-]{20,300}\.[0-9a-z]{2}\.[0-9a-z]{9}/,
          { notAfter: /[A-Za-z0-9_-]/ },
        ),
      ],
    },
    {
      kind: 'pipeline-trigger-token',
      title: 'pipeline trigger token',
      severity: 'high',
      confidence: 'high',
      allows: 'start pipelines of the project, with variables of their choice, as its owner',
      revokeAt: 'Settings > CI/CD > Pipeline trigger tokens of the project',
      ...prefixed('glptt-', { ...chars('hex', 40), pattern: '[A-Za-z0-9_-]{40}', edge: /[A-Za-z0-9_-]/ }),
    },
    {
      kind: 'feed-token',
      title: 'feed token',
      severity: 'medium',
      confidence: 'high',
      allows: 'read the activity and calendar feeds of its owner, confidential issues too',
      revokeAt: 'Preferences > Access tokens of the user',
      ...prefixed('glft-', chars('base64url', 20, 26)),
    },
    {
      kind: 'incoming-mail-token',
      title: 'incoming mail token',
      severity: 'medium',
      confidence: 'high',
      allows: 'open issues and merge requests by mail as its owner',
      revokeAt: 'Preferences > Access tokens of the user',
      ...prefixed('glimt-', chars('base64url', 25)),
    },
    {
      kind: 'agent-token',
      title: 'agent for Kubernetes token',
      severity: 'critical',
      confidence: 'high',
      allows: 'pose as the cluster’s agent and receive what is deployed through it',
      revokeAt: 'Operate > Kubernetes clusters of the project',
      ...prefixed('glagent-', chars('base64url', 50, 52)),
    },
    {
      kind: 'scim-token',
      title: 'SCIM token',
      severity: 'critical',
      confidence: 'high',
      allows: 'add, change and remove the users of the group or server',
      revokeAt: 'the SAML SSO or SCIM settings of the group or server',
      ...prefixed('glsoat-', chars('base64url', 20, 22)),
    },
    {
      kind: 'feature-flag-token',
      title: 'feature flags client token',
      severity: 'low',
      confidence: 'high',
      allows: 'read the feature flags of the project',
      revokeAt: 'Deploy > Feature flags > Configure of the project',
      ...prefixed('glffct-', chars('base64url', 20, 22)),
    },
    {
      kind: 'workspace-token',
      title: 'workspace token',
      severity: 'high',
      confidence: 'high',
      allows: 'reach the workspace over HTTP and SSH',
      fix: 'Terminate the workspace and make another one; its token has no place in a repository.',
      ...prefixed('glwt-', chars('base64url', 20, 26)),
    },
    {
      kind: 'session-cookie',
      title: 'session cookie',
      severity: 'critical',
      confidence: 'high',
      allows: 'use GitLab as the person whose browser it came from, until the session ends',
      fix: 'End the session under Preferences > Active sessions, and take it out of the repository.',
      detect: [token('_gitlab_session=', /_gitlab_session=(?<secret>[0-9a-z]{32})/)],
      randomBits: 128,
      matches: [
        () => `Cookie: _gitlab_session=${random('hex', 32)}; x=1`,
        () => `curl -b '_gitlab_session=${random('lowerDigits', 32, 2)}'`,
      ],
      misses: [() => `_gitlab_session=${random('hex', 20)}`, () => `_gitlab_session=${'x'.repeat(32)}`],
    },
    {
      kind: 'token-by-name',
      title: 'access token (before GitLab 14.5)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'act as its owner, as far as its scopes go',
      ...named(
        {
          words: 'gitlab token',
          names: ['gitlab', 'private-token', 'private_token', 'deploy-token'],
          name: /gitlab.{0,40}(?:token|pat$|key|secret|auth)|^privatetoken|^deploytoken/,
        },
        chars('base64url', 20),
      ),
      check: (value, context) =>
        /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value)
          ? judgeNamedKey(value, context)
          : { drop: 'not generated' },
    },
  ],
)
