import type { FileSample } from '../../../../scanner/engine/file-rule.ts'
import type { InspectedFile } from '../../../../scanner/engine/inspection.ts'

/** A file as the scanner would hand it over: whole when small, else its first 64 KiB. */
export function inspected(path: string, content: string | Uint8Array, realSecrets = 0): InspectedFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { path, head: bytes.subarray(0, 64 * 1024), size: bytes.length, realSecrets }
}

export const fromSample = ({ path, content, realSecrets = 0 }: FileSample): InspectedFile =>
  inspected(path, content(), realSecrets)
