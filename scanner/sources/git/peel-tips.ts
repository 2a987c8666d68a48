import type { NotScanned } from '../../engine/finding.ts'
import type { Ref } from './read-refs.ts'
import type { Repository } from './repository.ts'
import { runGit } from './run.ts'

/** What refs point at once all tag objects are looked through. Ids in hex. */
export interface PeeledTips {
  /** Distinct. */
  readonly commits: readonly string[]
  /** A tag may point straight at a tree or a blob, outside any commit. */
  readonly trees: readonly PeeledTip[]
  readonly blobs: readonly PeeledTip[]
  /** Distinct ids of the tag objects that refs point at. */
  readonly tags: readonly string[]
  readonly notScanned: readonly NotScanned[]
}

export interface PeeledTip {
  readonly ref: Ref
  readonly id: string
}

/** @throws AppError `git-missing` */
export async function peelTips(repository: Repository, tips: readonly Ref[]): Promise<PeeledTips> {
  const answers = await lookUp(repository, tips)
  const commits = new Set<string>()
  const trees: PeeledTip[] = []
  const blobs: PeeledTip[] = []
  const tags = new Set<string>()
  const notScanned: NotScanned[] = []
  for (const [index, ref] of tips.entries()) {
    const [id = '', type] = answers[index]?.split(' ') ?? []
    if (type === 'commit') commits.add(id)
    else if (type === 'tree') trees.push({ ref, id })
    else if (type === 'blob') blobs.push({ ref, id })
    else notScanned.push(missingTip(ref))
    if (type !== undefined && id !== ref.id) tags.add(ref.id)
  }
  return { commits: [...commits], trees, blobs, tags: [...tags], notScanned }
}

/** One line of `<id> <type> <size>` for each tip; another text where it is missing or damaged. */
async function lookUp(repository: Repository, tips: readonly Ref[]): Promise<readonly string[]> {
  const answers: string[] = []
  while (answers.length < tips.length) {
    const rest = tips.slice(answers.length)
    const input = rest.map(({ id }) => `${id}^{}\n`).join('')
    const { output } = await runGit(repository.git, ['cat-file', '--batch-check', '--buffer'], { input })
    const lines = output.toString('latin1').split('\n').slice(0, -1)
    for (const line of lines) answers.push(line)
    // git ends at a damaged object without a line for it; the next start begins behind it.
    if (lines.length < rest.length) answers.push('damaged')
  }
  return answers
}

const missingTip = (ref: Ref): NotScanned => ({
  path: ref.name,
  code: 'missing-object',
  reason: `The ref points at ${ref.id}, which is missing or damaged. \`git fsck\` tells more.`,
})
