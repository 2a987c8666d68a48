import type { VersionControl } from '../report/report.ts'
import { AppError } from '../scanner/errors.ts'
import {
  cloneToTemporary,
  isRepositoryUrl,
  withoutCredentials,
} from '../scanner/sources/git/clone-to-temporary.ts'
import { closeRepository, openRepository, type Repository } from '../scanner/sources/git/repository.ts'
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
  if (!isRepositoryUrl(given)) {
    const repository = await openRepository(fromCaller(environment, given))
    return { repository, shown: given, close: () => closeRepository(repository) }
  }
  const clone = await cloneToTemporary(given, { mayAsk: environment.isTerminal })
  const shown = withoutCredentials(given)
  const repository = await openRepository(clone.path)
  const close = (): void => {
    closeRepository(repository)
    clone.dispose()
  }
  return { repository, shown, url: shown, close }
}

/** Whether there is a commit to look at. */
export async function hasCommit(repository: Repository): Promise<boolean> {
  try {
    await resolveRef(repository, 'HEAD')
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'unknown-ref') return false
    throw error
  }
}

/** Where the scanned tree comes from, for reports that say so. */
export async function versionControlOf(
  target: Target,
  ref: string | null,
): Promise<{ versionControl?: VersionControl }> {
  if (target.url === undefined || ref === null) return {}
  return { versionControl: { repository: target.url, commit: await resolveRef(target.repository, ref) } }
}
