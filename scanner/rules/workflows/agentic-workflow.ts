import { claude } from '../../assistants/claude.ts'
import {
  dig,
  type DocumentNode,
  get,
  type Range,
  type Reading,
  scalar,
  textOf,
} from '../documents/document.ts'
import { readFrontmatter } from '../documents/read-frontmatter.ts'
import type { Trigger } from './events.ts'
import { workflowOf } from './workflow.ts'

/** A Markdown workflow of GitHub Agentic Workflows that chooses Claude as its engine. */
export interface AgenticWorkflow {
  readonly name: string
  readonly triggers: readonly Trigger[]
  readonly engine: Range
  /** The frontmatter. */
  readonly root: DocumentNode
  readonly place: Extract<Reading, { ok: true }>['document']['place']
}

const engines = new Set(claude.agenticEngines.map(({ engine }) => engine))

/**
 * Reads the engine out of the frontmatter: `engine: claude`, or `engine: {id: claude}`.
 * (https://github.github.com/gh-aw/reference/engines/, read.)
 * @returns null: no such workflow; a failed reading: frontmatter that can't be read
 */
export function agenticWorkflowIn(text: string): AgenticWorkflow | (Reading & { ok: false }) | null {
  const reading = readFrontmatter(text)
  if (!reading) return null
  if (!reading.ok) return reading
  const { root, place } = reading.document
  const named = get(root, 'engine')
  const engine = scalar(named) ?? scalar(dig(named, 'id'))
  if (!engine || !engines.has(textOf(engine))) return null
  const { name, triggers } = workflowOf(reading.document, 'workflow')
  return { name, triggers, engine, root, place }
}

/**
 * Whether a compiled workflow (`*.lock.yml`) was made for Claude: gh-aw writes the engine's id into a comment at its start.
 * @returns where the comment is; null: it is none
 */
export function compiledForClaude(text: string): Range | null {
  const found = /^#\s*gh-aw-metadata:[^\n]*"agent_id"\s*:\s*"([\w-]+)"/m.exec(text.slice(0, 20_000))
  if (!found || !engines.has(found[1]!)) return null
  return { start: found.index, end: found.index + found[0].length }
}
