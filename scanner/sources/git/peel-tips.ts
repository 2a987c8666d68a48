import type { NotScanned } from '../../engine/finding.ts'
import type { Ref } from './read-refs.ts'
import type { Repository } from './repository.ts'
import { gitFailed, runGit } from './run.ts'

/** What refs point at once all tag objects are looked through. Ids in hex. */
export interface PeeledTips {
  /** Distinct. */
  readonly commits: readonly string[]
  /** A tag may point straight at a tree or a blob, outside any commit. */
  readonly trees: readonly PeeledTip[]
  readonly blobs: readonly PeeledTip[]
  readonly notScanned: readonly NotScanned[]
}

export interface PeeledTip {
  readonly ref: Ref
  readonly id: string
}

/** @throws AppError `git-failed` */
export async function peelTips(repository: Repository, tips: readonly Ref[]): Promise<PeeledTips> {
  const input = tips.map(({ id }) => `${id}^{}\n`).join('')
  const result = await runGit(repository.git, ['cat-file', '--batch-check', '--buffer'], { input })
  if (!result.ok) throw gitFailed('The refs cannot be looked up', result.message)
  const lines = result.output.toString('latin1').split('\n')
  const commits = new Set<string>()
  const trees: PeeledTip[] = []
  const blobs: PeeledTip[] = []
  const notScanned: NotScanned[] = []
  for (const [index, ref] of tips.entries()) {
    const [id = '', type] = lines[index]?.split(' ') ?? []
    if (type === 'commit') commits.add(id)
    else if (type === 'tree') trees.push({ ref, id })
    else if (type === 'blob') blobs.push({ ref, id })
    else notScanned.push(missingTip(ref))
  }
  return { commits: [...commits], trees, blobs, notScanned }
}

const missingTip = (ref: Ref): NotScanned => ({
  path: ref.name,
  code: 'missing-object',
  reason: `The ref points at ${ref.id}, which is missing or damaged. \`git fsck\` tells more.`,
})
