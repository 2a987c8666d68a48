import type { ReadProblem } from '../content-sink.ts'

const firstLine = Buffer.from('version https://git-lfs.github.com/spec/v1\n')
// Pointers are smaller than this. Source: git-lfs, docs/spec.md.
const maxSize = 1024

/** Whether a blob only points at content that git-lfs keeps elsewhere, which then was not scanned. */
export function isLfsPointer(bytes: Uint8Array): boolean {
  return bytes.length < maxSize && firstLine.equals(bytes.subarray(0, firstLine.length))
}

/** What to report for such a blob. */
export const lfsPointer: ReadProblem = {
  code: 'lfs-pointer',
  reason:
    'It points at a file in Git LFS, which is not in the repository. Scan a checkout that has the file.',
}
