import path from 'node:path'
import type { VersionControl } from '../report/report.ts'
import {
  cloneToTemporary,
  isRepositoryUrl,
  withoutCredentials,
} from '../scanner/sources/git/clone-to-temporary.ts'
import { closeRepository, openRepository, type Repository } from '../scanner/sources/git/repository.ts'
import { readRefs } from '../scanner/sources/git/read-refs.ts'
import { resolveRef } from '../scanner/sources/git/resolve-ref.ts'
import { type Environment, fromCaller } from './environment.ts'

/** A repository that was named on the command line. */
export interface Target {
  readonly repository: Repository
  /** As a person would name it, without credentials. */
  readonly shown: string
  readonly url?: string
  close(): void
}

/** @throws AppError `not-found`, `not-a-repository`, `clone-failed` */
export async function openTarget(environment: Environment, given: string): Promise<Target> {
  const stopWatching = endOnSignals()
  try {
    return await openWatched(environment, given, stopWatching)
  } catch (error) {
    stopWatching()
    throw error
  }
}

async function openWatched(environment: Environment, given: string, onClose: () => void): Promise<Target> {
  if (!isRepositoryUrl(given)) {
    const repository = await openRepository(fromCaller(environment, given))
    const close = (): void => {
      closeRepository(repository)
      onClose()
    }
    return { repository, shown: isNameless(given) ? nameOf(repository) : given, close }
  }
  const clone = await cloneToTemporary(given, { mayAsk: environment.isTerminal })
  const shown = withoutCredentials(given)
  try {
    const repository = await openRepository(clone.path)
    const close = (): void => {
      closeRepository(repository)
      clone.dispose()
      onClose()
    }
    return { repository, shown, url: shown, close }
  } catch (error) {
    clone.dispose()
    throw error
  }
}

/** `.`, `..`, `a/..`: says nothing to somebody who reads the report elsewhere. */
export const isNameless = (given: string): boolean => ['', '.', '..'].includes(path.basename(given))

/** What its remote calls it, else its folder. */
const nameOf = ({ name, workTree, gitDirectory }: Repository): string =>
  name ?? path.basename(workTree ?? gitDirectory)

/** Ends the program in good order when it is told to, so that what is in temporary folders goes with it. */
function endOnSignals(): () => void {
  const listeners = signals.map(([signal, number]) => {
    const listener = (): never => process.exit(128 + number)
    process.on(signal, listener)
    return { signal, listener }
  })
  return () => {
    for (const { signal, listener } of listeners) process.off(signal, listener)
  }
}

const signals = [
  ['SIGHUP', 1],
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const

/**
 * Whether there is a commit to look at. A branch without a commit is a repository that begins; a HEAD that names something
 * that is not there is a damaged one.
 * @throws AppError `unknown-ref`
 */
export async function hasCommit(repository: Repository): Promise<boolean> {
  const { head } = await readRefs(repository)
  if (head.id === null && head.branch !== null) return false
  await resolveRef(repository, 'HEAD')
  return true
}

/** Where the scanned tree comes from, for reports that say so. */
export async function versionControlOf(
  target: Target,
  ref: string | null,
): Promise<{ versionControl?: VersionControl }> {
  if (target.url === undefined || ref === null) return {}
  return { versionControl: { repository: target.url, commit: await resolveRef(target.repository, ref) } }
}
