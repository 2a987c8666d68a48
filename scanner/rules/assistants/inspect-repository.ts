import type { Connection } from '../../assistants/connection.ts'
import type { Inspection } from '../../engine/inspection.ts'
import { readYaml } from '../documents/read-yaml.ts'
import { findConnections } from '../workflows/connections.ts'
import type { Trigger } from '../workflows/events.ts'
import {
  inspectWorkflow,
  readClaudeWorkflow,
  type WorkflowSurroundings,
  workflowKindOf,
} from '../workflows/inspect-workflow.ts'
import { workflowOf } from '../workflows/workflow.ts'
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

/** Workflows again, now knowing which local actions run Claude and who calls whom. */
function inspectTogether(
  texts: ReadonlyMap<string, string>,
): Pick<RepositoryInspection, 'inspections' | 'connections'> {
  const inspections: { path: string; inspection: Inspection }[] = []
  const connections: Connection[] = []
  const runsClaude = localClaude(texts)
  const callers = callersIn(texts)
  for (const [path, text] of texts) {
    if (path === settingsPath) continue
    const surroundings: WorkflowSurroundings = { runsClaude, callers: callers.get(path) ?? [] }
    const known = new Set(inspectWorkflow(path, text).map(keyOf))
    const all = inspectWorkflow(path, text, surroundings)
    inspections.push(
      ...all
        .filter((inspection) => !known.has(keyOf(inspection)))
        .map((inspection) => ({ path, inspection })),
    )
    connections.push(...findConnections(path, text, surroundings))
  }
  return { inspections, connections }
}

/** The same thing at the same place, however grave: a caller can make it graver. */
const keyOf = ({ rule, place, severity, identity }: Inspection): string =>
  JSON.stringify([rule.id, place, severity ?? rule.severity, identity])

/** Local actions and workflows that run Claude, also through one another. */
function localClaude(texts: ReadonlyMap<string, string>): WorkflowSurroundings['runsClaude'] {
  const running = new Set<string>()
  const runsClaude = (uses: string) => candidates(uses).some((path) => running.has(path))
  // Each round finds what calls something found before; nesting deeper than this GitHub refuses as well.
  for (let round = 0; round < 4; round += 1) {
    const before = running.size
    for (const [path, text] of texts) {
      const kind = workflowKindOf(path)
      if (running.has(path) || kind === null || kind === 'agentic') continue
      const found = readClaudeWorkflow(text, kind, { runsClaude, callers: [] })
      if (
        !('ok' in found) &&
        found.jobs.some(({ runs }) => runs.some(({ use }) => use.form !== 'credential'))
      )
        running.add(path)
    }
    if (running.size === before) break
  }
  return runsClaude
}

/** The files that `uses: ./…` can mean. */
function candidates(uses: string): readonly string[] {
  const path = uses.replace(/^\.\//, '').replace(/@.*$/, '').replace(/\/+$/, '')
  if (/\.ya?ml$/.test(path)) return [path]
  const folder = path === '' || path === '.' ? '' : `${path}/`
  return [`${folder}action.yml`, `${folder}action.yaml`]
}

/** For each local workflow the events that start workflows which call it. */
function callersIn(texts: ReadonlyMap<string, string>): ReadonlyMap<string, readonly Trigger[]> {
  const callers = new Map<string, Trigger[]>()
  for (const [path, text] of texts) {
    if (workflowKindOf(path) !== 'workflow' || !text.includes('./.github/workflows/')) continue
    const reading = readYaml(text)
    if (!reading.ok) continue
    const workflow = workflowOf(reading.document, 'workflow')
    for (const { uses } of workflow.jobs) {
      for (const called of uses?.text.startsWith('./') ? candidates(uses.text) : []) {
        callers.set(called, [...(callers.get(called) ?? []), ...workflow.triggers])
      }
    }
  }
  return callers
}
