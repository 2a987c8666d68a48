import type { Confidence, Severity } from '../../../../engine/rule.ts'
import { get, isTrue, scalar, textOf } from '../../../documents/document.ts'
import { shownName } from '../../../documents/shown-name.ts'
import type { Sighting } from '../../../documents/sighting.ts'
import { expressionSightings, scriptIn } from '../../../workflows/expression-sightings.ts'
import { expressionsIn, freeTextIn, outcomesOf } from '../../../workflows/expressions.ts'
import { type Job, type Step, type Workflow, actionReference } from '../../../workflows/workflow.ts'
import { actionStep, memberGuard, onTarget, workflowSample } from '../../../workflows/workflow-sample.ts'
import { papersFor } from '../../papers.ts'
import type { WorkflowCodeRule, WorkflowSubject } from '../delivery-rule.ts'
import { actionSample } from './action-sample.ts'
import { moveToEnvironment } from './move-to-environment.ts'

/** A text that somebody else chooses, and how it gets into the script. */
interface Origin {
  /** In lower case. */
  readonly name: string
  readonly how: 'event' | 'input' | 'file-names'
  /** The variable that holds it, where the script does not name it itself. */
  readonly through?: string
}

interface Gravity {
  readonly severity: Severity
  readonly confidence: Confidence
  readonly note: string
}

export const scriptInjection: WorkflowCodeRule = {
  ...papersFor(
    'github-actions',
    'script-injection',
    'https://docs.github.com/en/actions/concepts/security/script-injections',
    'read',
  ),
  yieldsTo: 'claude-job-script-injection',
  look: (subject) =>
    subject.workflow.jobs.flatMap((job) => job.steps.flatMap((step) => inStep(subject, job, step))),
  matches: [
    workflowSample({ on: ['issues:'], steps: ['- run: echo "${{ github.event.issue.title }}"'] }),
    workflowSample({
      on: ['pull_request:'],
      steps: ['- run: git checkout ${{ github.head_ref || github.ref_name }}'],
    }),
    workflowSample({
      on: onTarget,
      steps: [
        '- uses: actions/github-script@v8',
        '  with:',
        '    script: |',
        '      console.log("${{ github.event.pull_request.body }}")',
      ],
    }),
    // A variable that is put in by GitHub and not by the shell is no better than the value.
    workflowSample({
      on: ['issues:'],
      steps: ['- run: echo "${{ env.TITLE }}"', '  env:', '    TITLE: ${{ github.event.issue.title }}'],
    }),
    workflowSample({
      on: ['push:'],
      steps: ['- run: |', '    echo "${{ github.event.head_commit.message }}" > message'],
    }),
    actionSample(['- shell: bash', '  run: echo "${{ github.event.comment.body }}"']),
    actionSample(['- shell: bash', '  run: echo "${{ inputs.title }}"'], ['title']),
    workflowSample({
      on: ['pull_request:'],
      steps: [
        '- uses: tj-actions/changed-files@v40',
        '  id: changed',
        '- run: lint ${{ steps.changed.outputs.all_changed_files }}',
      ],
    }),
  ],
  misses: [
    workflowSample({
      on: ['issues:'],
      steps: ['- run: echo "$TITLE"', '  env:', '    TITLE: ${{ github.event.issue.title }}'],
    }),
    workflowSample({ on: ['issues:'], steps: ['- run: echo ${{ github.event.issue.number }}'] }),
    // Yes or no, or one of two fixed words, whatever the text is.
    workflowSample({
      on: ['pull_request:'],
      steps: [
        "- run: echo ${{ startsWith(github.head_ref, 'release/') }}",
        "- run: echo ${{ github.head_ref == 'main' && 'yes' || 'no' }}",
        "- run: echo ${{ github.head_ref && 'branch' || 'none' }}",
      ],
    }),
    workflowSample({
      on: ['issues:'],
      steps: ['- uses: someone/labels@v1', '  with:', '    title: ${{ github.event.issue.title }}'],
    }),
    actionSample(['- shell: bash', '  run: make ${{ inputs.jobs }}'], ['jobs']),
    // The rule about Claude says it.
    workflowSample({
      job: [memberGuard],
      steps: ['- run: echo "${{ github.event.comment.body }}"', ...actionStep()],
    }),
  ],
}

function inStep(subject: WorkflowSubject, job: Job, step: Step): readonly Sighting[] {
  const script = scriptIn(step)
  if (script === null) return []
  const { workflow } = subject
  const origins = expressionsIn(script.text).filter(
    ({ inside }) => originOf(workflow, job, step, inside) !== null,
  )
  return expressionSightings(workflow, job, script, (inside, expression) => {
    const origin = originOf(workflow, job, step, inside)
    if (origin === null) return null
    // Two changes of one step would each bring an `env:`.
    const edits =
      origins.length === 1 && step.run === script
        ? moveToEnvironment(workflow, job, step, expression)
        : undefined
    return {
      ...withCertainty(gravityOf(subject, job, step, origin), step),
      excerpt: excerptOf(expression.whole),
      ...(edits && { edits }),
    }
  })
}

/** What an action that is not known does with its `script` is not to be seen. */
const runsScript = /^(?:actions\/github-script|appleboy\/ssh-action)$/

function withCertainty(gravity: Gravity, { run, uses }: Step): Gravity {
  const reference = uses && actionReference(uses.text)
  const isCertain = run !== null || (reference !== null && runsScript.test(reference.repository))
  return isCertain || gravity.confidence !== 'high' ? gravity : { ...gravity, confidence: 'medium' }
}

const excerptOf = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 160)

/** What in an expression somebody else chooses; null where nothing is. */
function originOf(workflow: Workflow, job: Job, step: Step, inside: string): Origin | null {
  const name = freeTextIn(inside)
  if (name !== null) return { name, how: 'event' }
  for (const outcome of outcomesOf(inside)) {
    const origin =
      throughVariable(workflow, job, step, outcome) ??
      fromInput(workflow, outcome) ??
      fromFileNames(job, outcome)
    if (origin !== null) return origin
  }
  return null
}

function throughVariable(workflow: Workflow, job: Job, step: Step, outcome: string): Origin | null {
  const variable = /^env\.(\w+)$/.exec(outcome)?.[1]
  if (variable === undefined) return null
  for (const env of [step.env, job.env, workflow.env]) {
    const set = env?.entries.findLast(({ key }) => key.toLowerCase() === variable)
    if (set === undefined) continue
    const name = expressionsIn(textOf(set.value))
      .map(({ inside }) => freeTextIn(inside))
      .find((one) => one !== null)
    return name === undefined || name === null ? null : { name, how: 'event', through: set.key }
  }
  return null
}

/** Inputs whose name says that people's words go in; of others a caller hardly ever takes from an event. */
const wordsOfPeople = /(?:^|[-_])(?:title|body|message|comment|description|branch|head[-_]ref)$/

/** What is handed to a composite action or a workflow that others call. Who starts a run by hand may write here anyway. */
function fromInput(workflow: Workflow, outcome: string): Origin | null {
  const name = /^inputs\.([\w-]+)$/.exec(outcome)?.[1]
  if (name === undefined || !wordsOfPeople.test(name)) return null
  const isCalled =
    workflow.kind === 'action' || workflow.triggers.some(({ event }) => event === 'workflow_call')
  return isCalled ? { name: outcome, how: 'input' } : null
}

/** Names of files, which the author of a pull request chooses, out of an action that lists what changed. */
function fromFileNames(job: Job, outcome: string): Origin | null {
  const [, id, output] = /^steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(outcome) ?? []
  if (id === undefined || output === undefined) return null
  if (!/files|added|modified|deleted|renamed/.test(output) || /any_|only_|count/.test(output)) return null
  const lister = job.steps.find(({ node }) => textOf(get(node, 'id')).toLowerCase() === id)
  const reference = lister?.uses && actionReference(lister.uses.text)
  if (
    !lister ||
    !reference ||
    !/\/(?:get-)?(?:changed-files|file-changes-action)$/.test(reference.repository)
  )
    return null
  // Characters that mean something to a shell are escaped where this is not switched off.
  const safe = scalar(get(lister.with, 'safe_output'))
  const isOld = /^v?(?:[1-9]|[1-3]\d|40)(?:\.|$)/.test(reference.ref)
  const escapes =
    reference.repository === 'tj-actions/changed-files' && !isOld && (safe === null || isTrue(safe))
  return escapes ? null : { name: outcome, how: 'file-names' }
}

function gravityOf(
  { workflow, events, reach }: WorkflowSubject,
  job: Job,
  step: Step,
  origin: Origin,
): Gravity {
  const what = shownName(origin.name)
  const held = origin.through === undefined ? what : `${shownName(origin.through)} holds ${what}, which`
  const who = `${held} is chosen by whoever causes the event`
  if (origin.how === 'input')
    return {
      severity: 'low',
      confidence: 'low',
      note: `${what} is whatever the caller hands over, which may be from an event.`,
    }
  if (origin.how === 'file-names')
    return {
      severity: 'medium',
      confidence: 'medium',
      note: `${what} are names of files, which the author of a pull request chooses.`,
    }
  if (workflow.kind === 'action')
    return { severity: 'medium', confidence: 'high', note: `${who}, wherever this action is used.` }
  switch (reach(job, step)) {
    case 'yes':
      return { severity: 'high', confidence: 'high', note: `${who}; anybody can, and the run has secrets.` }
    case 'perhaps':
      return {
        severity: 'medium',
        confidence: 'high',
        note: `${who}; something that this file does not show may keep strangers out.`,
      }
    case 'no':
  }
  if (events.includes('pull_request'))
    return {
      severity: 'medium',
      confidence: 'high',
      note: `${who}. A run for a fork has no secrets, one for a branch of this repository has.`,
    }
  if (events.includes('workflow_call') || workflow.triggers.length === 0)
    return {
      severity: 'medium',
      confidence: 'medium',
      note: `${who} that started the workflow which calls this one.`,
    }
  if (events.includes('push') && /\.(?:commits\b|head_commit\.)/.test(origin.name))
    return {
      severity: 'medium',
      confidence: 'medium',
      note: `${what} is written by whoever made the commit, who need not be the one who merged it.`,
    }
  if (events.some((event) => /^(?:issue|pull_request|discussion|workflow_run)/.test(event)))
    return {
      severity: 'medium',
      confidence: 'medium',
      note: `Only trusted people start it, but ${what} may be somebody else’s.`,
    }
  return { severity: 'low', confidence: 'low', note: `None of the events that start it fills ${what}.` }
}
