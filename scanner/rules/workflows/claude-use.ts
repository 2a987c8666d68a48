import type { AssistantAction } from '../../assistants/assistant.ts'
import { claude } from '../../assistants/claude.ts'
import { entries, type Entry, type MapNode, type Range, type ScalarNode } from '../documents/document.ts'
import { within } from '../documents/places.ts'
import type { ClaudeCommand } from './claude-command.ts'
import { claudeCommands } from './claude-commands.ts'
import { secretIn, secretsIn } from './expressions.ts'
import { type ActionReference, actionReference, type Job, type Step, type Workflow } from './workflow.ts'

/** How a workflow runs Claude. */
export type ClaudeForm =
  | 'action'
  | 'base-action'
  | 'review-action'
  | 'command'
  | 'install'
  | 'sdk'
  | 'local-action'
  | 'reusable-workflow'
  | 'credential'

/** One place in a job where Claude runs, or is handed what it needs to run. */
export interface ClaudeUse {
  readonly form: ClaudeForm
  readonly step: Step | null
  /** Where it is: the `uses:` value, the command, or the name of the credential. */
  readonly range: Range
  /** For people: `anthropics/claude-code-action`, `the command claude`. */
  readonly what: string
  readonly confidence: 'low' | 'medium' | 'high'
  /** Whether it refuses people without write access by itself. */
  readonly checksActor: boolean
  /** Set for actions. */
  readonly action: AssistantAction | null
  readonly reference: ActionReference | null
  /** Set for commands. */
  readonly command: ClaudeCommand | null
}

/**
 * Answers whether a path like `./.github/actions/review` runs Claude, and if it does, whether each way in which it does checks
 * who started it. null: it does not run Claude, as far as is known; for one file alone nothing is known of others.
 */
export type RunsClaude = (localPath: string) => { readonly checksActor: boolean } | null

const proving = claude.variables.filter((variable) => variable.weight === 'proves')
const provingNames = new Set(proving.map((variable) => variable.name))
const provingSecrets = new Set(
  proving.filter((variable) => variable.kind === 'secret').map((variable) => variable.name),
)

/**
 * Finds everything in a job that runs Claude. A credential alone counts only where nothing clearer is found.
 * @returns a function for each job of the workflow
 */
export function claudeFinder(workflow: Workflow, runsClaude: RunsClaude): (job: Job) => readonly ClaudeUse[] {
  // A workflow's `env` reaches every job.
  const inherited = credentialIn(null, workflow.env)
  return (job) => {
    const steps = job.steps.flatMap((step) => usesOfStep(step, workflow, runsClaude))
    const clear = [...callsOf(job, runsClaude), ...steps]
    if (clear.some((use) => use.form !== 'install')) return clear
    const credential = first(job.steps, credentialOfStep) ?? credentialIn(null, job.env)
    return [...clear, ...(credential ?? (job.steps.length > 0 ? inherited : null) ?? [])]
  }
}

function first<Item, Result>(list: readonly Item[], look: (item: Item) => Result | null): Result | null {
  for (const item of list) {
    const result = look(item)
    if (result !== null) return result
  }
  return null
}

function usesOfStep(step: Step, workflow: Workflow, runsClaude: RunsClaude): readonly ClaudeUse[] {
  if (step.uses) return actionUse(step, step.uses, runsClaude)
  return step.run ? commandUses(step, step.run, workflow) : []
}

function actionUse(step: Step, uses: ScalarNode, runsClaude: RunsClaude): readonly ClaudeUse[] {
  const base = { step, range: uses, confidence: 'high' as const, command: null }
  const local = uses.text.startsWith('./') ? runsClaude(uses.text) : null
  if (local) {
    return [
      {
        ...base,
        form: 'local-action',
        what: 'a local action that runs Claude',
        checksActor: local.checksActor,
        action: null,
        reference: null,
      },
    ]
  }
  const reference = actionReference(uses.text)
  const action = reference && claude.actions.find((known) => isAction(known, reference))
  if (!action) return asksForOpinion(step) ? [{ ...base, ...opinion, reference }] : []
  const what = action.folder ? `${action.repository}/${action.folder}` : action.repository
  return [{ ...base, form: action.form, what, checksActor: action.checksActor, action, reference }]
}

/** Our own Action, whoever's copy it is: it sends a change to Claude, gives it no tools, and a stranger's change cannot start it. */
const opinion = {
  form: 'review-action',
  what: "Gatehouse's second opinion by Claude",
  checksActor: true,
  action: null,
} as const

/** By the inputs, which are named in action.yml. */
const asksForOpinion = (step: Step): boolean =>
  entries(step.with).some(({ key, value }) => {
    const text = value.kind === 'scalar' ? value.text.trim() : ''
    if (key === 'anthropic-api-key') return text !== ''
    return key === 'claude-through' && text !== '' && text !== 'anthropic'
  })

const isAction = (known: AssistantAction, reference: ActionReference): boolean =>
  known.repository === reference.repository && (known.folder ?? '') === reference.folder.toLowerCase()

function commandUses(step: Step, run: ScalarNode, workflow: Workflow): readonly ClaudeUse[] {
  return claudeCommands(run.text).map((command) => ({
    form: command.form,
    step,
    range: within(workflow.document, run, command.evidence, command.at),
    what: command.what,
    confidence: 'high' as const,
    checksActor: false,
    action: null,
    reference: null,
    command,
  }))
}

/** A reusable workflow that is called: ours, when it runs Claude; somebody else's, when it is handed Claude's credentials. */
function callsOf(job: Job, runsClaude: RunsClaude): readonly ClaudeUse[] {
  if (!job.uses) return []
  const base = {
    form: 'reusable-workflow' as const,
    step: null,
    range: job.uses,
    action: null,
    command: null,
  }
  if (job.uses.text.startsWith('./')) {
    const what = 'a workflow of this repository that runs Claude'
    // Who starts it is judged where Claude runs, in the called workflow, which then also has the events of its callers.
    const runs = runsClaude(job.uses.text) !== null
    return runs ? [{ ...base, what, confidence: 'high', checksActor: true, reference: null }] : []
  }
  const handed = entries(job.secrets).some(
    ({ key, value }) =>
      provingSecrets.has(key.toUpperCase()) || namesSecret(value.kind === 'scalar' ? value.text : ''),
  )
  const what = 'a reusable workflow that is given a credential of Claude'
  const reference = actionReference(job.uses.text)
  return handed ? [{ ...base, what, confidence: 'medium', checksActor: false, reference }] : []
}

const namesSecret = (text: string): boolean =>
  secretsIn(text).some((name) => provingSecrets.has(name.toUpperCase()))

const credentialOfStep = (step: Step): readonly ClaudeUse[] | null =>
  credentialIn(step, step.env) ?? credentialIn(step, step.with)

function credentialIn(step: Step | null, values: MapNode | null): readonly ClaudeUse[] | null {
  const found = values?.entries.find(isCredential)
  if (!found) return null
  const name = provingNames.has(found.key) ? found.key : (secretIn(textIn(found)) ?? '').toUpperCase()
  const what = `a step that is given \`${name}\``
  return [
    {
      form: 'credential',
      step,
      range: found.keyRange,
      what,
      confidence: 'medium',
      checksActor: false,
      action: null,
      reference: null,
      command: null,
    },
  ]
}

const textIn = (entry: Entry): string => (entry.value.kind === 'scalar' ? entry.value.text : '')

const isCredential = (entry: Entry): boolean =>
  (provingNames.has(entry.key) && textIn(entry) !== '') || namesSecret(textIn(entry))
