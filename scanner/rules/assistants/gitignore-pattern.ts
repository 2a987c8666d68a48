/**
 * One gitignore pattern, matched against one path. Written here and not taken from a library because patterns come from
 * scanned repositories: the libraries translate them into regular expressions that can backtrack without end
 * (`*a*a*a*a*b`); this takes at most pattern × path steps.
 * (https://git-scm.com/docs/gitignore#_pattern_format, unverified; the tests compare it with git itself.)
 * @param pattern without a leading `!`
 * @param path of a file, relative, with `/`
 * @returns whether the pattern matches the file or a folder it is in
 */
export function gitignoreMatches(pattern: string, path: string): boolean {
  const prepared = prepare(pattern)
  if (prepared === null) return false
  const parts = path.split('/')
  const matched = prefixesMatched(prepared.segments, parts)
  // Each folder above the file counts like the file itself.
  const isFolderMatched = matched.slice(1, parts.length).includes(true)
  return isFolderMatched || (matched[parts.length]! && !prepared.foldersOnly)
}

/** Far beyond what anybody writes; keeps hostile settings from costing time. */
const longestPattern = 1024

function prepare(pattern: string): { segments: readonly string[]; foldersOnly: boolean } | null {
  if (pattern.length > longestPattern) return null
  // Blanks at the end do not count, unless quoted with a backslash.
  let text = pattern.replace(/(^|[^\\ ])(?: +)$/, '$1')
  const foldersOnly = text.endsWith('/')
  if (foldersOnly) text = text.slice(0, -1)
  if (text === '' || text === '/') return null
  const anchored = text.includes('/')
  if (text.startsWith('/')) text = text.slice(1)
  const segments = text.split('/')
  return { segments: anchored ? segments : ['**', ...segments], foldersOnly }
}

/** For each length whether the pattern matches that many first parts: after each segment, what it can have taken so far. */
function prefixesMatched(segments: readonly string[], parts: readonly string[]): readonly boolean[] {
  let reachable = Array.from({ length: parts.length + 1 }, (_, index) => index === 0)
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1
    const next: boolean[] = Array.from({ length: parts.length + 1 }, () => false)
    for (let at = 0; at <= parts.length; at += 1) {
      if (segment === '**') {
        // At the end it stands for what is inside, at least one segment; elsewhere for any number, also none.
        next[at] = isLast
          ? at > 0 && (next[at - 1]! || reachable[at - 1]!)
          : reachable[at]! || (at > 0 && next[at - 1]!)
      } else {
        next[at] = at > 0 && reachable[at - 1]! && segmentMatches(segment, parts[at - 1]!)
      }
    }
    reachable = next
  }
  return reachable
}

/** `*`, `?`, `[a-z]` and `\x` within one segment; goes back only to the last `*`, so it takes segment × part steps. */
function segmentMatches(pattern: string, part: string): boolean {
  let at = 0
  let to = 0
  let star = -1
  let starTo = 0
  while (to < part.length) {
    const width = at < pattern.length && pattern[at] !== '*' ? matchOne(pattern, at, part[to]!) : 0
    if (width > 0) {
      at += width
      to += 1
    } else if (pattern[at] === '*') {
      star = at
      starTo = to
      at += 1
    } else if (star !== -1) {
      at = star + 1
      starTo += 1
      to = starTo
    } else {
      return false
    }
  }
  while (pattern[at] === '*') at += 1
  return at === pattern.length
}

/** How many characters of the pattern match this one; 0: none. */
function matchOne(pattern: string, at: number, char: string): number {
  const first = pattern[at]!
  if (first === '?') return 1
  if (first === '\\') return pattern[at + 1] === char ? 2 : 0
  if (first !== '[') return first === char ? 1 : 0
  const close = classEnd(pattern, at)
  if (close === -1) return first === char ? 1 : 0
  return classHolds(pattern.slice(at + 1, close), char) ? close - at + 1 : 0
}

function classEnd(pattern: string, at: number): number {
  const negated = pattern[at + 1] === '!' || pattern[at + 1] === '^'
  // A bracket that comes first stands for itself.
  return pattern.indexOf(']', at + (negated ? 3 : 2))
}

function classHolds(inside: string, char: string): boolean {
  const negated = inside.startsWith('!') || inside.startsWith('^')
  const set = negated ? inside.slice(1) : inside
  for (let at = 0; at < set.length; at += 1) {
    const isRange = set[at + 1] === '-' && at + 2 < set.length
    const holds = isRange ? set[at]! <= char && char <= set[at + 2]! : set[at] === char
    if (holds) return !negated
    if (isRange) at += 2
  }
  return negated
}
