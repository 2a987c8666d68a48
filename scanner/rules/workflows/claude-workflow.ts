import type { RuleInfo } from '../../engine/rule.ts'
import type { FileProof, Sighting } from '../documents/sighting.ts'
import { get, textOf } from '../documents/document.ts'
import { type ClaudeUse, claudeUsesIn, type RunsClaude } from './claude-use.ts'
import { type ClaudeOptions, optionsOf } from './claude-options.ts'
import { isForOutsiders, isKnownEvent, isOwnEvent, type Trigger } from './events.ts'
import { type Reach, reachOf } from './outsiders.ts'
import type { Job, Step, Workflow } from './workflow.ts'

/** A use of Claude with all that the rules ask about it. */
export interface ClaudeRun {
  readonly use: ClaudeUse
  readonly options: ClaudeOptions
  /** Whether an outsider's event gets as far as the step that runs Claude. */
  readonly reach: Reach
  /** Whether an outsider gets Claude to run: `reach`, and nothing in the action itself turns them away. */
  readonly outsiders: Reach
}

/** A job in which Claude runs. */
export interface ClaudeJob {
  readonly job: Job
  readonly runs: readonly ClaudeRun[]
}

/** A workflow or composite action, and where Claude runs in it. */
export interface ClaudeWorkflow {
  readonly workflow: Workflow
  readonly jobs: readonly ClaudeJob[]
  /** Whether every event that starts it is one that only people with write access cause. */
  readonly isOwn: boolean
  /** Names of the events that start it, known ones only. */
  readonly events: readonly string[]
}

/** A rule about a workflow in which Claude runs. */
export interface WorkflowRule extends RuleInfo, FileProof {
  readonly kind: 'workflow'
  readonly look: (claude: ClaudeWorkflow) => readonly Sighting[]
}

/** Finds Claude in a workflow and weighs who can start it. */
export function claudeWorkflowOf(workflow: Workflow, runsClaude: RunsClaude): ClaudeWorkflow {
  const triggers = workflow.triggers.filter(isForOutsiders)
  const jobs = workflow.jobs.map((job) => ({
    job,
    runs: claudeUsesIn(job, workflow, runsClaude).map((use) => runOf(use, job, workflow, triggers)),
  }))
  return {
    workflow,
    jobs: jobs.filter(({ runs }) => runs.length > 0),
    isOwn: workflow.triggers.length > 0 && workflow.triggers.every(({ event }) => isOwnEvent(event)),
    events: [...new Set(workflow.triggers.map(({ event }) => event).filter(isKnownEvent))],
  }
}

function runOf(use: ClaudeUse, job: Job, workflow: Workflow, triggers: readonly Trigger[]): ClaudeRun {
  const reach = most(triggers.map((trigger) => reachOfStep(use.step, job, workflow, trigger)))
  return { use, options: optionsOf(use, workflow), reach, outsiders: isOpen(use) ? reach : 'no' }
}

const order: readonly Reach[] = ['no', 'perhaps', 'yes']
const most = (reaches: readonly Reach[]): Reach => order.findLast((reach) => reaches.includes(reach)) ?? 'no'
const least = (...reaches: readonly Reach[]): Reach => order.find((reach) => reaches.includes(reach)) ?? 'yes'

function reachOfStep(step: Step | null, job: Job, workflow: Workflow, trigger: Trigger): Reach {
  const toJob = reachOfJob(job, workflow, trigger, new Set())
  if (!step) return toJob
  const before = job.steps.slice(0, job.steps.indexOf(step))
  return least(
    toJob,
    reachOf(step.condition?.text ?? '', trigger),
    before.some(checksPeople) ? 'perhaps' : 'yes',
  )
}

/** A job that waits for another one is skipped with it, unless it says that it always runs. */
function reachOfJob(job: Job, workflow: Workflow, trigger: Trigger, seen: Set<string>): Reach {
  if (seen.has(job.id)) return 'yes'
  seen.add(job.id)
  const condition = job.condition?.text ?? ''
  // An environment can ask for a person's approval; its settings are not in the file.
  const own = least(reachOf(condition, trigger), job.environment ? 'perhaps' : 'yes')
  if (/\balways\(\)|!\s*cancelled\(\)/.test(condition)) return own
  const needed = workflow.jobs.filter(({ id }) => job.needs.includes(id))
  const gates = needed.map((other) => gateOf(other, condition))
  return least(own, ...needed.map((other) => reachOfJob(other, workflow, trigger, seen)), ...gates)
}

/** What a job that is waited for does about people, given the condition of the job that waits. */
function gateOf(job: Job, condition: string): Reach {
  // The check that gh-aw compiles into its workflows; what comes after it asks for its result.
  const membership = job.steps.some((step) => scriptOf(step).includes('check_membership'))
  if (membership && condition.includes(`needs.${job.id}.outputs.activated`)) return 'no'
  return job.steps.some(checksPeople) ? 'perhaps' : 'yes'
}

/** Steps that look up what the person who started the run may do; whether they stop the run, this file alone does not tell. */
const lookUp =
  /getCollaboratorPermissionLevel|\/collaborators\/|check-user-permission|check-actor-permission|check-permissions?\b|has-permission|author_association/i

const checksPeople = (step: Step): boolean => lookUp.test(scriptOf(step))

/** What a step runs, as far as it is written in the workflow. */
const scriptOf = (step: Step): string =>
  `${step.uses?.text ?? ''}\n${step.run?.text ?? ''}\n${textOf(get(step.with, 'script'))}`

/** Whether nothing in the way Claude is run turns people without write access away. */
function isOpen(use: ClaudeUse): boolean {
  if (!use.action?.checksActor) return true
  return nonWriteUsers(use) === 'everyone'
}

/**
 * Who gets past the action's own check. The input works only together with `github_token`
 * (https://github.com/anthropics/claude-code-action/blob/main/docs/security.md, read).
 */
export function nonWriteUsers(use: ClaudeUse): 'everyone' | 'some' | 'nobody' {
  const text = inputOf(use, 'allowed_non_write_users').trim()
  if (text === '' || inputOf(use, 'github_token').trim() === '') return 'nobody'
  return text === '*' ? 'everyone' : 'some'
}

/** The text of an input; empty where it is not given. GitHub takes input names in any letter case. */
export function inputOf(use: ClaudeUse, name: string): string {
  return textOf(use.step?.with?.entries.findLast(({ key }) => key.toLowerCase() === name)?.value)
}
