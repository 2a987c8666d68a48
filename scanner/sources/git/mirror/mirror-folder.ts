import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes or mends the folder of a mirror: a bare repository whose few files of its own are written anew each time, without hooks,
 * attributes, remotes or alternates.
 * @param defaultBranch the branch that HEAD names; null: none
 * @param objectFormat of the repository that it is a mirror of
 */
export function prepareMirror(
  path: string,
  defaultBranch: string | null,
  objectFormat: 'sha1' | 'sha256' = 'sha1',
): void {
  if (!isUsable(path)) rmSync(path, { recursive: true, force: true })
  for (const folder of ['', 'refs', join('objects', 'info'), join('objects', 'pack')])
    mkdirSync(join(path, folder), { recursive: true, mode: 0o700 })
  removeLeftovers(path)
  for (const name of ['hooks', 'info', 'config.worktree', join('objects', 'info', 'alternates'), 'shallow'])
    rmSync(join(path, name), { recursive: true, force: true })
  const put = (name: string, text: string): void => writeFileSync(join(path, name), text, { mode: 0o600 })
  const isOld = objectFormat === 'sha1'
  const format = isOld ? '' : '[extensions]\n\tobjectFormat = sha256\n'
  put(
    'config',
    `[core]\n\trepositoryformatversion = ${isOld ? 0 : 1}\n\tbare = true\n\tlogAllRefUpdates = false\n${format}`,
  )
  put('HEAD', `ref: refs/heads/${safeBranch(defaultBranch)}\n`)
}

/** A name that git would not take cannot be a branch's. Source: git-check-ref-format(1). */
const safeBranch = (name: string | null): string =>
  name !== null &&
  /^(?![./])(?!.*(?:\.\.|@\{|\/\/|\/\.|\.lock))[^\u0000-\u0020\u007f~^:?*[\\]+(?<![./])$/.test(name)
    ? name
    : 'none'

const isUsable = (path: string): boolean =>
  !existsSync(path) || (statSync(path).isDirectory() && existsSync(join(path, 'HEAD')))

/** What a git that was killed leaves behind: locks, and packs of which only a part came. We alone are here: the caller has a lock. */
function removeLeftovers(path: string): void {
  const remove = (folder: string, isLeft: (name: string) => boolean): void => {
    for (const name of namesIn(join(path, folder)))
      if (isLeft(name)) rmSync(join(path, folder, name), { recursive: true, force: true })
  }
  remove('', (name) => name.endsWith('.lock'))
  remove('objects', (name) => /^(?:incoming-|tmp_)/.test(name))
  remove(join('objects', 'pack'), (name) => /^(?:\.?tmp[-_]|.*\.lock$)/.test(name))
  for (const lock of locksBelow(join(path, 'refs'))) rmSync(lock, { force: true })
}

function locksBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return locksBelow(path)
    return entry.name.endsWith('.lock') ? [path] : []
  })
}

/** Bytes of all objects, also of a pack that is on its way. */
export function sizeOfMirror(path: string): number {
  const pack = join(path, 'objects', 'pack')
  return namesIn(pack).reduce((sum, name) => {
    // git renames a pack when it is complete.
    return sum + (statSync(join(pack, name), { throwIfNoEntry: false })?.size ?? 0)
  }, 0)
}

export const packsIn = (path: string): number =>
  namesIn(join(path, 'objects', 'pack')).filter((name) => name.endsWith('.pack')).length

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Nothing was ever fetched, or it was evicted just now.
    return []
  }
}
