import type { InstallationState, NamedRepository } from '../../github-writes.ts'
import type { HandlerContext } from '../handler.ts'
import { strangersIn } from '../strangers.ts'
import { correctedEvent } from './switch-events.ts'

export interface Change {
  readonly installation: number
  readonly kind: 'connect' | 'disconnect'
  readonly before: InstallationState
  readonly after: InstallationState
  /** Those that were meant, by the names that they went by. */
  readonly sent: readonly NamedRepository[]
}

/**
 * Undoes what a change did to repositories that had got a name that was sent: what came in by it goes out, what went out comes in.
 * @returns how the installation is now
 */
export async function correctNames(
  change: Change,
  context: HandlerContext,
): Promise<{ readonly state: InstallationState; readonly isCorrected: boolean }> {
  const { installation, kind, after } = change
  const { writer, records, organization, now } = context
  const meant = new Set(change.sent.map(({ githubId }) => githubId))
  const changed = kind === 'connect' ? without(after, change.before) : without(change.before, after)
  const others = changed.filter(({ githubId }) => !meant.has(githubId))
  const named = kind === 'connect' ? others : await namedNow(others, context)
  const strangers = strangersIn(named, { meant, names: change.sent.map(({ name }) => name) })
  if (strangers.length === 0) return { state: after, isCorrected: false }
  const how = kind === 'connect' ? 'taken' : 'given'
  const ids = strangers.map(({ githubId }) => githubId)
  await records.note((recorder) =>
    recorder.audit(organization.id, now(), [correctedEvent(organization.id, installation, ids, how)]),
  )
  const { remove, add, read } = writer.installations
  await (kind === 'connect' ? remove : add)(installation, strangers)
  const corrected = await read(installation)
  return { state: corrected.known ? corrected.value : after, isCorrected: true }
}

function without({ repositories }: InstallationState, other: InstallationState): readonly NamedRepository[] {
  const ids = new Set(other.repositories.map(({ githubId }) => githubId))
  return repositories.filter(({ githubId }) => !ids.has(githubId))
}

/** What is not on the installation any more is not listed by it: its name of now is asked for. */
async function namedNow(
  repositories: readonly NamedRepository[],
  { github }: HandlerContext,
): Promise<readonly NamedRepository[]> {
  const found: NamedRepository[] = []
  for (const { githubId } of repositories) {
    const snapshot = await github.readSnapshot(githubId)
    if (snapshot) found.push({ githubId, name: snapshot.name })
  }
  return found
}
