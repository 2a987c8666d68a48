import { usualAnswerMs } from './github/send.ts'

/** How long the program waits from one look to the next, in milliseconds. No setting: who tries the program waits less. */
export interface Waits {
  /** For keys whose wake-up was lost, or that were put off. */
  readonly workMs: number
  /** For sweeps that have come to their end. */
  readonly sweepMs: number
  /** At a GitHub host that is in doubt; so long, at most, each worker waits for one that does not answer. */
  readonly hostMs: number
  /** For an answer of GitHub's. */
  readonly answerMs: number
}

const second = 1000

export const usualWaits: Waits = {
  workMs: 5 * second,
  sweepMs: 2 * second,
  hostMs: 10 * second,
  answerMs: usualAnswerMs,
}
