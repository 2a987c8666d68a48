import { personOf } from '../auth/actor.ts'
import type { ApiRequest } from '../server/api-request.ts'
import { found } from '../server/refusal.ts'
import { pushed } from '../webhooks/pushed.ts'
import type { User } from '../world/entities.ts'
import { appOf, userByLogin } from '../world/lookups.ts'

/** Moves, makes or (without a commit) removes a ref, and tells who listens. */
export async function changeRef(request: ApiRequest, name: string, sha: string | undefined): Promise<void> {
  const { github, repository } = request
  const store = await github.git.toWrite(repository)
  const before = await store.refs()
  await store.run(sha === undefined ? ['update-ref', '-d', name] : ['update-ref', name, sha])
  store.forget()
  await pushed(github, repository, { before, sender: senderOf(request) })
}

/** The person or the bot that a change is by. */
export function senderOf({ github: { world }, actor }: Pick<ApiRequest, 'github' | 'actor'>): User {
  const person = personOf(actor)
  if (person !== undefined) return world.users.get(person)!
  if (actor.kind === 'installation') {
    const app = appOf(world, world.installations.get(actor.installationId)!)
    return userByLogin(world, `${app.slug}[bot]`)!
  }
  // Workflows act in the name of a bot that comes with their tokens.
  return found(userByLogin(world, 'github-actions[bot]'))
}
