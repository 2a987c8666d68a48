/** What is wrong with a policy, and where. */
export interface PolicyProblem {
  /** 1-based; undefined: it is of no one place. */
  readonly line: number | undefined
  readonly column: number
  readonly message: string
}

/** Reads a problem as the API tells it: `gatehouse.yml:3:1: …`. Pure. */
export function readProblemLine(text: string): PolicyProblem {
  const [, line, column, message] = /:(\d+):(\d+): ([\s\S]*)$/.exec(text) ?? []
  return line === undefined || message === undefined
    ? { line: undefined, column: 1, message: text }
    : { line: Number(line), column: Number(column), message }
}
