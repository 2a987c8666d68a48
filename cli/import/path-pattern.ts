import { RE2JS } from 're2js'

export type PathPattern =
  | { readonly ok: true; readonly matches: (path: string) => boolean }
  | { readonly ok: false; readonly why: string }

const longestPattern = 500
/** They have nothing in common but to be paths. */
const anyPaths = ['a', 'B/c.d', '7']

/** A pattern of Go's `regexp` for paths, which is found anywhere in them, as gitleaks and trufflehog take it. Pure. */
export function pathPattern(written: string): PathPattern {
  if (written.length > longestPattern)
    return { ok: false, why: `it has more than ${longestPattern} characters` }
  try {
    const compiled = RE2JS.compile(written)
    if (anyPaths.every((path) => compiled.matcher(path).find()))
      return { ok: false, why: 'it matches every path' }
    return { ok: true, matches: (path) => compiled.matcher(path).find() }
  } catch {
    return { ok: false, why: 'it is no pattern in RE2 syntax' }
  }
}
