import type { Inspection } from '../../../engine/inspection.ts'
import { inspections } from '../../documents/sighting.ts'
import {
  alone,
  claudeIn,
  inspectClaude,
  readWorkflow,
  workflowKindOf,
} from '../../workflows/inspect-workflow.ts'
import { calmAmongTests } from '../calm-among-tests.ts'
import { isDockerfile, readDockerfile } from './dockerfile/dockerfile.ts'
import { dockerfileRules } from './dockerfile/index.ts'
import { githubActionsRules } from './github-actions/index.ts'
import { workflowSubject } from './workflow-subject.ts'

/** What a path is of what is read besides programs; null: nothing. */
export function deliveryKindOf(path: string): 'workflow' | 'action' | 'dockerfile' | null {
  const kind = workflowKindOf(path)
  if (kind === 'workflow' || kind === 'action') return kind
  return isDockerfile(path) ? 'dockerfile' : null
}

/**
 * What the rules say of a workflow, composite action or Dockerfile.
 * @param owner whose repository it is in, where that is known
 * @returns null for a file that can't be read, which `workflow-unreadable` says of workflows; never throws
 */
export function inspectDelivery(path: string, text: string, owner?: string): readonly Inspection[] | null {
  const kind = deliveryKindOf(path)
  if (kind === null) return []
  const found = kind === 'dockerfile' ? inDockerfile(text) : inWorkflow(kind, text, owner)
  return found === null ? null : distinct(found.map((one) => calmed(path, kind, one)))
}

function inDockerfile(text: string): readonly Inspection[] {
  const file = readDockerfile(text)
  return dockerfileRules.flatMap((rule) => inspections(rule, rule.look(file)))
}

function inWorkflow(
  kind: 'workflow' | 'action',
  text: string,
  owner: string | undefined,
): readonly Inspection[] | null {
  const workflow = readWorkflow(text, kind)
  if ('ok' in workflow) return null
  const said = new Set(
    inspectClaude(claudeIn(workflow, alone)).map(({ rule, place }) => `${rule.id} ${place?.line}`),
  )
  const subject = workflowSubject(workflow, owner)
  return githubActionsRules.flatMap((rule) =>
    inspections(rule, rule.look(subject)).filter(({ place }) => !said.has(`${rule.yieldsTo} ${place?.line}`)),
  )
}

/** Workflows run whatever they are named: a `test.yml` among them is no test. */
function calmed(path: string, kind: 'workflow' | 'action' | 'dockerfile', found: Inspection): Inspection {
  if (kind === 'workflow') return found
  const { severity = found.rule.severity, confidence = found.rule.confidence } = found
  return { ...found, ...calmAmongTests(path, { severity, confidence }) }
}

/** The same thing twice in a job is two findings. */
function distinct(all: readonly Inspection[]): readonly Inspection[] {
  const seen = new Map<string, number>()
  return all.map((one) => {
    const key = `${one.rule.id}\0${one.identity}`
    const earlier = seen.get(key) ?? 0
    seen.set(key, earlier + 1)
    return { ...one, identity: `${one.identity}\n${earlier}` }
  })
}
