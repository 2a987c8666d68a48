import type { Simulator } from '../../github/server/simulator.ts'
import type { User } from '../../github/world/entities.ts'

/** What GitHub does not answer in this time a person gives up. */
const patienceMs = 3_000

/**
 * What a person asks of GitHub's interface, as its pages would. Faults meet people too.
 * @returns whether GitHub took it, as far as the person heard
 */
export async function asPerson(
  github: Simulator,
  person: User,
  [method, path, body]: readonly [string, string, object],
): Promise<boolean> {
  const answer = await fetch(`${github.apiUrl}${path}`, {
    method,
    headers: {
      authorization: `token ${github.addClassicToken(person, ['repo', 'admin:org'])}`,
      'user-agent': 'a person',
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => undefined)
  // To its end: the connection is used again.
  await answer?.arrayBuffer().catch(() => undefined)
  return answer?.ok === true
}
