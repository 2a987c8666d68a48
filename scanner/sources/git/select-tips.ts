import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { NotScanned } from '../../engine/finding.ts'
import { plainFile } from './read-configuration.ts'
import { readStashOfReftable } from './read-reftable.ts'
import { readRefs, type Ref, type Refs } from './read-refs.ts'
import type { Repository } from './repository.ts'
import { resolveRef } from './resolve-ref.ts'

/**
 * Where history begins. `default`: HEAD, branches, remote branches, tags and every stash entry. `all`: every other ref as
 * well (notes, pull requests, replacements …) and the HEADs of linked worktrees. A list: only those.
 */
export type RefChoice = 'default' | 'all' | readonly string[]

export interface Tips {
  readonly tips: readonly Ref[]
  readonly notScanned: readonly NotScanned[]
}

const defaultPrefixes = ['refs/heads/', 'refs/remotes/', 'refs/tags/']

/** @throws AppError `unknown-ref` */
export async function selectTips(repository: Repository, choice: RefChoice): Promise<Tips> {
  if (typeof choice !== 'string') {
    const tips = await Promise.all(
      choice.map(async (name) => ({ name, id: await resolveRef(repository, name) })),
    )
    return { tips, notScanned: [] }
  }
  const { head, refs, broken } = await readRefs(repository)
  const isWanted = (name: string) =>
    choice === 'all' || defaultPrefixes.some((prefix) => name.startsWith(prefix))
  const tips = [
    ...headTip(head),
    ...refs.filter((ref) => isWanted(ref.name)),
    ...(await stashEntries(repository, refs)),
    ...(choice === 'all' ? otherHeads(repository) : []),
  ]
  return { tips, notScanned: broken.filter(({ path }) => isWanted(path)) }
}

function headTip(head: Refs['head']): readonly Ref[] {
  return head.id === null ? [] : [{ name: 'HEAD', id: head.id }]
}

/** `git stash` keeps only its newest entry in a ref; the older ones are in that ref's log. */
async function stashEntries(repository: Repository, refs: readonly Ref[]): Promise<readonly Ref[]> {
  const newest = refs.filter(({ name }) => name === 'refs/stash')
  const ids =
    repository.refStorage === 'reftable' ? await readStashOfReftable(repository) : stashLog(repository)
  return [...newest, ...ids.map((id, index) => ({ name: `refs/stash, entry ${index + 1}`, id }))]
}

/** Lines of `<old id> <new id> <who and when>` TAB message. Source: gitrepository-layout(5), logs. */
function stashLog({ commonDirectory }: Repository): readonly string[] {
  const log = plainFile(join(commonDirectory, 'logs', 'refs', 'stash'), maxLog)?.toString('latin1') ?? ''
  return log
    .split('\n')
    .flatMap((line) => /^[0-9a-f]{40,64} ([0-9a-f]{40}|[0-9a-f]{64}) /.exec(line)?.[1] ?? [])
}

const maxLog = 256 * 1024 * 1024

/** HEADs of the main and the linked worktrees that are detached; the others are branches anyway. */
function otherHeads(repository: Repository): readonly Ref[] {
  const { commonDirectory } = repository
  const folders = ['.', ...worktreeNames(commonDirectory).map((name) => join('worktrees', name))]
  return folders.flatMap((folder): readonly Ref[] => {
    const id =
      plainFile(join(commonDirectory, folder, 'HEAD'), 4096)
        ?.toString('latin1')
        .trim() ?? ''
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) ? [{ name: join(folder, 'HEAD'), id }] : []
  })
}

function worktreeNames(commonDirectory: string): readonly string[] {
  try {
    return readdirSync(join(commonDirectory, 'worktrees'))
  } catch {
    // Most repositories have no linked worktrees.
    return []
  }
}
