import type { Sample } from '../../engine/sample.ts'

/** A whole small file that shows what a rule finds or leaves alone. */
export interface FileSample {
  /** Relative to the root, with `/`: which reader gets the file. */
  readonly path: string
  readonly text: Sample
}

/** Lines of a file; makes samples readable. */
export const lines = (...parts: readonly string[]): string => `${parts.join('\n')}\n`
