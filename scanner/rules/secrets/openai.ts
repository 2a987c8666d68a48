import { prefixed } from './form.ts'
import { join, random, rulesOf, standalone, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

const source = unverified('https://platform.openai.com/docs/api-reference/authentication')

/** In the middle of every key: `OpenAI` in base64. */
const mark = join('T3Blbk', 'FJ')

/** A prefix, then random text of two equal parts around the mark; longer for newer keys. */
const key = (prefix: string) =>
  prefixed({ prefix, ...standalone }, chars('base64url', 20, 90), mark, chars('base64url', 20, 90))

const legacy = (seed: number): string =>
  join('sk-', random('base62', 20, seed), mark, random('base62', 20, seed + 1))

export const openai = rulesOf(
  { id: 'openai', name: 'OpenAI', revokeAt: 'https://platform.openai.com/api-keys', source },
  [
    {
      kind: 'project-key',
      title: 'project API key',
      severity: 'high',
      confidence: 'high',
      allows: 'use models at the cost of its organization, and read the files and assistants of its project',
      ...key('sk-proj-'),
    },
    {
      kind: 'service-account-key',
      title: 'service account API key',
      severity: 'high',
      confidence: 'high',
      allows: 'use models at the cost of its organization, and read the files and assistants of its project',
      ...key('sk-svcacct-'),
    },
    {
      kind: 'admin-key',
      title: 'admin API key',
      severity: 'critical',
      confidence: 'high',
      allows: 'manage the members, projects and API keys of its organization, and read its audit log',
      revokeAt: 'https://platform.openai.com/settings/organization/admin-keys',
      ...key('sk-admin-'),
    },
    {
      kind: 'api-key',
      title: 'API key (legacy)',
      severity: 'high',
      confidence: 'high',
      allows: 'use models at the cost of everybody its owner belongs to, in all their projects',
      randomBits: 230,
      detect: [
        token(mark, new RegExp(`sk-(?:[A-Za-z0-9]{1,40}-){0,4}[A-Za-z0-9]{20}${mark}[A-Za-z0-9]{20}`), {
          lead: { chars: /[A-Za-z0-9-]/, max: 70 },
          ...standalone,
        }),
      ],
      matches: [
        () => `OPENAI_API_KEY=${legacy(1)}\n`,
        () => `openai.api_key = "${legacy(3)}"`,
        () => join('sk-None-', legacy(5).slice(3)),
      ],
      misses: [
        () => join('sk-', random('base62', 48)),
        () => join('sk-', random('base62', 12), mark, random('base62', 12)),
      ],
    },
    {
      kind: 'session-token',
      title: 'session token',
      severity: 'high',
      confidence: 'high',
      allows: 'act on platform.openai.com as the person who is signed in',
      fix: 'Sign out of all sessions in the settings of the OpenAI account; a session token has no place in a repository.',
      ...prefixed({ prefix: 'sess-', ...standalone }, chars('base62', 40)),
    },
  ],
)
