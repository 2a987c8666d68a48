import { type Entry, entries, get, textOf } from '../documents/document.ts'
import { shownName } from '../documents/shown-name.ts'
import { identityOf } from '../documents/sighting.ts'
import type { AssistantFile, AssistantRule } from './assistant-file.ts'
import { settingsSample } from './assistant-sample.ts'
import { isSecretLiteral } from './secret-literal.ts'
import { random } from '../../engine/sample.ts'

const envSource = { url: 'https://code.claude.com/docs/en/settings-reference#env', checked: 'read' } as const

const environmentOf = (file: AssistantFile): readonly Entry[] =>
  file.kind === 'settings' ? entries(get(file.document.root, 'env')) : []

export const secretInEnvironment: AssistantRule = {
  id: 'claude-settings-secret',
  kind: 'assistant',
  findsSecrets: true,
  title: 'Credential in Claude’s settings',
  severity: 'high',
  confidence: 'medium',
  why: 'Values in `env` are plain text, are read by everybody who has the repository, and reach every command that Claude starts.',
  fix: 'Revoke the credential, take it out, and let people set it in their own environment or have it fetched by a helper.',
  source: envSource,
  look: (file) =>
    environmentOf(file)
      .filter((entry) => isSecretLiteral(entry.key, textOf(entry.value)))
      .map(({ key, value }) => ({
        place: file.document.place(value),
        note: `The value of ${shownName(key)}.`,
        // Never the value.
        identity: identityOf('env', key),
      })),
  matches: [
    settingsSample({ env: { ANTHROPIC_API_KEY: random('base62', 40) } }),
    settingsSample({ env: { DATABASE_PASSWORD: random('lowerDigits', 14) } }),
  ],
  misses: [
    settingsSample({
      env: { ANTHROPIC_API_KEY: '', MAX_THINKING_TOKENS: '8000', CLAUDE_CODE_MAX_OUTPUT_TOKENS: '64000' },
    }),
    settingsSample({
      env: {
        API_KEY: '${API_KEY}',
        AUTH_URL: 'https://login.example.com',
        KEY_FILE: '/run/secrets/key',
        TOKEN: 'your-token',
      },
    }),
  ],
}

const redirecting =
  /^(?:ANTHROPIC_(?:BEDROCK_|VERTEX_|FOUNDRY_)?BASE_URL|HTTPS?_PROXY|OTEL_EXPORTER_OTLP_(?:LOGS_|METRICS_|TRACES_)?ENDPOINT)$/i

export const trafficRedirected: AssistantRule = {
  id: 'claude-traffic-redirected',
  kind: 'assistant',
  title: 'Settings that send Claude’s traffic elsewhere',
  severity: 'medium',
  confidence: 'high',
  why: 'Everything Claude reads here, and the person’s credential, goes to the address in the repository for everybody who trusts it.',
  fix: 'Set the address in managed settings or in the people’s own, not in the repository.',
  source: envSource,
  look: (file) =>
    environmentOf(file)
      .filter(
        ({ key, value }) => redirecting.test(key) && textOf(value).trim() !== '' && !isLocal(textOf(value)),
      )
      .map(({ key, value }) => ({
        place: file.document.place(value),
        ...(key.toUpperCase().startsWith('OTEL') ? { severity: 'low' as const } : {}),
        note: `${shownName(key)} is set for everybody.`,
        identity: identityOf('env', key, hostOf(textOf(value))),
      })),
  matches: [
    settingsSample({ env: { ANTHROPIC_BASE_URL: 'https://gateway.example.com' } }),
    settingsSample({ env: { HTTPS_PROXY: 'http://proxy.example.com:8080' } }),
  ],
  misses: [
    settingsSample({ env: { ANTHROPIC_BASE_URL: 'http://localhost:4000', ANTHROPIC_MODEL: 'opus' } }),
    settingsSample({ env: { HTTPS_PROXY: '' } }),
  ],
}

const isLocal = (address: string): boolean =>
  /^\w+:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)/i.test(address.trim())

/** Without user, password and path, any of which can be a secret. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : ''
}
