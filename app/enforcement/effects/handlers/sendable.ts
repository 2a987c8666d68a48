import type { InstallationState, NamedRepository } from '../../github-writes.ts'
import type { EffectOf, HandlerContext } from '../handler.ts'

export type Connection = EffectOf<'connect'> | EffectOf<'disconnect'>

/** A repository on its way to or from an installation, by the name that it goes by. */
export interface Sending {
  readonly effect: Connection
  readonly repository: NamedRepository
}

interface Sendable {
  readonly sendable: readonly Sending[]
  /** GitHub would refuse them. */
  readonly refused: readonly Connection[]
}

/** By the names that GitHub has just told: a repository may have been renamed, and another may have its old name by now. */
export function removable(effects: readonly Connection[], { repositories }: InstallationState): Sendable {
  const named = effects.flatMap((effect) => {
    const repository = repositories.find(({ githubId }) => githubId === effect.action.githubId)
    return repository === undefined ? [] : [{ effect, repository }]
  })
  const isEmptied = named.length > 0 && named.length >= repositories.length
  if (!isEmptied) return { sendable: named, refused: [] }
  return { sendable: named.slice(0, -1), refused: named.slice(-1).map(({ effect }) => effect) }
}

export async function connectable(
  effects: readonly Connection[],
  { github, gone }: Pick<HandlerContext, 'github' | 'gone'>,
): Promise<Sendable> {
  const sendable: Sending[] = []
  for (const effect of effects) {
    const { githubId } = effect.action
    const snapshot = await github.readSnapshot(githubId)
    if (snapshot) sendable.push({ effect, repository: { githubId, name: snapshot.name } })
    else gone(effect)
  }
  return { sendable, refused: [] }
}
