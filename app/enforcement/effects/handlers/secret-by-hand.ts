import { secretSteps } from '../../secrets/secret-steps.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'

/** Changes nothing: it looks whether a person has done what only a person can, and says what that is. */
export const secretByHand: Handler<'secret-by-hand'> = async (effects, context) => {
  const results = new Map<string, Applied>()
  for (const effect of effects) results.set(effect.id, await lookAt(effect, context))
  return results
}

async function lookAt(
  { action }: EffectOf<'secret-by-hand'>,
  { writer: { secrets }, organization, afterwards }: HandlerContext,
): Promise<Applied> {
  const { store, name, of, githubId } = action
  const steps: Applied = { state: 'manual', problem: secretSteps(action) }
  if (of === 'repository' && githubId !== null) {
    const names = await secrets.namesOf(githubId, store)
    // What cannot be seen is not known to be done.
    return names.known && !names.value.has(name) ? { state: 'already-so' } : steps
  }
  const found = await secrets.read(store, name)
  if (!found.known) return steps
  const repositories = found.value?.repositories
  const isDone =
    githubId === null
      ? found.value === null || found.value.visibility === 'selected'
      : found.value === null || (repositories?.known === true && !repositories.value.has(githubId))
  if (!isDone) return steps
  afterwards((recorder) => recorder.sharedSecret(organization.id, { store, name }, found.value ?? undefined))
  return { state: 'already-so' }
}
