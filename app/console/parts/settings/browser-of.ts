// The first that is named: each browser also names those that it wants to be taken for.
const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['Windows', 'Windows'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** `Firefox on Linux`, as far as a browser says what it is. Pure. */
export function browserOf(agent: string | null): string {
  const text = agent ?? ''
  const named = (names: readonly (readonly [string, string])[]): string | undefined =>
    names.find(([part]) => text.includes(part))?.[1]
  const browser = named(browsers) ?? 'A browser'
  const system = named(systems)
  return system === undefined ? browser : `${browser} on ${system}`
}
