import type { ListedWorkflow } from '../../github.ts'
import type { NewMadeThing } from '../../leaving/made-thing.ts'
import { withoutPermission } from '../../secrets/secret-steps.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'
import { whileRoom } from '../while-room.ts'

type Kind = 'disable-workflow' | 'enable-workflow'
interface Work {
  readonly effect: EffectOf<Kind>
  readonly context: HandlerContext
  /** Without the owner, as it is called now. */
  readonly repository: string
}

/** Switches workflows off that run an assistant, and ends what they run. */
export const disableWorkflow: Handler<'disable-workflow'> = (effects, context) =>
  each(effects, context, switchOff)

/** Switches on again what Gatehouse switched off. */
export const enableWorkflow: Handler<'enable-workflow'> = (effects, context) =>
  each(effects, context, switchOn)

async function each(
  effects: readonly EffectOf<Kind>[],
  context: HandlerContext,
  make: (work: Work) => Promise<Applied | undefined>,
): Promise<ReadonlyMap<string, Applied>> {
  const results = new Map<string, Applied>()
  await whileRoom(effects, context, async (effect) => {
    const snapshot = await context.github.readSnapshot(effect.action.githubId)
    if (!snapshot) return context.gone(effect)
    const mayWrite = context.organization.installation.permissions['actions'] === 'write'
    const applied = mayWrite
      ? await make({ effect, context, repository: snapshot.name })
      : ({
          state: 'manual',
          problem: withoutPermission('actions: write', byHand[effect.action.kind]),
        } as const)
    if (applied) results.set(effect.id, applied)
  })
  return results
}

async function switchOff(work: Work): Promise<Applied | undefined> {
  const { effect, context, repository } = work
  const { workflow } = effect.action
  const { workflows } = context.writer
  const before = await workflows.read(repository, workflow)
  if (!before.known) return { state: 'manual', problem: before.why }
  if (before.value === null) return { state: 'already-so', problem: 'it is not there any more' }
  if (!before.value.isActive) {
    // A person's doing, unless a process of ours has tried it and did not live to see the answer.
    if (effect.attempts === 0) return { state: 'already-so' }
    await workflows.cancelRuns(repository, workflow)
    return { state: 'applied' }
  }
  if ((await context.attempt([effect])).length === 0) return undefined
  // Before it is done: what is not remembered as ours would never be switched on again.
  await context.records.note((recorder) => recorder.made(thingOf(work), context.now()))
  const answer = await workflows.disable(repository, workflow)
  if (!answer.known) {
    await forget(work)
    return { state: 'manual', problem: `${answer.why}; ${byHand['disable-workflow']}` }
  }
  const after = await workflows.read(repository, workflow)
  // Looked at again later: it stays planned.
  if (!after.known) return undefined
  if (isOn(after.value)) return { state: 'failed', problem: notSo }
  await workflows.cancelRuns(repository, workflow)
  return { state: 'applied' }
}

async function switchOn(work: Work): Promise<Applied | undefined> {
  const { effect, context, repository } = work
  const { workflow } = effect.action
  const { workflows } = context.writer
  const before = await workflows.read(repository, workflow)
  if (!before.known) return { state: 'manual', problem: before.why }
  // Somebody switched it on already, deleted it, or GitHub switched it off for a reason of its own.
  if (before.value?.isSwitchedOff !== true) {
    await forget(work)
    return { state: effect.attempts > 0 ? 'applied' : 'already-so' }
  }
  if ((await context.attempt([effect])).length === 0) return undefined
  const answer = await workflows.enable(repository, workflow)
  if (!answer.known) return { state: 'manual', problem: `${answer.why}; ${byHand['enable-workflow']}` }
  const after = await workflows.read(repository, workflow)
  if (!after.known) return undefined
  if (after.value !== null && !after.value.isActive) return { state: 'failed', problem: notSo }
  await forget(work)
  return { state: 'applied' }
}

const isOn = (workflow: ListedWorkflow | null): boolean => workflow?.isActive === true

/** It is not ours to look after any more. */
const forget = (work: Work): Promise<boolean> =>
  work.context.records.note((recorder) => recorder.unmade(thingOf(work), work.context.now()))

const thingOf = ({ effect, context }: Work): NewMadeThing => ({
  organization: context.organization.id,
  repository: effect.repository,
  kind: 'workflow',
  reference: String(effect.action.workflow),
  details: { wasActive: true },
})

const byHand: Readonly<Record<Kind, string>> = {
  'disable-workflow':
    'disable it by hand: the repository, Actions, the workflow, the menu with three dots, Disable workflow',
  'enable-workflow': 'enable it by hand: the repository, Actions, the workflow, Enable workflow',
}

const notSo = 'GitHub took the change, and shows the workflow as it was'
