import { WriteRefused } from '../../github-writes.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'
import { quarantineDescription, quarantineName } from '../quarantine.ts'

/** Leaves an installation that would lose its last repository a private, empty one, which is made where there is none. */
export const quarantine: Handler<'quarantine'> = async (effects, context) => {
  const results = new Map<string, Applied>()
  for (const effect of effects) {
    const applied = await give(effect, context)
    if (applied) results.set(effect.id, applied)
  }
  return results
}

async function give(effect: EffectOf<'quarantine'>, context: HandlerContext): Promise<Applied | undefined> {
  const { installations } = context.writer
  const { installation } = effect.action
  const before = await installations.read(installation)
  if (!before.known) return { state: 'manual', problem: before.why }
  const found = await findOrMake(effect, context)
  if (typeof found !== 'number') return found
  const isThere = (repositories: readonly { readonly githubId: number }[]): boolean =>
    repositories.some(({ githubId }) => githubId === found)
  // On all repositories it has the new one by itself.
  if (before.value.selection === 'all') return { state: 'applied' }
  if (isThere(before.value.repositories)) return { state: effect.attempts > 0 ? 'applied' : 'already-so' }
  if ((await context.attempt([effect])).length === 0) return undefined
  try {
    await installations.add(installation, [{ githubId: found, name: quarantineName }])
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error
    return { state: 'manual', problem: error.message }
  }
  const after = await installations.read(installation)
  if (!after.known) return undefined
  if (!isThere(after.value.repositories))
    return { state: 'failed', problem: 'GitHub took the change, and shows the installation as it was' }
  return { state: 'applied' }
}

/** @returns GitHub's numeric id of it; what it comes to where there is none; undefined: it is not wanted any more */
async function findOrMake(
  effect: EffectOf<'quarantine'>,
  { writer: { repositories }, records, attempt, now }: HandlerContext,
): Promise<number | Applied | undefined> {
  const found = await repositories.find(quarantineName)
  if (found && !(found.isPrivate && found.isEmpty)) return { state: 'manual', problem: notEmpty }
  const record = (githubId: number): Promise<void> =>
    records.note((recorder) =>
      recorder.made(
        {
          organization: effect.organization,
          repository: null,
          kind: 'repository',
          reference: String(githubId),
          details: { name: quarantineName },
        },
        now(),
      ),
    )
  if (found) {
    // Made by a process that did not live to say so; one that a person made stays that person's.
    if (effect.attempts > 0) await record(found.githubId)
    return found.githubId
  }
  if ((await attempt([effect])).length === 0) return undefined
  try {
    const made = await repositories.create(quarantineName, quarantineDescription)
    await record(made)
    return made
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error
    return { state: 'manual', problem: `${error.message}. ${byHand}` }
  }
}

const notEmpty = `There is a repository ${quarantineName} that is not private and empty, so it is not left to an App; rename it, or make it private and empty`
const byHand = `Make a private, empty repository ${quarantineName} by hand: it is used when it is there. Or give our App the permission administration: write`
