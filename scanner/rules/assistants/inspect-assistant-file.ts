import type { Inspection } from '../../engine/inspection.ts'
import type { Document, Reading } from '../documents/document.ts'
import { placesOf } from '../documents/places.ts'
import { readLooseFrontmatter } from '../documents/read-frontmatter.ts'
import { readJson } from '../documents/read-json.ts'
import { inspections } from '../documents/sighting.ts'
import { inspectWorkflow, workflowKindOf } from '../workflows/inspect-workflow.ts'
import { type AssistantFileKind, assistantFileKindOf } from './assistant-file.ts'
import { assistantRules } from './index.ts'
import { malformedPermissions } from './malformed-permissions.ts'
import { configurationUnreadable } from './unreadable.ts'

/** Whether a path can be one of a workflow, an action or an assistant's configuration. Looks at the name only. */
export function mayConcernAssistants(path: string): boolean {
  return workflowKindOf(path) !== null || assistantFileKindOf(path) !== null
}

/**
 * What the workflow and assistant rules say of one file.
 * @param path relative to the root, with `/`
 * @param text the whole file as text; bytes that are not UTF-8 may be replacement characters
 * @returns nothing for a path that does not concern them; never throws
 */
export function inspectAssistantFile(path: string, text: string): readonly Inspection[] {
  if (workflowKindOf(path) !== null) return inspectWorkflow(path, text)
  const kind = assistantFileKindOf(path)
  if (kind === null) return []
  const reading = read(kind, text)
  if (!reading.ok) return [unreadable(reading)]
  const { document } = reading
  const file = { path, kind, document }
  const found = assistantRules.flatMap((rule) => inspections(rule, rule.look(file)))
  const part = kind === 'settings' ? malformedPermissions(document.root) : null
  return part
    ? [unreadable({ ok: false, problem: part.problem, place: document.place(part) }), ...found]
    : found
}

/** Keys of frontmatter that rules look at. */
const strictKeys = new Set(['allowed-tools', 'allowedTools', 'permissionMode', 'hooks', 'mcpServers'])

function read(kind: AssistantFileKind, text: string): Reading {
  if (kind === 'not-read') return { ok: true, document: plain(text) }
  if (kind === 'instructions')
    return readLooseFrontmatter(text, strictKeys) ?? { ok: true, document: plain(text) }
  return readJson(text)
}

/** A text without structure: only its path counts. */
const plain = (text: string): Document => ({
  text,
  root: { kind: 'scalar', value: null, text: '', start: 0, end: 0 },
  place: placesOf(text),
})

function unreadable({ problem, place }: Reading & { ok: false }): Inspection {
  const note = `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`
  return { rule: configurationUnreadable, place, note, identity: null }
}
