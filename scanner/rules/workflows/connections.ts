import type { Connection, FileEvidence } from '../../assistants/connection.ts'
import { claude } from '../../assistants/claude.ts'
import { placesOf } from '../documents/places.ts'
import { entries, textOf } from '../documents/document.ts'
import { isName } from '../documents/shown-name.ts'
import { agenticWorkflowIn, compiledForClaude } from './agentic-workflow.ts'
import type { ClaudeWorkflow } from './claude-workflow.ts'
import { isKnownEvent } from './events.ts'
import { secretsIn } from './expressions.ts'
import {
  alone,
  claudeIn,
  namesClaude,
  readWorkflow,
  type Unread,
  workflowKindOf,
  type WorkflowSurroundings,
} from './inspect-workflow.ts'
import type { Workflow } from './workflow.ts'

/**
 * The connections that a file proves: Claude runs in this workflow, so it reaches the repository with the workflow's rights,
 * whether or not its GitHub App is installed. Composite actions run nothing by themselves and prove no connection.
 * @param path relative to the root, with `/`
 * @returns at most one connection, of path `workflow`, with a piece of evidence for each place
 */
export function findConnections(path: string, text: string): readonly Connection[] {
  const kind = workflowKindOf(path)
  if (kind === 'agentic') return agentic(path, text)
  return kind === 'workflow' ? connectionsOf(path, text, readWorkflow(text, kind), alone) : []
}

/** The same for a workflow that has been read already, given what other files say. */
export function connectionsOf(
  path: string,
  text: string,
  workflow: Workflow | Unread,
  surroundings: WorkflowSurroundings,
): readonly Connection[] {
  if ('ok' in workflow) return namesClaude(text) ? [unread(path, workflow)] : []
  const claude = claudeIn(workflow, surroundings)
  const evidence = [...evidenceOf(path, claude), ...compiled(path, text, claude)]
  const sure = claude.jobs.some(({ runs }) => runs.some(({ use }) => use.confidence === 'high'))
  return evidence.length === 0 ? [] : [connection(sure ? 'high' : 'medium', evidence)]
}

function unread(file: string, { place }: Unread): Connection {
  const what = 'names Claude, but could not be read'
  return connection('low', [
    { kind: 'file', file, place, form: 'unreadable', what, triggers: [], secrets: [] },
  ])
}

const connection = (confidence: Connection['confidence'], evidence: readonly FileEvidence[]): Connection => ({
  assistant: claude.id,
  path: 'workflow',
  // A workflow can be disabled through GitHub's API.
  control: 'enforceable',
  confidence,
  evidence,
})

/** Names beyond this many are left out: nobody reads them, and each place repeats them. */
const mostSecrets = 50

function evidenceOf(file: string, { workflow, jobs, events }: ClaudeWorkflow): readonly FileEvidence[] {
  const ofWorkflow = namesOfSecrets([workflow.env])
  return jobs.flatMap(({ job, runs }) => {
    const ofJob = namesOfSecrets([job.env, job.secrets])
    return runs.map(({ use }) => ({
      kind: 'file' as const,
      file,
      place: workflow.document.place(use.range),
      form: use.form,
      what: `runs ${use.what}`,
      triggers: events,
      secrets: [
        ...new Set([...ofWorkflow, ...ofJob, ...namesOfSecrets([use.step?.with, use.step?.env])]),
      ].toSorted(),
    }))
  })
}

function namesOfSecrets(values: readonly Parameters<typeof entries>[0][]): readonly string[] {
  const names = values.flatMap((value) => entries(value).flatMap((entry) => secretsIn(textOf(entry.value))))
  return [...new Set(names.filter(isName))].slice(0, mostSecrets)
}

/** A lock file may run Claude only through gh-aw's own scripts; its header says so in any case. */
function compiled(file: string, text: string, { jobs, events }: ClaudeWorkflow): readonly FileEvidence[] {
  const header = compiledForClaude(text)
  if (!header || jobs.some(({ runs }) => runs.some(({ use }) => use.form === 'command'))) return []
  return [
    {
      kind: 'file',
      file,
      place: placesOf(text)(header),
      form: 'agentic-workflow',
      what: 'was compiled by gh-aw for Claude',
      triggers: events,
      secrets: [],
    },
  ]
}

function agentic(file: string, text: string): readonly Connection[] {
  const found = agenticWorkflowIn(text)
  if (!found || 'ok' in found) return []
  const triggers = [...new Set(found.triggers.map(({ event }) => event).filter(isKnownEvent))]
  const place = found.place(found.engine)
  const what = 'is an agentic workflow with Claude as its engine'
  // Until it is compiled into a `.lock.yml`, it does not run.
  return [
    connection('medium', [
      { kind: 'file', file, place, form: 'agentic-workflow', what, triggers, secrets: [] },
    ]),
  ]
}
