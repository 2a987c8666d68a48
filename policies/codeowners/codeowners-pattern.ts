import { RE2JS } from 're2js'

/**
 * Makes a test out of a CODEOWNERS pattern. As in .gitignore, with what GitHub documents to be otherwise: `docs/*` is about the files of
 * the folder alone. A linear-time engine runs it: whoever may push writes the pattern.
 * (https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners)
 * @param pattern with its escapes taken away, not empty
 */
export function codeownersPattern(pattern: string): (path: string) => boolean {
  const compiled = RE2JS.compile(`^${expressionOf(pattern)}$`)
  return (path) => compiled.matches(path)
}

/** Whether a pattern is about every file: only the whole of a repository's owners are asked for by that. */
export const coversEverything = (pattern: string): boolean =>
  ['*', '**', '/', '/**', '**/*', '/**/*'].includes(pattern)

function expressionOf(pattern: string): string {
  if (coversEverything(pattern)) return '.*'
  const isFolder = pattern.endsWith('/')
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '')
  const parts = bare.split('/')
  // Without a slash at the start or in the middle, the name may stand at any depth.
  const isAnchored = pattern.startsWith('/') || parts.length > 1
  const last = parts.at(-1)
  return `${isAnchored ? '' : '(?:.*/)?'}${joined(parts)}${endOf(last, isFolder)}`
}

function joined(parts: readonly string[]): string {
  return parts
    .map((part, index) => {
      const isLast = index === parts.length - 1
      if (part === '**') return isLast ? '.*' : '(?:.*/)?'
      return `${expressionOfPart(part)}${isLast ? '' : '/'}`
    })
    .join('')
}

/** What may stand after the last part: `docs` is a file or everything in a folder, `docs/` the latter, `docs/*` neither. */
function endOf(last: string | undefined, isFolder: boolean): string {
  if (isFolder) return '/.*'
  return last === '*' || last === '**' ? '' : '(?:/.*)?'
}

const expressionOfPart = (part: string): string =>
  part
    .split(/([*?])/)
    .map((piece) => (piece === '*' ? '[^/]*' : piece === '?' ? '[^/]' : RE2JS.quote(piece)))
    .join('')
