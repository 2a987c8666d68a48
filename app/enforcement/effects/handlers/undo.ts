import { isRemovable } from '../../leaving/made-thing.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'
import { each } from './each.ts'

/** Takes away what Gatehouse has made, or lets it be others' own. */
export const undo: Handler<'undo'> = (effects, context) => each(effects, context, undoOne)

async function undoOne(
  effect: EffectOf<'undo'>,
  { writer: { made: writer }, github, records, now, attempt }: HandlerContext,
): Promise<Applied | undefined> {
  const { thing, made, reference, githubId, how } = effect.action
  const settle = async (applied: Applied): Promise<Applied> => {
    await records.note((recorder) => recorder.thingRemoved(thing, now()))
    return applied
  }
  if (how === 'hand-over' || !isRemovable(made)) {
    if ((await attempt([effect])).length === 0) return undefined
    return settle({ state: 'applied' })
  }
  // By the name that it has now.
  const snapshot = githubId === null ? undefined : await github.readSnapshot(githubId)
  if (githubId !== null && !snapshot) return settle({ state: 'already-so' })
  const repository = snapshot?.name ?? null
  const before = await writer.isThere(made, reference, repository)
  if (!before.known) return { state: 'manual', problem: before.why }
  if (!before.value) return settle({ state: effect.attempts > 0 ? 'applied' : 'already-so' })
  if ((await attempt([effect])).length === 0) return undefined
  const refused = await writer.remove(made, reference, repository)
  if (refused !== undefined) return { state: 'manual', problem: refused }
  const after = await writer.isThere(made, reference, repository)
  // Looked at again later: it stays planned.
  if (!after.known) return undefined
  if (after.value) return { state: 'failed', problem: 'GitHub took the change, and shows it as it was' }
  return settle({ state: 'applied' })
}
