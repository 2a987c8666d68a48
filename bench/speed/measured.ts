import type { Aim } from './aims.ts'

/** What one part of the benchmark has to say at the end. */
export interface Measured {
  readonly aims: readonly Aim[]
  /** Gatehouse's largest resident size in each run, in MB; undefined where it could not be measured. */
  readonly peaks: readonly (number | undefined)[]
}
