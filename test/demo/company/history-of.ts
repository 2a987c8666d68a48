import type { CommitContent, User } from '../../github/world/entities.ts'
import { authorOf } from './people.ts'
import { remarkable } from './remarkable.ts'
import type { Row } from './rows.ts'
import { firstFiles, laterFiles, typicalMessages } from './source-files.ts'

/** Monday, 2026-02-02; ids of commits are the same at every run. */
const firstTime = 1_770_019_200
const day = 86_400

/** A repository's commits, by people of its team in turn, a few days apart. */
export function historyOf(
  row: Row,
  team: readonly User[],
  codeowners: string | undefined,
): readonly CommitContent[] {
  const ordinary = ordinaryCommits(row, codeowners)
  const special = remarkable[row.name]?.() ?? []
  const start = firstTime + (row.name.length % 28) * day
  return [...ordinary, ...special].map((commit, index) => ({
    ...commit,
    author: authorOf(team[index % team.length]!),
    time: start + index * 3 * day + row.name.length * 611,
  }))
}

function ordinaryCommits(
  { name, kind, about, commits = 1 }: Row,
  codeowners: string | undefined,
): readonly CommitContent[] {
  if (commits === 0) return []
  const owners = codeowners === undefined ? {} : { '.github/CODEOWNERS': codeowners }
  const later = Array.from({ length: commits - 1 }, (_, index): CommitContent => ({
    files: laterFiles(kind, name, index + 1),
    message: typicalMessages[(index + 1) % typicalMessages.length]!,
    // The last ordinary change is still being worked on.
    ...(index === commits - 2 && commits > 4 ? { branch: `work/${kind}-${commits}` } : {}),
    ...(index === 1 ? { tags: ['v1.0.0'] } : {}),
  }))
  const first = { ...firstFiles(kind, name, about), ...owners }
  return [
    { files: name === 'monorepo' ? { ...first, ...manyPackages() } : first, message: 'Begin' },
    ...later,
  ]
}

/** Enough files for a tree to be worth looking at. */
const manyPackages = (): CommitContent['files'] =>
  Object.fromEntries(
    Array.from({ length: 1_500 }, (_, index) => [
      `packages/package-${index % 50}/src/part-${index}.ts`,
      `export const part${index} = ${index}\n`,
    ]),
  )
