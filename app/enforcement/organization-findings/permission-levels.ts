const levels: readonly string[] = ['none', 'read', 'write', 'admin']

/** `contents: write, issues: read` of the permissions that go beyond others; empty where none does. */
export function beyond(
  actual: Readonly<Record<string, string>>,
  allowed: Readonly<Record<string, string>>,
  /** What a permission may be that is not named. */
  unnamed: 'none' | 'admin',
): readonly string[] {
  return Object.entries(actual)
    .filter(([name, level]) => levels.indexOf(level) > levels.indexOf(levelOf(allowed, name, unnamed)))
    .map(([name, level]) => `${name}: ${level}`)
    .toSorted()
}

const levelOf = (permissions: Readonly<Record<string, string>>, name: string, otherwise: string): string =>
  Object.hasOwn(permissions, name) ? (permissions[name] ?? otherwise) : otherwise
