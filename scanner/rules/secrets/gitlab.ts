import type { Severity } from '../../engine/rule.ts'
import { checkRoutable, routableChecksum } from './checks/gitlab-routable.ts'
import { judgeNamedKey } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { type ServiceKey, join, random, read, rulesOf, token } from './service-rule.ts'
import { chars } from './shape.ts'

const prefixes = read('https://docs.gitlab.com/security/tokens/#token-prefixes')

/** A routable token: random bytes and where its owner lives, then a version, a length and a checksum. */
const routable = (prefix: string, seed: number): string => {
  const before = join(prefix, random('base64url', 46, seed), '.01.1a')
  return join(before, routableChecksum(before))
}

/** Tokens that come short and random, or routable, which are longer and have dots. */
function eitherForm(
  prefix: string,
  least: number,
  most: number,
): Pick<ServiceKey, 'detect' | 'randomBits' | 'check' | 'matches' | 'misses'> {
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

const plain = (
  kind: string,
  title: string,
  severity: Severity,
  allows: string,
  detection: Pick<ServiceKey, 'detect' | 'randomBits' | 'check' | 'matches' | 'misses'>,
): ServiceKey => ({
  kind,
  title,
  severity,
  confidence: 'high',
  allows,
  ...detection,
})

export const gitlab = rulesOf(
  {
    id: 'gitlab',
    name: 'GitLab',
    revokeAt: 'the Access tokens page of the user, project or group',
    source: prefixes,
  },
  [
    plain(
      'personal-access-token',
      'access token',
      'critical',
      'act as the user, project or group it belongs to, as far as its scopes go',
      eitherForm('glpat-', 20, 22),
    ),
    plain(
      'oauth-application-secret',
      'OAuth application secret',
      'high',
      'pose as the application when people sign in with GitLab',
      prefixed('gloas-', chars('base64url', 64)),
    ),
    plain(
      'deploy-token',
      'deploy token',
      'high',
      'read, and with its scopes change, the repository, packages and images of the project or group',
      eitherForm('gldt-', 20, 22),
    ),
    plain(
      'runner-token',
      'runner authentication token',
      'high',
      'take over the runner: receive the jobs, with their code and variables, that are meant for it',
      eitherForm('glrt-', 20, 24),
    ),
    plain(
      'runner-token-registered',
      'runner authentication token (from a registration token)',
      'high',
      'take over the runner: receive the jobs, with their code and variables, that are meant for it',
      eitherForm('glrtr-', 20, 24),
    ),
    plain(
      'runner-registration-token',
      'runner registration token',
      'high',
      'add runners that receive the jobs, with their code and variables, of the project, group or server',
      {
        ...prefixed('GR1348941', chars('base64url', 20, 50)),
        check: (value) => (/[A-Za-z]/.test(value.slice(9)) ? undefined : { drop: 'made up' }),
      },
    ),
    plain('job-token', 'CI/CD job token', 'medium', 'act as the job until it ends', {
      ...prefixed('glcbt-', chars('base64url', 20, 30)),
      detect: [
        token(
          'glcbt-',
          /glcbt-(?:[0-9a-zA-Z]{1,5}_)?[A-Za-z0-9_-]{20,22}|glcbt-[A-Za-z0-9_-]{20,300}\.[0-9a-z]{2}\.[0-9a-z]{9}/,
          { notAfter: /[A-Za-z0-9_-]/ },
        ),
      ],
    }),
    plain(
      'pipeline-trigger-token',
      'pipeline trigger token',
      'high',
      'start pipelines of the project, with variables of their choice, as its owner',
      prefixed('glptt-', { ...chars('hex', 40), pattern: '[A-Za-z0-9_-]{40}', edge: /[A-Za-z0-9_-]/ }),
    ),
    plain(
      'feed-token',
      'feed token',
      'medium',
      'read the activity and calendar feeds of its owner, confidential issues too',
      prefixed('glft-', chars('base64url', 20, 26)),
    ),
    plain(
      'incoming-mail-token',
      'incoming mail token',
      'medium',
      'open issues and merge requests by mail as its owner',
      prefixed('glimt-', chars('base64url', 25)),
    ),
    plain(
      'agent-token',
      'agent for Kubernetes token',
      'critical',
      "pose as the cluster's agent and receive what is deployed through it",
      prefixed('glagent-', chars('base64url', 50, 52)),
    ),
    plain(
      'scim-token',
      'SCIM token',
      'critical',
      'add, change and remove the users of the group or server',
      prefixed('glsoat-', chars('base64url', 20, 22)),
    ),
    plain(
      'feature-flag-token',
      'feature flags client token',
      'low',
      'read the feature flags of the project',
      prefixed('glffct-', chars('base64url', 20, 22)),
    ),
    plain(
      'workspace-token',
      'workspace token',
      'high',
      'reach the workspace over HTTP and SSH',
      prefixed('glwt-', chars('base64url', 20, 26)),
    ),
    {
      kind: 'session-cookie',
      title: 'session cookie',
      severity: 'high',
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
