import { mkdirSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../errors.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../temporary-folder.ts'
import { cloneEnvironment, findGit } from './environment.ts'
import { finished, startGit, type GitAccess } from './run.ts'

export interface TemporaryClone {
  /** A bare repository, to be given to `openRepository`. */
  readonly path: string
  /** Removes it again. Safe to call twice. */
  readonly dispose: () => void
}

export interface CloneOptions {
  /** Whether git may ask for a password on the terminal. */
  readonly mayAsk?: boolean
}

/** Whether a text names a repository elsewhere: `https://…`, `ssh://…`, `file://…` or `user@host:path`. */
export function isRepositoryUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || shortSsh.test(text)
}

// The part before the colon must not begin with a dash: ssh would take it for an option.
const shortSsh = /^(?!-)[\w.-]+@(?!-)[\w.-]+:(?!\/\/)[^-].*$/s

/**
 * Clones a repository into a temporary folder: all branches and tags, nothing checked out, no submodules.
 *
 * This is the one git command that sees the user's own git configuration: without their credential helper, proxy or ssh
 * settings it could not get at private repositories. Nothing of the other side's configuration reaches it; hooks and
 * templates are off, and no transport but https and ssh is allowed, whatever a redirect says.
 * A `file:` address needs no clone: that repository is read where it is.
 * @throws AppError `clone-failed`, `git-missing`, `usage`; no credentials in the message
 */
export async function cloneToTemporary(url: string, options: CloneOptions = {}): Promise<TemporaryClone> {
  if (/^file:/i.test(url)) return { path: localPath(url), dispose: () => undefined }
  if (!/^(?:https|ssh):\/\/[^-/]/i.test(url) && !shortSsh.test(url)) {
    throw new AppError(
      'usage',
      `Only https, ssh and file addresses can be cloned, not ${withoutCredentials(url)}.`,
    )
  }
  const root = makeTemporaryFolder('gatehouse-clone-')
  const dispose = () => removeTemporaryFolder(root)
  const path = join(root, 'repository.git')
  const run = join(root, 'empty')
  mkdirSync(run)
  const child = startGit(cloneAccess(run, options.mayAsk === true), [...cloneCommand, '--', url, path])
  child.stdin.end()
  try {
    const { ok, message } = await finished(child, () => undefined)
    if (ok) return { path, dispose }
    throw new AppError(
      'clone-failed',
      `${withoutCredentials(url)} could not be cloned: ${withoutCredentials(message)}`,
    )
  } catch (error) {
    dispose()
    throw error
  }
}

const cloneCommand = [
  '-c protocol.allow=never -c protocol.https.allow=always -c protocol.ssh.allow=always',
  `-c core.hooksPath=${devNull} -c core.fsmonitor=false -c fetch.recurseSubmodules=false`,
  'clone --bare --quiet --template= --no-recurse-submodules',
].flatMap((words) => words.split(' '))

function cloneAccess(directory: string, mayAsk: boolean): GitAccess {
  const environment = {
    ...cloneEnvironment(),
    GIT_ALLOW_PROTOCOL: 'https:ssh',
    GIT_TERMINAL_PROMPT: mayAsk ? '1' : '0',
  }
  return { binary: findGit(), version: [2, 30], environment, directory }
}

function localPath(url: string): string {
  try {
    return fileURLToPath(url)
  } catch (cause) {
    throw new AppError('usage', `${withoutCredentials(url)} is no address of a local folder.`, { cause })
  }
}

/**
 * Takes out of the addresses in a text what may be a credential: user and password, and the query. An unescaped `/` or `@`
 * in a password makes the address a wrong one, but must not show the password either.
 */
export const withoutCredentials = (text: string): string =>
  text.replace(
    /(:\/\/)([^\s/?#]*)([^\s?#]*)(\S*)/g,
    (_, scheme: string, authority: string, path: string, query: string) =>
      scheme + withoutUser(authority, path) + (query.startsWith('#') ? query : ''),
  )

function withoutUser(authority: string, path: string): string {
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  // What stands behind a colon is a port, or else the start of a password that a slash cuts.
  const isCut = !authority.includes('@') && /:(?!\d*$)/.test(authority)
  return isCut ? (authority + path).slice((authority + path).lastIndexOf('@') + 1) : host + path
}
