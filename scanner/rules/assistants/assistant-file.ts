import type { RuleInfo } from '../../engine/rule.ts'
import type { Document } from '../documents/document.ts'
import type { FileProof, Sighting } from '../documents/sighting.ts'

/** What a file of Claude's configuration is; each has its own form. */
export type AssistantFileKind =
  /** `.claude/settings.json`, `.claude/settings.local.json`, `managed-settings.json` */
  | 'settings'
  /** `.mcp.json`, `managed-mcp.json` */
  | 'mcp'
  /** `.claude.json`, a person's own state */
  | 'user-state'
  /** Markdown with frontmatter: agents, commands, skills */
  | 'instructions'
  /** `.claudeignore` and what else Claude Code does not read */
  | 'not-read'

/** A configuration file as the rules see it. */
export interface AssistantFile {
  readonly path: string
  readonly kind: AssistantFileKind
  readonly document: Document
}

/** A rule about one file of an assistant's configuration. */
export interface AssistantRule extends RuleInfo, FileProof {
  readonly kind: 'assistant'
  readonly look: (file: AssistantFile) => readonly Sighting[]
}

const folders = String.raw`(?:^|\/)`

const kinds: readonly { readonly kind: AssistantFileKind; readonly path: RegExp }[] = [
  { kind: 'settings', path: new RegExp(`${folders}\\.claude/settings(?:\\.local)?\\.json$`) },
  { kind: 'settings', path: new RegExp(`${folders}managed-settings(?:\\.d/[^/]+)?\\.json$`) },
  { kind: 'mcp', path: new RegExp(`${folders}(?:\\.mcp|managed-mcp)\\.json$`) },
  { kind: 'user-state', path: new RegExp(`${folders}\\.claude\\.json$`) },
  { kind: 'instructions', path: new RegExp(`${folders}\\.claude/(?:agents|commands)/.+\\.md$`) },
  { kind: 'instructions', path: new RegExp(`${folders}\\.claude/skills/.+/SKILL\\.md$`) },
  { kind: 'not-read', path: new RegExp(`${folders}\\.claudeignore$`) },
]

/** null: the path is none of an assistant's files. */
export function assistantFileKindOf(path: string): AssistantFileKind | null {
  return kinds.find((known) => known.path.test(path))?.kind ?? null
}

/** `.claude/settings.local.json`, which is one person's. */
export const isLocalSettings = (path: string): boolean => path.endsWith('settings.local.json')
export const isManagedSettings = (path: string): boolean =>
  /(?:^|\/)managed-settings(?:\.d\/[^/]+)?\.json$/.test(path)
