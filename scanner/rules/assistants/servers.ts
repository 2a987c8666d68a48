import { get, isTrue, textOf } from '../documents/document.ts'
import { shownName } from '../documents/shown-name.ts'
import { identityOf } from '../documents/sighting.ts'
import type { AssistantRule } from './assistant-file.ts'
import { agentSample, serversSample, settingsSample } from './assistant-sample.ts'
import { hostOf, serversOf } from './mcp-server.ts'

const mcp = { url: 'https://code.claude.com/docs/en/mcp#project-scope', checked: 'read' } as const

export const serverDefined: AssistantRule = {
  id: 'claude-mcp-server',
  kind: 'assistant',
  title: 'MCP server for Claude',
  severity: 'info',
  confidence: 'high',
  why: 'Claude gets the server’s tools and the server sees what Claude asks it. `claude -p` connects servers of `.mcp.json` without asking.',
  fix: 'Nothing needs fixing if the server is wanted; otherwise remove it here or name it in `disabledMcpjsonServers`.',
  source: mcp,
  look: (file) =>
    serversOf(file).flatMap(({ name, nameRange, node }) => {
      const host = hostOf(textOf(get(node, 'url')))
      const command = textOf(get(node, 'command')).split(/[\\/]/).at(-1) ?? ''
      const what =
        host !== ''
          ? `at ${shownName(host)}`
          : command !== ''
            ? `run by ${shownName(command)}`
            : 'of an unknown kind'
      return [
        {
          place: file.document.place(nameRange),
          note: `The server ${shownName(name)}, ${what}.`,
          identity: identityOf('server', name, host, command),
        },
      ]
    }),
  matches: [
    serversSample({ docs: { type: 'http', url: 'https://mcp.example.com/mcp' } }),
    serversSample({ files: { command: 'npx', args: ['-y', 'files-server@1.0.0'] } }),
    agentSample(['mcpServers:', '  - browser:', '      type: stdio', '      command: npx']),
  ],
  misses: [serversSample({}), agentSample(['mcpServers:', '  - github'])],
}

export const serverWithoutTls: AssistantRule = {
  id: 'claude-mcp-no-tls',
  kind: 'assistant',
  title: 'MCP server without encryption',
  severity: 'medium',
  confidence: 'high',
  why: 'Whoever is on the way can read what Claude asks and change what the server answers, which Claude takes as instructions.',
  fix: 'Use `https://` or `wss://`.',
  source: mcp,
  look: (file) =>
    serversOf(file).flatMap(({ name, node }) => {
      const url = get(node, 'url')
      const text = textOf(url).trim()
      if (!url || !/^(?:http|ws):\/\//i.test(text) || isPrivate(hostOf(text))) return []
      return [
        {
          place: file.document.place(url),
          note: `The server ${shownName(name)}.`,
          identity: identityOf('server', name, hostOf(text)),
        },
      ]
    }),
  matches: [
    serversSample({ docs: { type: 'http', url: 'http://mcp.example.com/mcp' } }),
    serversSample({ feed: { type: 'ws', url: 'ws://feed.example.com' } }),
  ],
  misses: [
    serversSample({ docs: { type: 'http', url: 'https://mcp.example.com/mcp' } }),
    serversSample({
      docs: { type: 'http', url: 'http://localhost:3845/mcp' },
      more: { type: 'sse', url: 'http://127.0.0.1:9000/sse' },
    }),
  ],
}

/** On the machine itself, or a name that only a container network knows. */
const isPrivate = (host: string): boolean =>
  host === '' ||
  /^(?:localhost|127\.|0\.0\.0\.0$|\[::1\]$|host\.docker\.internal$)/i.test(host) ||
  host.endsWith('.localhost')

export const allServersEnabled: AssistantRule = {
  id: 'claude-all-mcp-servers-enabled',
  kind: 'assistant',
  title: 'Every MCP server of the repository is approved',
  severity: 'medium',
  confidence: 'high',
  why: 'Whoever can change `.mcp.json`, in a pull request for example, adds a server that everybody’s Claude then starts without asking.',
  fix: 'Take it out, or name the servers in `enabledMcpjsonServers`.',
  source: {
    url: 'https://code.claude.com/docs/en/settings-reference#enableallprojectmcpservers',
    checked: 'read',
  },
  look: (file) => {
    const key = get(file.document.root, 'enableAllProjectMcpServers')
    return file.kind === 'settings' && key && isTrue(key)
      ? [{ place: file.document.place(key), identity: identityOf('enableAllProjectMcpServers') }]
      : []
  },
  matches: [settingsSample({ enableAllProjectMcpServers: true })],
  misses: [settingsSample({ enableAllProjectMcpServers: false, enabledMcpjsonServers: ['docs'] })],
}
