/** One mistake in a file that people write, at the place to correct it. */
export interface Problem {
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 units. */
  readonly column: number
  /** What is wrong and, where it is not obvious, what to write instead. */
  readonly message: string
  /** What could stand there, where that is a short list. */
  readonly allowed?: readonly string[]
}
