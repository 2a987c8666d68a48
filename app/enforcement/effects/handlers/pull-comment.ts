import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'

/** By which we find our comment again; hidden where Markdown is shown. */
const marker = '<!-- gatehouse: policy preview -->'

/** Keeps one comment of ours on a pull request, as it was said last. */
export const pullComment: Handler<'pull-comment'> = async (effects, context) => {
  const results = new Map<string, Applied>()
  for (const effect of effects) {
    const applied = await keepComment(effect, context)
    if (applied) results.set(effect.id, applied)
  }
  return results
}

async function keepComment(
  effect: EffectOf<'pull-comment'>,
  { writer: { comments }, attempt }: HandlerContext,
): Promise<Applied | undefined> {
  const { repository, number, body: text } = effect.action
  const body = `${text}\n\n${marker}`
  const before = await comments.find(repository, number, marker)
  if (before?.body === body) return { state: 'already-so' }
  if ((await attempt([effect])).length === 0) return undefined
  await (before ? comments.update(repository, before.id, body) : comments.create(repository, number, body))
  const after = await comments.find(repository, number, marker)
  return after?.body === body
    ? { state: 'applied' }
    : { state: 'failed', problem: 'GitHub took the comment, and does not show it' }
}
