import {
  entries,
  get,
  type DocumentNode,
  isTrue,
  items,
  type MapNode,
  type Range,
  scalars,
  textOf,
} from '../documents/document.ts'
import { shownName } from '../documents/shown-name.ts'
import { identityOf, type Sighting } from '../documents/sighting.ts'
import type { AssistantFile, AssistantRule } from './assistant-file.ts'
import { agentSample, serversSample, settingsSample } from './assistant-sample.ts'
import { fallbackIn, isLiteral, isSecretLiteral, namesCredential } from './secret-literal.ts'
import { join, random } from '../../engine/sample.ts'

const mcp = { url: 'https://code.claude.com/docs/en/mcp#project-scope', checked: 'read' } as const

interface Server {
  readonly name: string
  readonly nameRange: Range
  readonly node: MapNode
}

/** Every server that a file defines: in `.mcp.json`, in a person's state, and in a subagent's frontmatter. */
function serversOf(file: AssistantFile): readonly Server[] {
  const { root } = file.document
  if (file.kind === 'mcp') return fromMap(get(root, 'mcpServers'))
  if (file.kind === 'user-state') {
    return [root, ...entries(get(root, 'projects')).map(({ value }) => value)].flatMap((at) =>
      fromMap(get(at, 'mcpServers')),
    )
  }
  return file.kind === 'instructions' ? items(get(root, 'mcpServers')).flatMap(fromMap) : []
}

const fromMap = (node: DocumentNode | null): readonly Server[] =>
  entries(node).flatMap(({ key, keyRange, value }) =>
    value.kind === 'map' ? [{ name: key, nameRange: keyRange, node: value }] : [],
  )

const eachServer = (
  file: AssistantFile,
  look: (server: Server) => readonly Sighting[],
): readonly Sighting[] => serversOf(file).flatMap(look)

/** The host alone: user, password, path and query can each be a secret. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : ''
}

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
    eachServer(file, ({ name, nameRange, node }) => {
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

export const secretForServer: AssistantRule = {
  id: 'claude-mcp-secret',
  kind: 'assistant',
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
    eachServer(file, (server) =>
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
    eachServer(file, ({ name, node }) => {
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

/** Programs that fetch a package and run it, with the words before the package's name. */
const runners: Readonly<Record<string, readonly string[]>> = {
  npx: [],
  bunx: [],
  pnpx: [],
  uvx: [],
  pnpm: ['dlx'],
  yarn: ['dlx'],
  npm: ['exec', 'x'],
  bun: ['x'],
  pipx: ['run'],
  uv: ['tool', 'run'],
}

export const serverNotPinned: AssistantRule = {
  id: 'claude-mcp-not-pinned',
  kind: 'assistant',
  title: 'MCP server fetched without a version',
  severity: 'low',
  confidence: 'high',
  why: 'Each start fetches and runs whatever was published last, on the machine of everybody who uses Claude here.',
  fix: 'Name an exact version after the package: `name@1.2.3` with npx, `name==1.2.3` with uvx.',
  source: mcp,
  look: (file) =>
    eachServer(file, ({ name, node }) => {
      const found = unpinnedPackage(node)
      return found
        ? [
            {
              place: file.document.place(found),
              note: `The server ${shownName(name)}.`,
              identity: identityOf('server', name, found.text),
            },
          ]
        : []
    }),
  matches: [
    serversSample({ files: { command: 'npx', args: ['-y', '@example/files-server'] } }),
    serversSample({ files: { command: 'npx', args: ['-y', 'files-server@latest'] } }),
    serversSample({ fetch: { command: 'uvx', args: ['fetch-server'] } }),
    serversSample({ files: { command: 'cmd', args: ['/c', 'npx', '-y', 'files-server'] } }),
  ],
  misses: [
    serversSample({ files: { command: 'npx', args: ['-y', '@example/files-server@1.4.2'] } }),
    serversSample({ fetch: { command: 'uvx', args: ['fetch-server==0.6.1'] } }),
    serversSample({
      own: { command: 'node', args: ['./server.js'] },
      local: { command: 'npx', args: ['tsx', './server.ts'] },
    }),
  ],
}

function unpinnedPackage(node: MapNode): (Range & { text: string }) | null {
  const command =
    textOf(get(node, 'command'))
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.(?:cmd|exe)$/i, '') ?? ''
  const list = scalars(get(node, 'args'))
  const shell = /^(?:cmd|bash|sh|zsh)$/i.test(command)
  const words = shell ? list.filter(({ text }) => !/^[-/][a-z]+$/i.test(text)) : list
  const runner = shell ? (words[0]?.text ?? '') : command
  if (!Object.hasOwn(runners, runner)) return null
  const before = runners[runner]!
  const rest = shell ? words.slice(1) : words
  const found = rest.find(({ text }) => !isFlag(text) && !before.includes(text))
  if (!found || before.length > 0 !== list.some(({ text }) => before.includes(text))) return null
  // A script or a program of the project is not fetched.
  if (/^[./~]|\.[cm]?[jt]s$|^(?:tsx|ts-node|node)$|\$\{/.test(found.text)) return null
  return /@v?\d+\.\d+\.\d+|==|#[0-9a-f]{7,40}$|@[0-9a-f]{40}$/.test(found.text) ? null : found
}

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
