import { get, type MapNode, type Range, scalars, textOf } from '../documents/document.ts'
import { shownName } from '../documents/shown-name.ts'
import { identityOf } from '../documents/sighting.ts'
import type { AssistantRule } from './assistant-file.ts'
import { serversSample } from './assistant-sample.ts'
import { serversOf } from './mcp-server.ts'

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
  source: { url: 'https://code.claude.com/docs/en/mcp#project-scope', checked: 'read' },
  look: (file) =>
    serversOf(file).flatMap(({ name, node }) => {
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
  const found = rest.find(({ text }) => !text.startsWith('-') && !before.includes(text))
  if (!found || before.length > 0 !== list.some(({ text }) => before.includes(text))) return null
  // A script or a program of the project is not fetched.
  if (/^[./~]|\.[cm]?[jt]s$|^(?:tsx|ts-node|node)$|\$\{/.test(found.text)) return null
  return /@v?\d+\.\d+\.\d+|==|#[0-9a-f]{7,40}$|@[0-9a-f]{40}$/.test(found.text) ? null : found
}
