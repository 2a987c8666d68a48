/** What the program's exit code says; the first of `precedence` that applies is the one. */
export const exitCodes = {
  clean: 0,
  findings: 1,
  usage: 2,
  needsRequest: 3,
  notEverything: 4,
  internal: 70,
} as const

const precedence: readonly number[] = [
  exitCodes.internal,
  exitCodes.usage,
  exitCodes.findings,
  exitCodes.notEverything,
  exitCodes.needsRequest,
]

/** Of several codes that apply, the one to end with. */
export const exitCodeOf = (codes: readonly number[]): number =>
  precedence.find((code) => codes.includes(code)) ?? exitCodes.clean
