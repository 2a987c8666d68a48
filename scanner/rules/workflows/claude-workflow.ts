import type { RuleInfo } from '../../engine/rule.ts'
import type { FileProof, Sighting } from '../documents/sighting.ts'
import { get, textOf } from '../documents/document.ts'
import { claudeFinder, type ClaudeUse, type RunsClaude } from './claude-use.ts'
import { type ClaudeOptions, optionsOf } from './claude-options.ts'
import { isForOutsiders, isKnownEvent, isOwnEvent, type Trigger } from './events.ts'
import { type Reach, reachOf } from './outsiders.ts'
import { distinctTriggers, least, most } from './reach.ts'
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
  const find = claudeFinder(workflow, runsClaude)
  const reachOfJob = jobReach(workflow)
  const triggers = distinctTriggers(workflow.triggers.filter(isForOutsiders))
  const jobs = workflow.jobs.map((job) => {
    const uses = find(job)
    const reached =
      uses.length === 0 ? [] : triggers.map((trigger) => ({ trigger, toJob: reachOfJob(job, trigger) }))
    const steps = new Map(job.steps.map((step, index) => [step, index]))
    const check = uses.length === 0 ? -1 : job.steps.findIndex(checksPeople)
    const isChecked = (step: Step | null) => step !== null && check !== -1 && check < (steps.get(step) ?? 0)
    return { job, runs: uses.map((use) => runOf(use, workflow, reached, isChecked(use.step))) }
  })
  return {
    workflow,
    jobs: jobs.filter(({ runs }) => runs.length > 0),
    isOwn: workflow.triggers.length > 0 && workflow.triggers.every(({ event }) => isOwnEvent(event)),
    events: [...new Set(workflow.triggers.map(({ event }) => event).filter(isKnownEvent))],
  }
}

interface Reached {
  readonly trigger: Trigger
  readonly toJob: Reach
}

/** @param isChecked whether a step before it looks up who started the run */
function runOf(
  use: ClaudeUse,
  workflow: Workflow,
  reached: readonly Reached[],
  isChecked: boolean,
): ClaudeRun {
  const condition = use.step?.condition?.text ?? ''
  const reach = most(
    reached.map(({ trigger, toJob }) =>
      least([toJob, reachOf(condition, trigger), isChecked ? 'perhaps' : 'yes']),
    ),
  )
  return { use, options: optionsOf(use, workflow), reach, outsiders: isOpen(use) ? reach : 'no' }
}

/** Jobs that wait for one another are followed this far; GitHub's own graphs stay far below. */
const longestChain = 50

/** Answers whether an outsider's event gets to a job. A job that waits for another one is skipped with it. */
export function jobReach(workflow: Workflow): (job: Job, trigger: Trigger) => Reach {
  const byId = new Map(workflow.jobs.map((job) => [job.id, job]))
  const known = new Map<string, Reach>()

  const follow = (job: Job, trigger: Trigger, depth: number): Reach => {
    const key = `${trigger.event}\n${job.id}`
    const before = known.get(key)
    if (before) return before
    if (depth > longestChain) return 'perhaps'
    // What waits for itself never runs; this also ends the round.
    known.set(key, 'no')
    const condition = job.condition?.text ?? ''
    // An environment can ask for a person's approval; its settings are not in the file.
    const own = least([reachOf(condition, trigger), job.environment ? 'perhaps' : 'yes'])
    const always = /\balways\(\)|!\s*cancelled\(\)/.test(condition)
    const needed = always ? [] : job.needs.flatMap((id) => byId.get(id) ?? [])
    const reach = least([
      own,
      ...needed.map((other) => follow(other, trigger, depth + 1)),
      ...needed.map((other) => gateOf(other, condition)),
    ])
    known.set(key, reach)
    return reach
  }
  return (job, trigger) => follow(job, trigger, 0)
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
  if (!use.checksActor) return true
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
