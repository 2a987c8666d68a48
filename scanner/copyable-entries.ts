import path from 'node:path'
import type { TreeEntry } from './sources/git/list-tree.ts'

/** Something that is not copied, and why, for people. */
export interface LeftOut {
  readonly path: string
  readonly why: string
}

export interface CopyChoice {
  readonly entries: readonly TreeEntry[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * Those entries of a hostile tree that may be written to a disk: names that are git's own or that a disk takes for something else are
 * left out, and symbolic links unless they lead to a file, or a folder of files, that is copied too. Pure.
 * @param targetOf the text of a link; undefined: it could not be read
 */
export function copyableEntries(
  all: readonly TreeEntry[],
  targetOf: (link: TreeEntry) => string | undefined,
): CopyChoice {
  const named = all.filter((entry) => isSafeName(entry.path))
  const files = new Set(named.filter(({ kind }) => kind !== 'link').map((entry) => entry.path))
  const folders = new Set([...files].flatMap(foldersOf))
  const leadsInside = (link: TreeEntry): boolean => {
    const target = targetOf(link)
    const there = target === undefined ? undefined : targetPath(link.path, target)
    return there !== undefined && (files.has(there) || folders.has(there))
  }
  const entries = named.filter((entry) => entry.kind !== 'link' || leadsInside(entry))
  const kept = new Set(entries)
  return {
    entries,
    leftOut: all
      .filter((entry) => !kept.has(entry))
      .map((entry) => ({
        path: entry.path,
        why: isSafeName(entry.path)
          ? 'a symbolic link to something that is not copied'
          : 'a name that git keeps for itself, or that not every disk takes',
      })),
  }
}

/**
 * Where a link leads, by its text alone; undefined: out of the repository, or in a way that only a disk could tell. Only files and
 * folders of files are asked for, so no link stands in between.
 */
function targetPath(from: string, target: string): string | undefined {
  const up = /^(?:\.\.?\/)*/.exec(target)![0]
  const rest = target.slice(up.length)
  if (target.startsWith('/') || rest.split('/').some((part) => part === '..')) return undefined
  const joined = path.posix.normalize(path.posix.join(path.posix.dirname(from), target)).replace(/\/$/, '')
  return joined === '..' || joined.startsWith('../') ? undefined : joined
}

/** Code points that some disks leave out of names. Source: git's utf8.c, `next_hfs_char`. */
const unseen = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g
/** What git refuses, also as other systems write it, and the submodules' list, without which none is there. Source: git's path.c. */
const gitName = /^(?:\.git(?:modules)?|git~\d+|gitmod~\d+|gi7eba~\d+)[ .]*(?::.*)?$/i

const isSafeName = (name: string): boolean =>
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  !/[\u0000-\u001f\u007f\\]/.test(name) &&
  name.split('/').every((part) => !/^\.{0,2}$/.test(part) && !gitName.test(part.replaceAll(unseen, '')))

const foldersOf = (file: string): readonly string[] => {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
