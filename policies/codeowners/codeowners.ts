import { codeownersPattern, coversEverything } from './codeowners-pattern.ts'
import { readCodeownersLine } from './codeowners-line.ts'

/** GitHub does not load a file of this size or a larger one. */
export const longestCodeowners = 3_000_000

/** A line that GitHub does not take; it counts as if it were not there. */
export interface CodeownersProblem {
  /** 1-based. */
  readonly line: number
  readonly message: string
}

/** Who owns what in a repository, by its CODEOWNERS file. */
export interface Codeowners {
  /** `@login`, `@organization/team` or an address; empty where the last match names nobody, undefined where nothing matches. */
  readonly ownersOfPath: (path: string) => readonly string[] | undefined
  /** The owners of what no other line is about; undefined where no line is about everything. */
  readonly ownersOfAll: readonly string[] | undefined
  /** Everybody who is named, in the order of the file. */
  readonly everybody: readonly string[]
  readonly problems: readonly CodeownersProblem[]
}

interface Rule {
  readonly pattern: string
  readonly owners: readonly string[]
  readonly matches: (path: string) => boolean
}

/**
 * Reads a CODEOWNERS file by GitHub's rules: the last line that matches a path decides, also where it names nobody. Never
 * throws, whatever the text.
 */
export function readCodeowners(text: string): Codeowners {
  if (Buffer.byteLength(text) >= longestCodeowners)
    return codeownersOf([], [{ line: 1, message: 'The file has 3 MB or more, and GitHub does not load it.' }])
  const rules: Rule[] = []
  const problems: CodeownersProblem[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const read = readCodeownersLine(line)
    if (read === undefined) continue
    if ('problem' in read) problems.push({ line: index + 1, message: read.problem })
    else rules.push({ ...read, matches: lazily(read.pattern) })
  }
  return codeownersOf(rules, problems)
}

function codeownersOf(rules: readonly Rule[], problems: readonly CodeownersProblem[]): Codeowners {
  return {
    ownersOfPath: (path) => rules.findLast(({ matches }) => matches(path))?.owners,
    ownersOfAll: rules.findLast(({ pattern }) => coversEverything(pattern))?.owners,
    everybody: [...new Set(rules.flatMap(({ owners }) => owners))],
    problems,
  }
}

/** Most lines of a large file are never asked: the last match ends the search. */
function lazily(pattern: string): (path: string) => boolean {
  let made: ((path: string) => boolean) | undefined
  return (path) => {
    made ??= codeownersPattern(pattern)
    return made(path)
  }
}
