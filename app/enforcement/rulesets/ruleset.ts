/** A ruleset of an organization, in GitHub's words, as far as Gatehouse says. */
export interface Ruleset {
  readonly name: string
  readonly target: 'push' | 'branch'
  readonly enforcement: 'active' | 'evaluate'
  readonly bypass_actors: readonly Readonly<Record<string, string | number>>[]
  readonly conditions: Readonly<Record<string, unknown>>
  readonly rules: readonly { readonly type: string; readonly parameters: Readonly<Record<string, unknown>> }[]
}

/**
 * Whether what GitHub shows says what was wanted. It adds defaults of its own, and lists in an order of its own; but a list that
 * holds more than was wanted says something else. Pure.
 */
export function holds(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((one: unknown) => found.some((other: unknown) => holds(other, one)))
    )
  if (typeof wanted === 'object' && wanted !== null)
    return (
      typeof found === 'object' &&
      found !== null &&
      Object.entries(wanted).every(([name, value]) => holds(Object(found)[name], value))
    )
  return found === wanted
}
