import type { CheckRunWriter } from '../../github-writes.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'

/** Shows check runs on commits. A commit keeps all that were ever shown on it, so the same is not shown twice. */
export const checkRun: Handler<'check-run'> = async (effects, context) => {
  const { writer, attempt } = context
  const results = new Map<string, Applied>()
  for (const effect of effects) {
    const { action } = effect
    const find = () => writer.checks.find(action.repository, action.commit, action.name)
    const before = await find()
    if (isShown(action, before) && before?.summary === action.summary) {
      results.set(effect.id, { state: 'already-so' })
      continue
    }
    if ((await attempt([effect])).length === 0) continue
    await writer.checks.create(action.repository, action)
    await keep(action, context)
    results.set(
      effect.id,
      // Not by its long text, of which GitHub does not promise that it keeps every space.
      isShown(action, await find())
        ? { state: 'applied' }
        : { state: 'failed', problem: 'GitHub took the check run, and does not show it' },
    )
  }
  return results
}

/** So that it is listed when Gatehouse leaves. */
async function keep(
  { repository: called, name }: EffectOf<'check-run'>['action'],
  { records, organization, now }: HandlerContext,
): Promise<void> {
  const repository = await records.requests.repositoryNamed(organization.id, called)
  if (repository === undefined) return
  const made = { organization: organization.id, repository, kind: 'check', reference: name } as const
  await records.note((recorder) => recorder.made(made, now()))
}

const isShown = (
  { conclusion, title }: EffectOf<'check-run'>['action'],
  found: Awaited<ReturnType<CheckRunWriter['find']>>,
): boolean => found?.conclusion === conclusion && found.title === title
