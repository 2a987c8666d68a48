import type { Inspection } from '../../engine/inspection.ts'
import { inspections } from '../documents/sighting.ts'
import type { Reading } from '../documents/document.ts'
import { readYaml } from '../documents/read-yaml.ts'
import { shownNames } from '../documents/shown-name.ts'
import { agenticWorkflowIn } from './agentic-workflow.ts'
import { claudeRuns } from './claude-runs.ts'
import type { RunsClaude } from './claude-use.ts'
import { type ClaudeWorkflow, claudeWorkflowOf } from './claude-workflow.ts'
import { isKnownEvent, type Trigger } from './events.ts'
import { workflowRules } from './index.ts'
import { workflowUnreadable } from './unreadable.ts'
import { type Workflow, workflowOf } from './workflow.ts'

/** What other files of the repository say about a workflow; nothing, when it is looked at by itself. */
export interface WorkflowSurroundings {
  /** Whether a local action or workflow, as written in `uses:`, runs Claude. */
  readonly runsClaude: RunsClaude
  /** Events that start workflows which call this one. */
  readonly callers: readonly Trigger[]
}

export const alone: WorkflowSurroundings = { runsClaude: () => null, callers: [] }

/** Which reader a path belongs to; null: none of this folder. Only workflows in the root's `.github` run on GitHub. */
export function workflowKindOf(path: string): 'workflow' | 'action' | 'agentic' | null {
  if (/^\.github\/workflows\/[^/]+\.ya?ml$/i.test(path)) return 'workflow'
  if (/^\.github\/workflows\/[^/]+\.md$/i.test(path)) return 'agentic'
  return /(?:^|\/)action\.ya?ml$/i.test(path) ? 'action' : null
}

/** A file that could not be read as YAML. */
export type Unread = Reading & { ok: false }

/** Reads a workflow or composite action. */
export function readWorkflow(text: string, kind: Workflow['kind']): Workflow | Unread {
  const reading = readYaml(text)
  return reading.ok ? workflowOf(reading.document, kind) : reading
}

/** The workflow with Claude in it, given what other files say. */
export function claudeIn(workflow: Workflow, { runsClaude, callers }: WorkflowSurroundings): ClaudeWorkflow {
  return claudeWorkflowOf({ ...workflow, triggers: [...workflow.triggers, ...callers] }, runsClaude)
}

/** Everything the rules say of a workflow in which Claude runs; nothing of any other. */
export function inspectClaude(claude: ClaudeWorkflow): readonly Inspection[] {
  if (claude.jobs.length === 0) return []
  return workflowRules.flatMap((rule) => inspections(rule, rule.look(claude)))
}

/** Everything the rules say of one workflow, composite action or agentic workflow by itself. Never throws. */
export function inspectWorkflow(path: string, text: string): readonly Inspection[] {
  const kind = workflowKindOf(path)
  if (kind === null) return []
  if (kind === 'agentic') return inspectAgentic(text)
  const workflow = readWorkflow(text, kind)
  return 'ok' in workflow ? [unreadable(workflow, text)] : inspectClaude(claudeIn(workflow, alone))
}

function unreadable(reading: Unread, text: string): Inspection {
  const named = namesClaude(text)
  return {
    rule: workflowUnreadable,
    place: reading.place,
    // Where it names Claude, something that matters is not known; "not read" must not pass for "fine".
    ...(named ? { severity: 'medium' as const } : {}),
    note: `${sentence(reading.problem)}${named ? ' The text names Claude.' : ''}`,
    identity: null,
  }
}

/** Whether an unreadable text speaks of running Claude. */
export const namesClaude = (text: string): boolean =>
  /anthropics\/claude-code|@anthropic-ai\/claude|\bclaude\s+(?:-p\b|--print\b)/i.test(text)

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

function inspectAgentic(text: string): readonly Inspection[] {
  const found = agenticWorkflowIn(text)
  if (!found) return []
  if ('ok' in found) return /^engine:\s*['"]?claude\b/m.test(text) ? [unreadable(found, text)] : []
  const events = [...new Set(found.triggers.map(({ event }) => event).filter(isKnownEvent))]
  const started = events.length > 0 ? `; started by ${shownNames(events)}` : ''
  return [
    {
      rule: claudeRuns,
      place: found.place(found.engine),
      note: `An agentic workflow with Claude as its engine${started}. What runs is the \`.lock.yml\` file compiled from it.`,
      identity: `agentic\n${found.name}`,
    },
  ]
}
