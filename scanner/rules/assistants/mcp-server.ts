import { type DocumentNode, entries, get, items, type MapNode, type Range } from '../documents/document.ts'
import type { AssistantFile } from './assistant-file.ts'

/** An MCP server as a configuration file defines it. */
export interface Server {
  readonly name: string
  readonly nameRange: Range
  readonly node: MapNode
}

/** Every server that a file defines: in `.mcp.json`, in a person's state, and in a subagent's frontmatter. */
export function serversOf(file: AssistantFile): readonly Server[] {
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

/** The host alone: user, password, path and query can each be a secret. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : ''
}
