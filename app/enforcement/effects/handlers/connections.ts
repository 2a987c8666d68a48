import type { InstallationState, NamedRepository } from '../../github-writes.ts'
import { mostInOneCall } from '../../github-writes.ts'
import { WritesSpent } from '../../writes-spent.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'

type Connection = EffectOf<'connect'> | EffectOf<'disconnect'>

/** Gives repositories to assistants' installations. */
export const connect: Handler<'connect'> = (effects, context) => change(effects, context, 'connect')

/** Takes repositories from assistants' installations. */
export const disconnect: Handler<'disconnect'> = (effects, context) => change(effects, context, 'disconnect')

async function change(
  effects: readonly Connection[],
  context: HandlerContext,
  kind: 'connect' | 'disconnect',
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
  kind: 'connect' | 'disconnect',
): Promise<ReadonlyMap<string, Applied>> {
  const { installations } = context.writer
  const all = (applied: Applied): ReadonlyMap<string, Applied> =>
    new Map(effects.map(({ id }) => [id, applied]))
  const before = await installations.read(installation)
  if (!before.known) return all({ state: 'manual', problem: before.why })
  if (before.value.selection === 'all') return all(onAll[kind])
  const isSo = (state: InstallationState, { action }: Connection): boolean =>
    state.repositories.some(({ githubId }) => githubId === action.githubId) === (kind === 'connect')
  const results = new Map<string, Applied>()
  // What was tried before, by a process that did not live to see the answer, is taken for our own doing.
  for (const one of effects)
    if (isSo(before.value, one)) results.set(one.id, { state: one.attempts > 0 ? 'applied' : 'already-so' })
  const missing = effects.filter(({ id }) => !results.has(id))
  const { sendable, refused } =
    kind === 'connect' ? await connectable(missing, context) : removable(missing, before.value)
  for (const { id } of refused) results.set(id, lastOne)
  const sent: (typeof sendable)[number][] = []
  let spent: WritesSpent | undefined
  for (let from = 0; from < sendable.length; from += mostInOneCall) {
    const planned = sendable.slice(from, from + mostInOneCall)
    // Call by call: what is not wanted any more by then is not sent.
    const wanted = new Set((await context.attempt(planned.map(({ effect }) => effect))).map(({ id }) => id))
    const batch = planned.filter(({ effect }) => wanted.has(effect.id))
    if (batch.length === 0) continue
    const repositories = batch.map(({ repository }) => repository)
    sent.push(...batch)
    spent = await untilSpent(() =>
      kind === 'connect'
        ? installations.add(installation, repositories)
        : installations.remove(installation, repositories),
    )
    if (spent) break
  }
  const after = results.size === effects.length ? before : await installations.read(installation)
  if (!after.known) return results
  for (const { effect } of sent)
    if (isSo(after.value, effect)) results.set(effect.id, { state: 'applied' })
    else if (!spent) results.set(effect.id, { state: 'failed', problem: notSo })
  if (spent) context.putOff(spent)
  // What was read now is what is known from now on: the next decision must not rest on what was.
  await context.records.note((recorder) =>
    recorder.installation(context.organization.id, installation, {
      selection: after.value.selection,
      repositories: new Set(after.value.repositories.map(({ githubId }) => githubId)),
    }),
  )
  return results
}

/** With a token each repository is a request of its own, and a minute may end between two. */
async function untilSpent(send: () => Promise<void>): Promise<WritesSpent | undefined> {
  try {
    await send()
    return undefined
  } catch (error) {
    if (error instanceof WritesSpent) return error
    throw error
  }
}

const notSo = 'GitHub took the change, and shows the installation as it was'
const onAll: Readonly<Record<'connect' | 'disconnect', Applied>> = {
  connect: { state: 'already-so' },
  disconnect: {
    state: 'manual',
    problem: 'the App is installed on all repositories, so single ones cannot be taken from it',
  },
}
const lastOne: Applied = {
  state: 'manual',
  problem:
    'GitHub does not let an installation lose its last repository; uninstall the App, or give it an empty repository first',
}

interface Sendable {
  readonly sendable: readonly { readonly effect: Connection; readonly repository: NamedRepository }[]
  readonly refused: readonly Connection[]
}

/** By the names that GitHub has just told: a repository may have been renamed, and another may have its old name by now. */
function removable(effects: readonly Connection[], { repositories }: InstallationState): Sendable {
  const named = effects.flatMap((effect) => {
    const repository = repositories.find(({ githubId }) => githubId === effect.action.githubId)
    return repository === undefined ? [] : [{ effect, repository }]
  })
  const isEmptied = named.length > 0 && named.length >= repositories.length
  if (!isEmptied) return { sendable: named, refused: [] }
  return { sendable: named.slice(0, -1), refused: named.slice(-1).map(({ effect }) => effect) }
}

async function connectable(effects: readonly Connection[], { github }: HandlerContext): Promise<Sendable> {
  const sendable: { effect: Connection; repository: NamedRepository }[] = []
  for (const effect of effects) {
    const { githubId } = effect.action
    const snapshot = await github.readSnapshot(githubId)
    // One that is gone is told of by its own sweep, which withdraws what was planned for it.
    if (snapshot) sendable.push({ effect, repository: { githubId, name: snapshot.name } })
  }
  return { sendable, refused: [] }
}
