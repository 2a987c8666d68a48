import { mayConcernAssistants } from './rules/assistants/inspect-assistant-file.ts'
import type { TreeEntry } from './sources/git/list-tree.ts'
import { packIds } from './sources/git/object-ids.ts'
import { readBlobs } from './sources/git/read-blobs.ts'
import type { Repository } from './sources/git/repository.ts'

/** Reads the files of a tree that concern assistants, all at once, for looks at several of them together. */
export async function readAssistantTexts(
  repository: Repository,
  entries: readonly Pick<TreeEntry, 'id' | 'path'>[],
): Promise<(path: string) => string | undefined> {
  const wanted = entries.filter(({ path }) => mayConcernAssistants(path))
  const texts = new Map<string, string>()
  if (wanted.length === 0) return () => undefined
  await readBlobs(
    repository,
    packIds(
      repository,
      wanted.map(({ id }) => id),
    ),
    {
      whole: (index, bytes) => texts.set(wanted[index]!.path, Buffer.from(bytes).toString('utf8')),
      window: () => {},
      problem: () => {},
    },
  )
  return (path) => texts.get(path)
}
