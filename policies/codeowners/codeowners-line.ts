export type CodeownersLine =
  | { readonly pattern: string; readonly owners: readonly string[] }
  | { readonly problem: string }

/** Longer ones no path of GitHub's has. */
const longestPattern = 4096

const login = /^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?(?:_[A-Za-z0-9]{1,20})?$/
const team = /^@[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9_.-]{1,100}$/
const address = /^[^\s@]{1,64}@[A-Za-z0-9.-]{1,255}$/

/** One line of a CODEOWNERS file; undefined for one that says nothing. */
export function readCodeownersLine(line: string): CodeownersLine | undefined {
  const [pattern, ...owners] = wordsOf(line)
  if (pattern === undefined) return undefined
  const problem = patternProblem(pattern) ?? ownersProblem(owners)
  if (problem !== undefined) return { problem }
  return { pattern: pattern.replaceAll(/\\(.)/g, '$1'), owners }
}

/** The words before a comment; a space after a backslash is part of its word. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/(?:\\.|[^\s\\]|\\$)+/g) ?? []
  const comment = words.findIndex((word) => word.startsWith('#'))
  return comment === -1 ? words : words.slice(0, comment)
}

function patternProblem(pattern: string): string | undefined {
  if (pattern.length > longestPattern) return `The pattern is longer than ${longestPattern} characters.`
  if (pattern.startsWith('!')) return 'A pattern cannot be turned around with `!` in CODEOWNERS.'
  if (pattern.startsWith('\\#')) return 'A `#` at the start of a pattern cannot be escaped in CODEOWNERS.'
  if (/[[\]]/.test(pattern))
    return 'Brackets are not taken in CODEOWNERS: neither ranges of characters nor the sections of GitLab.'
  return undefined
}

function ownersProblem(owners: readonly string[]): string | undefined {
  const wrong = owners.find((owner) => ![login, team, address].some((form) => form.test(owner)))
  return wrong === undefined
    ? undefined
    : `${JSON.stringify(wrong.slice(0, 80))} is no owner: write \`@login\`, \`@organization/team\` or an address.`
}
