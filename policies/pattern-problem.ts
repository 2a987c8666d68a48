import { RE2JS } from 're2js'

/** Says why a pattern of RE2 syntax is not taken, for people; undefined where it is fine. */
export function patternProblem(pattern: string): string | undefined {
  try {
    const compiled = RE2JS.compile(pattern)
    return compiled.matches('')
      ? 'The pattern matches the empty text, so it would match everywhere.'
      : undefined
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : 'unknown reason'
    return `This is not a pattern in RE2 syntax: ${reason}.`
  }
}
