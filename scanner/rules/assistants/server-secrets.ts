import { entries, get, type Range, scalars, textOf } from '../documents/document.ts'
import { shownName } from '../documents/shown-name.ts'
import { identityOf } from '../documents/sighting.ts'
import type { AssistantRule } from './assistant-file.ts'
import { serversSample } from './assistant-sample.ts'
import { type Server, serversOf } from './mcp-server.ts'
import { fallbackIn, isLiteral, isSecretLiteral, namesCredential } from './secret-literal.ts'
import { join, random } from '../../engine/sample.ts'

export const secretForServer: AssistantRule = {
  id: 'claude-mcp-secret',
  kind: 'assistant',
  findsSecrets: true,
  title: 'Credential in an MCP server’s configuration',
  severity: 'high',
  confidence: 'medium',
  why: 'Everybody who has the repository, now or in its history, has the credential.',
  fix: 'Revoke it and write `${NAME}` instead: Claude Code fills in the environment variable of that name.',
  source: {
    url: 'https://code.claude.com/docs/en/mcp#environment-variable-expansion-in-mcp-json',
    checked: 'read',
  },
  look: (file) =>
    serversOf(file).flatMap((server) =>
      literalsOf(server).map(({ where, range }) => ({
        place: file.document.place(range),
        note: `In ${where} of the server ${shownName(server.name)}.`,
        // Never the value.
        identity: identityOf('server', server.name, where),
      })),
    ),
  matches: [
    serversSample({ issues: { command: 'npx', env: { ISSUES_TOKEN: random('base62', 32) } } }),
    serversSample({
      issues: {
        type: 'http',
        url: 'https://mcp.example.com',
        headers: { Authorization: join('Bearer ', random('base64url', 40)) },
      },
    }),
    serversSample({ data: { command: 'data-server', args: ['--api-key', random('hex', 32)] } }),
    serversSample({
      data: { type: 'http', url: join('https://mcp.example.com/?token=', random('hex', 32)) },
    }),
    serversSample({
      data: { command: 'x', env: { DATA_TOKEN: join('${DATA_TOKEN:-', random('base62', 24), '}') } },
    }),
  ],
  misses: [
    serversSample({
      issues: { command: 'npx', env: { ISSUES_TOKEN: '${ISSUES_TOKEN}', LOG_LEVEL: 'debug' } },
    }),
    serversSample({
      issues: {
        type: 'http',
        url: 'https://mcp.example.com/mcp',
        headers: { Authorization: 'Bearer ${API_KEY}' },
      },
    }),
    serversSample({
      data: { command: 'data-server', args: ['--api-key', '${DATA_KEY}', '--token=<token>'] },
    }),
    serversSample({ data: { command: 'x', env: { API_TOKEN: 'YOUR_API_TOKEN_HERE' } } }),
  ],
}

function literalsOf({ node }: Server): readonly { where: string; range: Range }[] {
  const found: { where: string; range: Range }[] = []
  for (const block of ['env', 'headers']) {
    for (const { key, value } of entries(get(node, block))) {
      const text = textOf(value)
      if (isSecretLiteral(key, text) || (namesCredential(key) && isLiteral(fallbackIn(text)))) {
        found.push({ where: `\`${block}\`, ${shownName(key)}`, range: value })
      }
    }
  }
  const list = scalars(get(node, 'args'))
  for (const [index, { text, start, end }] of list.entries()) {
    const [name, inline] = splitFlag(text)
    const previous = list[index - 1]?.text ?? ''
    if (
      (inline !== '' && isSecretLiteral(name, inline)) ||
      (isFlag(previous) && !isFlag(text) && isSecretLiteral(previous, text))
    ) {
      found.push({ where: '`args`', range: { start, end } })
    }
  }
  const url = get(node, 'url')
  if (url && hasSecret(textOf(url))) found.push({ where: '`url`', range: url })
  return found
}

const isFlag = (text: string): boolean => text.startsWith('-')

function splitFlag(text: string): readonly [string, string] {
  const equals = text.indexOf('=')
  return equals === -1 ? ['', ''] : [text.slice(0, equals), text.slice(equals + 1)]
}

function hasSecret(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.password !== '' && !/\$|%7B|%24/i.test(url.password)) return true
  return [...url.searchParams].some(([name, value]) => isSecretLiteral(name, value))
}
