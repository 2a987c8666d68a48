import type { ReadProblem } from '../content-sink.ts'

/** A file that git-lfs keeps elsewhere. */
export interface LfsPointer {
  /** SHA-256 of its content, in hex. */
  readonly oid: string
  /** In bytes. */
  readonly size: number
}

const firstLine = Buffer.from('version https://git-lfs.github.com/spec/v1\n')
// Pointers are smaller than this. Source: git-lfs, docs/spec.md.
const maxSize = 1024

/** Whether a blob only points at content that git-lfs keeps elsewhere, which then was not scanned. */
export function isLfsPointer(bytes: Uint8Array): boolean {
  return bytes.length < maxSize && firstLine.equals(bytes.subarray(0, firstLine.length))
}

/** What a pointer points at; undefined: it says it in no way that is documented. Source: git-lfs, docs/spec.md. */
export function readLfsPointer(bytes: Uint8Array): LfsPointer | undefined {
  if (!isLfsPointer(bytes)) return undefined
  const text = Buffer.from(bytes).toString('utf8')
  const [, oid] = /^oid sha256:([0-9a-f]{64})$/m.exec(text) ?? []
  const [, size] = /^size (\d{1,15})$/m.exec(text) ?? []
  return oid === undefined || size === undefined ? undefined : { oid, size: Number(size) }
}

/** What to report for such a blob. */
export const lfsPointer: ReadProblem = {
  code: 'lfs-pointer',
  reason:
    'It points at a file in Git LFS, which is not in the repository. Scan a checkout that has the file.',
}
