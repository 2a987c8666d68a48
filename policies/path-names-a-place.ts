import { globMatcher } from './glob.ts'

/** Paths with as little in common as possible: patterns that match all of them name no place. */
const farApart = [
  'a',
  '.env',
  'README.md',
  'src/index.ts',
  'app/Main.java',
  'Z/.hidden/0',
  'x/y/z/w/v/config.prod.yml',
  'é/ü.txt',
  '9/-_-.~',
  'package-lock.json',
]

/**
 * Whether a pattern names a folder, a file or a kind of file, and does not just stand for everything. A letter or digit
 * outside brackets is needed too, so that `*`, `**` and `[a-z]*` are found out one by one.
 */
export function pathNamesAPlace(glob: string): boolean {
  const literal = glob.replaceAll(/\[[^\]]*\]/g, '')
  if (!/[\p{L}\p{N}]/u.test(literal)) return false
  const matches = globMatcher([glob])
  // Alternatives can each be narrow and cover everything together, so most of the paths must stay outside.
  return farApart.filter((path) => matches(path)).length < farApart.length / 2
}

/** Whether patterns that each name a place stand for every path together: `a*`, `b*`, `c*` and so on. */
export function patternsCoverEverything(globs: readonly string[]): boolean {
  const matches = globMatcher(globs)
  return globs.every(pathNamesAPlace) && farApart.every((path) => matches(path))
}
