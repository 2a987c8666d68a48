import { prefixed } from './form.ts'
import { join, random, rulesOf, standalone, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

const source = unverified('https://docs.anthropic.com/en/api/getting-started')

/** 93 characters of base64url, then `AA`: the last bytes of what is encoded are always zero. */
const key = (prefix: string) => prefixed({ prefix, ...standalone }, chars('base64url', 93), 'AA')

export const anthropic = rulesOf(
  { id: 'anthropic', name: 'Anthropic', revokeAt: 'https://console.anthropic.com/settings/keys', source },
  [
    {
      kind: 'api-key',
      title: 'API key',
      severity: 'high',
      confidence: 'high',
      allows: 'use Claude at the cost of its organization, and read the files and batches of its workspace',
      ...key('sk-ant-api03-'),
    },
    {
      kind: 'admin-key',
      title: 'Admin API key',
      severity: 'critical',
      confidence: 'high',
      allows: 'manage the members, workspaces and API keys of its organization',
      ...key('sk-ant-admin01-'),
    },
    {
      kind: 'compliance-key',
      title: 'Compliance API access key',
      severity: 'critical',
      confidence: 'high',
      allows:
        'read the activities, chats and files of everybody in its organization, as far as its scopes reach',
      revokeAt: 'Organization settings > API in Claude',
      ...prefixed({ prefix: 'sk-ant-api01-', ...standalone }, chars('base64url', 40, 128)),
    },
    {
      kind: 'oauth-token',
      title: 'OAuth access token',
      severity: 'high',
      confidence: 'high',
      allows: 'use Claude Code as the person who made it, with that person’s subscription',
      fix: 'Sign out of Claude Code on claude.ai under Settings, and make a new token with `claude setup-token`; keep it in a secret store.',
      ...key('sk-ant-oat01-'),
    },
    {
      kind: 'refresh-token',
      title: 'OAuth refresh token',
      severity: 'high',
      confidence: 'high',
      allows:
        'get new access tokens for Claude as the person who signed in, for as long as nobody signs them out',
      fix: 'Sign out of all sessions on claude.ai under Settings, and sign in again.',
      ...key('sk-ant-ort01-'),
    },
    {
      kind: 'session-key',
      title: 'session key of claude.ai',
      severity: 'high',
      confidence: 'high',
      allows: 'use claude.ai as the person who is signed in, and read their chats',
      fix: 'Sign out of all sessions on claude.ai under Settings; a session key has no place in a repository.',
      randomBits: 400,
      detect: [token('sk-ant-sid', /sk-ant-sid[0-9]{2}-[A-Za-z0-9_-]{70,128}/, standalone)],
      matches: [
        () => `sessionKey=${join('sk-ant-sid01-', random('base64url', 86), 'AA')}; path=/`,
        () => `"session": "${join('sk-ant-sid02-', random('base64url', 93), 'AA')}"`,
      ],
      misses: [() => join('sk-ant-sid01-', random('base64url', 20)), () => 'sk-ant-sid01-<your session>'],
    },
  ],
)
