import {
  type InstallationState,
  mostInOneCall,
  type NamedRepository,
  WriteRefused,
} from '../../github-writes.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'
import type { OpenSwitch } from '../open-switch.ts'
import { type Disconnect, isDisconnectOf } from '../plan-switches.ts'
import { askForQuarantine } from './ask-for-quarantine.ts'
import { finishSwitch } from './finish-switch.ts'
import { intendedEvent } from './switch-events.ts'

type Results = ReadonlyMap<string, Applied>
type Select = EffectOf<'select'>

/** It stays planned, and is tried again. */
const notNow: Results = new Map()

/**
 * Switches assistants' Apps from all repositories to those that stay: everything that GitHub lists, except what is to be taken and may
 * be taken now. GitHub takes fifty names in that call. So what stays is written down before, and the rest of it is added at once; whoever
 * finds a switch that is not over, after a death at any point, goes on with it.
 */
export const select: Handler<'select'> = async (effects, context) => {
  const results = new Map<string, Applied>()
  for (const effect of effects)
    for (const [id, applied] of await switchOne(effect, context)) results.set(id, applied)
  return results
}

async function switchOne(effect: Select, context: HandlerContext): Promise<Results> {
  const { writer, records, organization } = context
  const { installation } = effect.action
  const before = await writer.installations.read(installation)
  const open = await records.openSwitches(organization.id)
  const begun = open.find((one) => one.effect === effect.id)
  if (!before.known)
    return begun ? notNow : manual(effect, `${before.why}. ${stepsFor(effect, context)}`, context)
  if (before.value.selection === 'all') return begin(effect, begun, before.value, context)
  if (begun) return finishSwitch(effect, context)
  const { repositories } = before.value
  context.afterwards((recorder) =>
    recorder.installation(organization.id, installation, {
      selection: 'selected',
      repositories: new Set(repositories.map(({ githubId }) => githubId)),
    }),
  )
  return new Map([[effect.id, { state: 'already-so' }]])
}

/** With what it would take: that waits for the same person. */
function manual({ id, action }: Select, problem: string, { passed }: HandlerContext): Results {
  const waiting = passed.filter(isDisconnectOf(action.installation))
  return new Map<string, Applied>([
    [id, { state: 'manual', problem }],
    ...waiting.map((one) => [one.id, { state: 'manual', problem: onAll }] as const),
  ])
}

const onAll = 'the App is installed on all repositories, and has to be switched to selected ones first'

/** What a person does where GitHub lets nobody of ours. */
function stepsFor({ action }: Select, { open }: HandlerContext): string {
  const count = open.filter(isDisconnectOf(action.installation)).length
  const what = `${count} ${count === 1 ? 'repository' : 'repositories'}`
  return `A person has to switch it: in the settings of the organization, GitHub Apps, configure the installation ${action.installation}, choose "Only select repositories", and select all that it is to keep, which is every repository but the ${what} that \`gatehouse plan --all\` names. It is looked at again until it was done`
}

/** @param begun what was written down before; nothing of it was made, or somebody has undone it */
async function begin(
  effect: Select,
  begun: OpenSwitch | undefined,
  { repositories }: InstallationState,
  context: HandlerContext,
): Promise<Results> {
  const { installation } = effect.action
  const { installations } = context.writer
  if (installations.means !== 'enterprise-app')
    return manual(
      effect,
      `GitHub lets only an App of the enterprise switch an App. ${stepsFor(effect, context)}`,
      context,
    )
  const listed = new Set(repositories.map(({ githubId }) => githubId))
  const takable = context.passed
    .filter(isDisconnectOf(installation))
    .filter(({ action }) => listed.has(action.githubId))
  if (takable.length === 0) {
    if (begun) await context.records.note((recorder) => recorder.switchDropped(effect.id))
    return notNow
  }
  if (takable.length === listed.size)
    return (await askForQuarantine(effect.action, context)) ? notNow : manual(effect, nothingLeft, context)
  const first = await writeIntent(effect, takable, repositories, context)
  if (first === undefined) return notNow
  try {
    await installations.selectOnly(installation, first)
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error
    await context.records.note((recorder) => recorder.switchDropped(effect.id))
    return manual(effect, `${error.message}. ${stepsFor(effect, context)}`, context)
  }
  return finishSwitch(effect, context)
}

/**
 * Records an attempt of everything that the switch makes, and then what it leaves.
 * @returns those that stay and that the call names; undefined: nothing is to be taken any more
 */
async function writeIntent(
  effect: Select,
  takable: readonly Disconnect[],
  repositories: readonly NamedRepository[],
  { attempt, records, now }: HandlerContext,
): Promise<readonly NamedRepository[] | undefined> {
  const wanted = new Set((await attempt([effect, ...takable])).map(({ id }) => id))
  const taken = takable.filter(({ id }) => wanted.has(id))
  if (!wanted.has(effect.id) || taken.length === 0) return undefined
  const gone = new Set(taken.map(({ action }) => action.githubId))
  const kept = repositories.filter(({ githubId }) => !gone.has(githubId))
  const intent = {
    effect: effect.id,
    organization: effect.organization,
    installation: effect.action.installation,
    kept: kept.map(({ githubId }) => githubId),
    first: kept.slice(0, mostInOneCall),
    taken: taken.map(({ id }) => id),
  }
  await records.note(async (recorder) => {
    const at = now()
    await recorder.switchIntended(intent, at)
    await recorder.audit(effect.organization, at, [intendedEvent(intent)])
  })
  return intent.first
}

const nothingLeft =
  'GitHub does not let an App be without a repository, and all that it has is to be taken; switch on `changes.quarantine` in the policy, or uninstall the App'
