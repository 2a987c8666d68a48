import { Minimatch, minimatch, type MinimatchOptions } from 'minimatch'

/** Longest pattern taken, in UTF-16 units. Longer ones are always a mistake or an attack. */
export const longestGlob = 256

/** Braces are expanded one by one; more alternatives than this belong into a list of their own. */
const mostAlternatives = 100

const options: MinimatchOptions = {
  // `.env` and `.github` are what policies are about; a pattern that passed over them in silence would be a hole.
  dot: true,
  // Extended patterns, `!` and `#` at the start have no use here and only make a pattern mean what nobody reads in it.
  noext: true,
  nonegate: true,
  nocomment: true,
  // The same answer on every machine: without it, Windows would also split at backslashes.
  platform: 'linux',
  braceExpandMax: mostAlternatives + 1,
}

/**
 * Says why a pattern is not taken, for people; undefined where it is fine.
 * Patterns always have `/` between folders and are matched against the whole path.
 */
export function globProblem(glob: string): string | undefined {
  if (glob.length > longestGlob) return `The pattern is longer than ${longestGlob} characters.`
  if (/[\u0000-\u001f\u007f]/.test(glob)) return 'The pattern holds a control character.'
  if (glob.includes('\\'))
    return 'Write `/` between folders; to mean a special character itself, put it in brackets: `[*]`.'
  if (glob.startsWith('!'))
    return 'A pattern cannot be turned around with `!`; list what to leave out on its own.'
  if (glob.startsWith('/') || glob.endsWith('/'))
    return 'Leave out the `/` at the start and at the end; a whole folder is `folder/**`.'
  if (glob.split('/').some((part) => part === '' || part === '.' || part === '..'))
    return 'The pattern has an empty part, `.` or `..`, which no path here has.'
  if (minimatch.braceExpand(glob, options).length > mostAlternatives)
    return `The braces stand for more than ${mostAlternatives} patterns.`
  return undefined
}

/**
 * Makes one test out of patterns: true where at least one of them matches the whole path.
 * @param globs patterns for which `globProblem` found nothing
 * @param letterCase `ignored` for names that GitHub compares without regard to case
 */
export function globMatcher(
  globs: readonly string[],
  letterCase: 'kept' | 'ignored' = 'kept',
): (path: string) => boolean {
  const matchers = globs.map((glob) => new Minimatch(glob, { ...options, nocase: letterCase === 'ignored' }))
  return (path) => matchers.some((matcher) => matcher.match(path))
}
