import { readFileSync } from 'node:fs'
import type { NotScanned } from '../../scanner/engine/finding.ts'
import type { ScanResult } from '../../scanner/scan.ts'
import { scanGatheredTree } from '../../scanner/scan-gathered.ts'
import { listedSubmodule } from '../../scanner/sources/git/list-tree.ts'
import { openBlobFolder } from './api/blob-folder.ts'
import { type ListedFile, listFiles } from './api/list-files.ts'
import { isSubmodule, TreeCut } from './api/read-tree.ts'
import type { Access, Opened, Unreadable } from './open-range.ts'
import { textOf } from '../../scanner/sources/git/read-file-text.ts'

/** One commit with all of its files, through GitHub's API alone. @param commit in hex */
export async function gatherCommit(
  commit: string,
  { octokit, place }: Pick<Access, 'octokit' | 'place'>,
): Promise<Opened<ScanResult> | Unreadable> {
  const folder = openBlobFolder()
  try {
    const { owner, repo } = place
    const { data } = await octokit.rest.git.getCommit({ owner, repo, commit_sha: commit })
    const all = await listFiles(octokit, place, data.tree.sha)
    const entries = all.filter((one) => !isSubmodule(one))
    await folder.fetch(octokit, place, entries)
    const byPath = new Map(entries.map(({ path, id }) => [path, id]))
    const { locate } = folder
    return {
      scan: (options) => scanGatheredTree({ entries, notScanned: submodulesIn(all), locate }, options),
      readText: async (path) => {
        const file = locate(byPath.get(path) ?? '')
        return file === undefined ? undefined : textOf(readFileSync(file))
      },
      from: 'api',
      close: folder.remove,
    }
  } catch (error) {
    folder.remove()
    if (error instanceof TreeCut) return { problem: error.message }
    throw error
  }
}

const submodulesIn = (files: readonly ListedFile[]): readonly NotScanned[] =>
  files.filter(isSubmodule).map(({ path }) => listedSubmodule(path))
