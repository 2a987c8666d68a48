import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { runGit, type GitAccess } from './run.ts'

/** What we want to know from a scanned repository's own configuration. None of it is ever given to git. */
export interface RepositoryConfiguration {
  readonly objectFormat: 'sha1' | 'sha256'
  readonly refStorage: 'files' | 'reftable'
  /** A partial clone: objects may be missing on purpose. */
  readonly partial: boolean
  /** Whether the file system tells upper from lower case; matters for ignore rules. */
  readonly ignoreCase: boolean
  /** `remote.origin.url` as written; may hold credentials. */
  readonly originUrl: string | null
}

const maxBytes = 4 * 1024 * 1024

/**
 * Reads a repository's `config` file as data: git only splits the text that we hand it (no includes, no repository).
 * A file that is missing or malformed counts as empty, so that nobody escapes a scan by breaking it.
 */
export async function readConfiguration(git: GitAccess, path: string): Promise<RepositoryConfiguration> {
  const text = plainFile(path)
  const args = ['config', '--file', '-', '--no-includes', '--null', '--list']
  const result = text === null ? null : await runGit(git, args, { input: text })
  const values = new Map<string, string>()
  let partial = false
  for (const line of result?.ok === true ? result.output.toString('utf8').split('\0') : []) {
    const end = line.indexOf('\n')
    const key = end < 0 ? line : line.slice(0, end)
    // A key without `=` means true.
    const value = end < 0 ? 'true' : line.slice(end + 1)
    values.set(key, value)
    partial ||= key === 'extensions.partialclone' || (/^remote\..*\.promisor$/s.test(key) && isTrue(value))
  }
  return {
    objectFormat: values.get('extensions.objectformat') === 'sha256' ? 'sha256' : 'sha1',
    refStorage: /^reftable(?::|$)/.test(values.get('extensions.refstorage') ?? '') ? 'reftable' : 'files',
    partial,
    ignoreCase: isTrue(values.get('core.ignorecase')),
    originUrl: values.get('remote.origin.url') ?? null,
  }
}

const isTrue = (value: string | undefined): boolean => /^(?:true|yes|on|[1-9]\d*)$/i.test(value ?? '')

/** The bytes of a regular file of bearable size; null otherwise. Never waits, whatever lies there. */
export function plainFile(path: string, limit = maxBytes): Buffer | null {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch {
    // Not there, or not for us to read: the caller treats both as an empty file.
    return null
  }
  try {
    const stats = fstatSync(file)
    return stats.isFile() && stats.size <= limit ? readFileSync(file) : null
  } finally {
    closeSync(file)
  }
}
