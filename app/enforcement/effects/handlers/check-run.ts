import type { Applied, Handler } from '../handler.ts'

/** Shows check runs on commits. A commit keeps all that were ever shown on it, so the same is not shown twice. */
export const checkRun: Handler<'check-run'> = async (effects, { writer, attempt }) => {
  const results = new Map<string, Applied>()
  for (const effect of effects) {
    const { action } = effect
    const isShown = async (): Promise<boolean> => {
      const found = await writer.checks.find(action.repository, action.commit, action.name)
      return found?.conclusion === action.conclusion && found.title === action.title
    }
    if (await isShown()) {
      results.set(effect.id, { state: 'already-so' })
      continue
    }
    if ((await attempt([effect])).length === 0) continue
    await writer.checks.create(action.repository, action)
    results.set(
      effect.id,
      (await isShown())
        ? { state: 'applied' }
        : { state: 'failed', problem: 'GitHub took the check run, and does not show it' },
    )
  }
  return results
}
