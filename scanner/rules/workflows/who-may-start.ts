import { identityOf, type Sighting } from '../documents/sighting.ts'
import { get, textOf } from '../documents/document.ts'
import { shownNames } from '../documents/shown-name.ts'
import type { Severity } from '../../engine/rule.ts'
import {
  type ClaudeJob,
  type ClaudeRun,
  type ClaudeWorkflow,
  inputOf,
  nonWriteUsers,
  type WorkflowRule,
} from './claude-workflow.ts'
import { secretsIn } from './expressions.ts'
import { graveRights } from './job-rights.ts'
import type { Job, Workflow } from './workflow.ts'
import {
  actionStep,
  baseAction,
  memberGuard,
  onSchedule,
  onTarget,
  workflowSample,
} from './workflow-sample.ts'

const security = {
  url: 'https://github.com/anthropics/claude-code-action/blob/main/docs/security.md',
  checked: 'read',
} as const

/** The place of an input of a use, with its value. */
function inputPlace(run: ClaudeRun, name: string, workflow: Workflow): Sighting['place'] {
  const entry = run.use.step?.with?.entries.findLast(({ key }) => key.toLowerCase() === name)
  return entry ? workflow.document.place({ start: entry.keyRange.start, end: entry.value.end }) : null
}

/** Rules that look at each run of Claude by itself. */
function eachRun(
  { workflow, jobs }: ClaudeWorkflow,
  look: (run: ClaudeRun, job: Job) => Omit<Sighting, 'identity'> | null,
): readonly Sighting[] {
  return jobs.flatMap(({ job, runs }: ClaudeJob) =>
    runs.flatMap((run) => {
      const sighting = look(run, job)
      return sighting ? [{ ...sighting, identity: identityOf(workflow.name, job.id, run.use.what) }] : []
    }),
  )
}

export const anyBotAllowed: WorkflowRule = {
  id: 'claude-any-bot-allowed',
  kind: 'workflow',
  title: 'Every bot may start Claude',
  severity: 'high',
  confidence: 'high',
  why: 'Bots are not checked for rights in the repository. On a public repository anybody can make a GitHub App that comments, and so gives Claude its instructions.',
  fix: 'List the bots that may start it by name in `allowed_bots`, or leave the input out.',
  source: security,
  look: (claude) =>
    eachRun(claude, (run) => {
      if (!run.use.action?.checksActor || inputOf(run.use, 'allowed_bots').trim() !== '*') return null
      // Without an event that a stranger's App can cause, only the organization's own bots get here.
      const severity: Severity = run.reach === 'yes' ? 'high' : run.reach === 'perhaps' ? 'medium' : 'low'
      return { place: inputPlace(run, 'allowed_bots', claude.workflow), severity }
    }),
  matches: [workflowSample({ steps: actionStep(["allowed_bots: '*'"]) })],
  misses: [
    workflowSample({ steps: actionStep(["allowed_bots: 'renovate[bot],dependabot[bot]'"]) }),
    workflowSample({ steps: actionStep(["allowed_bots: ''"]) }),
  ],
}

export const nonWriteUsersAllowed: WorkflowRule = {
  id: 'claude-non-write-users-allowed',
  kind: 'workflow',
  title: 'People without write access may start Claude',
  severity: 'high',
  confidence: 'high',
  why: 'The check that keeps strangers from giving Claude instructions is off. What they write can make it use the rights of this job.',
  fix: 'Leave `allowed_non_write_users` out. Where it is needed, give the job no right but the one it needs (for example `issues: write`), name few tools, and pass `github_token: ${{ secrets.GITHUB_TOKEN }}`.',
  source: security,
  look: (claude) =>
    eachRun(claude, (run, job) => {
      if (!run.use.action?.checksActor || inputOf(run.use, 'allowed_non_write_users').trim() === '')
        return null
      const place = inputPlace(run, 'allowed_non_write_users', claude.workflow)
      if (nonWriteUsers(run.use) === 'nobody') {
        return {
          place,
          severity: 'low',
          note: 'Without `github_token` the input has no effect; adding that input would open the workflow.',
        }
      }
      return { place, ...nonWriteGravity(run, graveRights(job, claude.workflow), claude.workflow, job) }
    }),
  matches: [
    workflowSample({
      steps: actionStep(["allowed_non_write_users: '*'", 'github_token: ${{ secrets.GITHUB_TOKEN }}']),
    }),
    workflowSample({ steps: actionStep(['allowed_non_write_users: someone']) }),
  ],
  misses: [
    workflowSample({ steps: actionStep(["allowed_non_write_users: ''"]) }),
    workflowSample({ steps: actionStep() }),
  ],
}

function nonWriteGravity(
  run: ClaudeRun,
  grave: readonly string[] | null,
  workflow: Workflow,
  job: Job,
): { severity: Severity; note: string } {
  const longLived = secretsIn(inputOf(run.use, 'github_token')).find(
    (name) => name.toUpperCase() !== 'GITHUB_TOKEN',
  )
  if (longLived !== undefined) {
    return {
      severity: 'high',
      note: `The token in ${shownNames([longLived])} does not end with the run, so one that leaks stays usable.`,
    }
  }
  if (scrubIsOff(run, job, workflow)) {
    return {
      severity: 'high',
      note: '`CLAUDE_CODE_SUBPROCESS_ENV_SCRUB` is switched off as well, so commands that Claude runs see the secrets.',
    }
  }
  if (grave === null)
    return { severity: 'high', note: 'The rights of the job are not limited with `permissions`.' }
  // What Claude's own sign-in needs; it does not write to the repository.
  if (grave.length === 1 && grave[0] === 'id-token') {
    return {
      severity: 'medium',
      note: 'With `id-token: write` the job can also sign in elsewhere in the name of this workflow.',
    }
  }
  if (grave.length > 0) return { severity: 'high', note: `The job may also write ${shownNames(grave)}.` }
  const everyone = nonWriteUsers(run.use) === 'everyone'
  return {
    severity: everyone ? 'medium' : 'low',
    note: 'The rights of the job are limited, which limits the harm.',
  }
}

function scrubIsOff(run: ClaudeRun, job: Job, workflow: Workflow): boolean {
  return [run.use.step?.env, job.env, workflow.env].some((env) =>
    /^(?:0|false)$/.test(textOf(get(env, 'CLAUDE_CODE_SUBPROCESS_ENV_SCRUB')).trim()),
  )
}

export const actorNotChecked: WorkflowRule = {
  id: 'claude-actor-not-checked',
  kind: 'workflow',
  title: 'Anybody can make Claude run',
  severity: 'high',
  confidence: 'high',
  why: 'The event can be caused by anybody who can see the repository, this way of running Claude does not look at who caused it, and no condition does.',
  fix: 'Use `anthropics/claude-code-action`, which checks for write access, or let the job run only for trusted people: `if: contains(fromJSON(\'["OWNER","MEMBER","COLLABORATOR"]\'), github.event.comment.author_association)`.',
  source: security,
  look: (claude) =>
    eachRun(claude, ({ use, outsiders }) => {
      if (use.form === 'install' || use.checksActor || outsiders === 'no') return null
      const certain = outsiders === 'yes' && use.form !== 'credential' && use.form !== 'reusable-workflow'
      return {
        place: claude.workflow.document.place(use.range),
        ...(certain ? {} : { severity: 'medium' as const, confidence: 'low' as const }),
        note: certain
          ? `Started by ${shownNames(claude.events)}.`
          : 'Something that this file does not show may check the person; make sure that it does.',
      }
    }),
  matches: [
    workflowSample({ steps: actionStep([], baseAction) }),
    workflowSample({ on: ['issues:', '  types: [opened]'], steps: ['- run: claude -p "Sort this issue"'] }),
    workflowSample({
      job: ["if: github.actor != 'dependabot[bot]'"],
      steps: ['- run: npx @anthropic-ai/claude-code -p hi'],
    }),
  ],
  misses: [
    workflowSample({ steps: actionStep() }),
    workflowSample({ job: [memberGuard], steps: actionStep([], baseAction) }),
    workflowSample({ on: onSchedule, steps: actionStep([], baseAction) }),
    workflowSample({ on: ['issues:', '  types: [labeled]'], steps: ['- run: claude -p "Sort this issue"'] }),
  ],
}

export const baseActionOnOutsideEvent: WorkflowRule = {
  id: 'claude-base-action-outside-event',
  kind: 'workflow',
  title: 'Claude base action on events from outside',
  severity: 'medium',
  confidence: 'high',
  why: 'The base action runs Claude on whatever is in the working directory: it neither checks who started it nor takes `.claude/` and `.mcp.json` from the base branch.',
  fix: 'Use `anthropics/claude-code-action` where issues, comments or pull requests start the workflow.',
  source: {
    url: 'https://github.com/anthropics/claude-code-action/blob/main/base-action/README.md#trust-model',
    checked: 'read',
  },
  look: (claude) =>
    eachRun(claude, ({ use, outsiders }) => {
      // Where nothing checks the person, `claude-actor-not-checked` says so already.
      if (use.form !== 'base-action' || outsiders === 'yes') return null
      const outside = claude.events.filter((event) =>
        /^(?:pull_request|issue|discussion|workflow_run)/.test(event),
      )
      if (outside.length === 0) return null
      // A pull request from a fork gets no secrets, so only people who can push here are left.
      const mild = outside.every((event) => event === 'pull_request')
      const place = claude.workflow.document.place(use.range)
      return { place, severity: mild ? 'low' : 'medium', note: `Started by ${shownNames(outside)}.` }
    }),
  matches: [
    workflowSample({ job: [memberGuard], steps: actionStep([], baseAction) }),
    workflowSample({ on: ['pull_request:'], steps: actionStep([], baseAction) }),
  ],
  misses: [
    workflowSample({ on: onSchedule, steps: actionStep([], baseAction) }),
    workflowSample({ on: onTarget, steps: actionStep() }),
  ],
}
