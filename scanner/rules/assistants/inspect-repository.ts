import type { Connection } from '../../assistants/connection.ts'
import type { Inspection } from '../../engine/inspection.ts'
import { inspectAgenticSettings } from '../workflows/agentic-settings.ts'
import { connectionsOf, findConnections } from '../workflows/connections.ts'
import { isForOutsiders, type Trigger } from '../workflows/events.ts'
import {
  alone,
  claudeIn,
  inspectClaude,
  readWorkflow,
  type Unread,
  workflowKindOf,
  type WorkflowSurroundings,
} from '../workflows/inspect-workflow.ts'
import type { Workflow } from '../workflows/workflow.ts'
import type { ClaudeUse, RunsClaude } from '../workflows/claude-use.ts'
import { jobReach } from '../workflows/claude-workflow.ts'
import { deniedPaths, type DeniedPaths, readDenyRules } from './deny-rules.ts'
import { missingDenyRules } from './deny-rules-missing.ts'

/** What the policy condition "deny rules present" asks about. */
export interface DenyRulesFact extends DeniedPaths {
  /** `absent`: no `.claude/settings.json`; `unreadable`: there is one, and Claude Code skips it. */
  readonly settings: 'absent' | 'read' | 'unreadable'
}

export interface RepositoryInspection {
  /** What only the repository as a whole shows; what one file shows alone, `inspectAssistantFile` says. */
  readonly inspections: readonly { readonly path: string; readonly inspection: Inspection }[]
  readonly denyRules: DenyRulesFact
  readonly connections: readonly Connection[]
}

export interface RepositoryToInspect {
  /** Every file, relative to the root, with `/`. */
  readonly paths: readonly string[]
  /** The text of a file; undefined where it can't be read, which somebody else reports. */
  readonly read: (path: string) => string | undefined | Promise<string | undefined>
  /** Files that hold secrets by what they are: `.env`, keys, dumps. */
  readonly riskyPaths: readonly string[]
}

const settingsPath = '.claude/settings.json'

/** Looks at what several files say together. Reads nothing but through `read`. */
export async function inspectRepository({
  paths,
  read,
  riskyPaths,
}: RepositoryToInspect): Promise<RepositoryInspection> {
  const texts = new Map<string, string>()
  for (const path of paths) {
    if (workflowKindOf(path) === null && path !== settingsPath) continue
    const text = await read(path)
    if (text !== undefined) texts.set(path, text)
  }
  const settings = texts.get(settingsPath) ?? null
  const denyRules = denyRulesFact(settings, riskyPaths)
  const missing = missingDenyRules(denyRules.uncovered, settings)
  const workflows = inspectTogether(texts)
  return {
    inspections: [
      ...workflows.inspections,
      ...(missing ? [{ path: settingsPath, inspection: missing }] : []),
    ],
    denyRules,
    connections: workflows.connections,
  }
}

function denyRulesFact(settings: string | null, riskyPaths: readonly string[]): DenyRulesFact {
  if (settings === null) return { settings: 'absent', covered: [], uncovered: riskyPaths }
  const { rules, readable } = readDenyRules(settings)
  return { settings: readable ? 'read' : 'unreadable', ...deniedPaths(rules, riskyPaths) }
}

/** A workflow or action as it was read, with its text. */
interface ReadFile {
  readonly path: string
  readonly text: string
  readonly workflow: Workflow | Unread
}

/** Workflows again, now knowing which local actions run Claude and who calls whom. */
function inspectTogether(
  texts: ReadonlyMap<string, string>,
): Pick<RepositoryInspection, 'inspections' | 'connections'> {
  const inspections: { path: string; inspection: Inspection }[] = []
  const connections: Connection[] = []
  const files = readFiles(texts)
  const runsClaude = localClaude(files)
  const callers = callersIn(files)
  for (const { path, text, workflow } of files) {
    const surroundings: WorkflowSurroundings = { runsClaude, callers: callers.get(path) ?? [] }
    if (workflowKindOf(path) === 'workflow')
      connections.push(...connectionsOf(path, text, workflow, surroundings))
    if ('ok' in workflow) continue
    const known = new Set(inspectClaude(claudeIn(workflow, alone)).map(keyOf))
    const all = inspectClaude(claudeIn(workflow, surroundings))
    const added = all.filter((inspection) => !known.has(keyOf(inspection)))
    inspections.push(...added.map((inspection) => ({ path, inspection })))
  }
  for (const [path, text] of texts) {
    if (workflowKindOf(path) !== 'agentic') continue
    connections.push(...findConnections(path, text))
    if (!texts.has(path.replace(/\.md$/i, '.lock.yml')))
      inspections.push(...inspectAgenticSettings(text).map((inspection) => ({ path, inspection })))
  }
  return { inspections, connections }
}

/** Each file that may run Claude, or call one that does, read once. */
function readFiles(texts: ReadonlyMap<string, string>): readonly ReadFile[] {
  return [...texts].flatMap(([path, text]): readonly ReadFile[] => {
    const kind = workflowKindOf(path)
    if (kind === null || kind === 'agentic' || !mayNameClaude(text)) return []
    return [{ path, text, workflow: readWorkflow(text, kind) }]
  })
}

/** False only where neither Claude nor a local file can be named: not even with an escape or a word broken over two lines. */
const mayNameClaude = (text: string): boolean =>
  /claude|anthropic|\.\/|\\[xuU]/i.test(text) || /claude|anthropic/i.test(text.replace(/\\\r?\n[ \t]*/g, ''))

/** The same thing at the same place, however grave: a caller can make it graver. */
const keyOf = ({ rule, place, severity, identity }: Inspection): string =>
  JSON.stringify([rule.id, place, severity ?? rule.severity, identity])

/** Local actions and workflows that run Claude, also through one another. */
function localClaude(files: readonly ReadFile[]): RunsClaude {
  const running = new Map<string, { readonly checksActor: boolean }>()
  const runsClaude: RunsClaude = (uses) =>
    candidates(uses)
      .map((path) => running.get(path))
      .find(Boolean) ?? null
  // Each round finds what calls something found before; nesting deeper than this GitHub refuses as well.
  for (let round = 0; round < 10; round += 1) {
    const before = running.size
    for (const { path, workflow } of files) {
      const uses = running.has(path) || 'ok' in workflow ? [] : claudeUses(workflow, runsClaude)
      if (uses.length > 0) running.set(path, { checksActor: uses.every(({ checksActor }) => checksActor) })
    }
    if (running.size === before) break
  }
  return runsClaude
}

function claudeUses(workflow: Workflow, runsClaude: RunsClaude): readonly ClaudeUse[] {
  const { jobs } = claudeIn(workflow, { runsClaude, callers: [] })
  return jobs
    .flatMap(({ runs }) => runs.map(({ use }) => use))
    .filter(({ form }) => form !== 'credential' && form !== 'install')
}

/** The files that `uses: ./…` can mean. */
function candidates(uses: string): readonly string[] {
  const path = uses.replace(/^\.\//, '').replace(/@.*$/, '').replace(/\/+$/, '')
  if (/\.ya?ml$/.test(path)) return [path]
  const folder = path === '' || path === '.' ? '' : `${path}/`
  return [`${folder}action.yml`, `${folder}action.yaml`]
}

/** For each local workflow the events that start workflows which call it, and get as far as the call. */
function callersIn(files: readonly ReadFile[]): ReadonlyMap<string, readonly Trigger[]> {
  const callers = new Map<string, Trigger[]>()
  for (const { path, workflow } of files) {
    if ('ok' in workflow || workflowKindOf(path) !== 'workflow') continue
    const reach = jobReach(workflow)
    for (const job of workflow.jobs) {
      const called = job.uses?.text.startsWith('./') ? candidates(job.uses.text)[0]! : null
      if (called === null) continue
      const triggers = workflow.triggers.filter(
        (trigger) => !isForOutsiders(trigger) || reach(job, trigger) !== 'no',
      )
      const known = callers.get(called) ?? []
      // By event: a workflow that is called a thousand times is not started in a thousand ways.
      callers.set(called, [
        ...new Map([...known, ...triggers].map((trigger) => [trigger.event, trigger])).values(),
      ])
    }
  }
  return callers
}
