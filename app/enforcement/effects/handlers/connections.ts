import { type InstallationState, mostInOneCall, WriteRefused } from '../../github-writes.ts'
import { WritesSpent } from '../../writes-spent.ts'
import type { Applied, Handler, HandlerContext } from '../handler.ts'
import { askForQuarantine } from './ask-for-quarantine.ts'
import { correctNames } from './correct-names.ts'
import { connectable, type Connection, removable, type Sending } from './sendable.ts'

/** Gives repositories to assistants' installations. */
export const connect: Handler<'connect'> = (effects, context) => change(effects, context, 'connect')

/** Takes repositories from assistants' installations. */
export const disconnect: Handler<'disconnect'> = (effects, context) => change(effects, context, 'disconnect')

type Kind = Connection['action']['kind']

async function change(
  effects: readonly Connection[],
  context: HandlerContext,
  kind: Kind,
): Promise<ReadonlyMap<string, Applied>> {
  const results = new Map<string, Applied>()
  const installations = new Set(effects.map(({ action }) => action.installation))
  for (const installation of installations) {
    const own = effects.filter(({ action }) => action.installation === installation)
    for (const [id, result] of await changeInstallation(installation, own, context, kind))
      results.set(id, result)
  }
  return results
}

async function changeInstallation(
  installation: number,
  effects: readonly Connection[],
  context: HandlerContext,
  kind: Kind,
): Promise<ReadonlyMap<string, Applied>> {
  const { installations } = context.writer
  const all = (applied: Applied): ReadonlyMap<string, Applied> =>
    new Map(effects.map(({ id }) => [id, applied]))
  const before = await installations.read(installation)
  if (!before.known) return all({ state: 'manual', problem: before.why })
  if (before.value.selection === 'all')
    return kind === 'disconnect' && isToBeSwitched(installation, context) ? new Map() : all(onAll[kind])
  const isSo = (state: InstallationState, { action }: Connection): boolean =>
    state.repositories.some(({ githubId }) => githubId === action.githubId) === (kind === 'connect')
  const results = new Map<string, Applied>()
  // What was tried before, by a process that did not live to see the answer, is taken for our own doing.
  for (const one of effects)
    if (isSo(before.value, one)) results.set(one.id, { state: one.attempts > 0 ? 'applied' : 'already-so' })
  const missing = effects.filter(({ id }) => !results.has(id))
  const { sendable, refused } =
    kind === 'connect' ? await connectable(missing, context) : removable(missing, before.value)
  for (const one of refused) if (!(await askForQuarantine(one.action, context))) results.set(one.id, lastOne)
  const { sent, spent } = await send(installation, sendable, context, kind, results)
  if (spent) context.putOff(spent)
  const found =
    results.size === effects.length && sent.length === 0 ? before : await installations.read(installation)
  if (!found.known) return results
  const names = sent.map(({ repository }) => repository)
  const after = await correctNames(
    { installation, kind, before: before.value, after: found.value, sent: names },
    context,
  )
  for (const { effect } of sent)
    if (isSo(after.state, effect)) results.set(effect.id, { state: 'applied' })
    // By a name that it had not any more: it stays planned, and goes by its new one.
    else if (!after.isCorrected && !spent) results.set(effect.id, { state: 'failed', problem: notSo })
  // What was read now is what is known from now on: the next decision must not rest on what was.
  context.afterwards((recorder) =>
    recorder.installation(context.organization.id, installation, {
      selection: after.state.selection,
      repositories: new Set(after.state.repositories.map(({ githubId }) => githubId)),
    }),
  )
  return results
}

interface Sent {
  readonly sent: readonly Sending[]
  /** Set where as much was written as may be, before all was sent. */
  readonly spent?: WritesSpent
}

/** @returns what was sent; what GitHub refuses is among the results */
async function send(
  installation: number,
  sendable: readonly Sending[],
  { writer: { installations }, attempt }: HandlerContext,
  kind: Kind,
  results: Map<string, Applied>,
): Promise<Sent> {
  const sent: Sending[] = []
  for (let from = 0; from < sendable.length; from += mostInOneCall) {
    const planned = sendable.slice(from, from + mostInOneCall)
    // Call by call: what is not wanted any more by then is not sent.
    const wanted = new Set((await attempt(planned.map(({ effect }) => effect))).map(({ id }) => id))
    const batch = planned.filter(({ effect }) => wanted.has(effect.id))
    if (batch.length === 0) continue
    const repositories = batch.map(({ repository }) => repository)
    try {
      await (kind === 'connect'
        ? installations.add(installation, repositories)
        : installations.remove(installation, repositories))
      sent.push(...batch)
    } catch (error) {
      // With a token each repository is a request of its own, and a minute may end between two.
      if (error instanceof WritesSpent) return { sent: [...sent, ...batch], spent: error }
      if (!(error instanceof WriteRefused)) throw error
      for (const { effect } of batch) results.set(effect.id, { state: 'manual', problem: error.message })
    }
  }
  return { sent }
}

/** Whether a switch to selected repositories is about to take it: then no person has to. */
const isToBeSwitched = (installation: number, { open }: HandlerContext): boolean =>
  open.some(
    ({ action, state }) =>
      action.kind === 'select' && action.installation === installation && state !== 'manual',
  )

const notSo = 'GitHub took the change, and shows the installation as it was'
const onAll: Readonly<Record<Kind, Applied>> = {
  connect: { state: 'already-so' },
  disconnect: {
    state: 'manual',
    problem: 'the App is installed on all repositories, so single ones cannot be taken from it',
  },
}
const lastOne: Applied = {
  state: 'manual',
  problem:
    'GitHub does not let an installation lose its last repository; uninstall the App, or give it an empty repository first, which `changes.quarantine` in the policy does',
}
