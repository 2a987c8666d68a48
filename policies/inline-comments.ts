/** A comment in a scanned file that asks for a finding to be let pass. */
export interface InlineComment {
  /** As in findings. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** Id of a rule. */
  readonly rule: string
  readonly reason: string
}

export interface InlineComments {
  /** One for each rule named. */
  readonly comments: readonly Omit<InlineComment, 'path'>[]
  /** Comments that ask for something and do not say what, or why. */
  readonly malformed: readonly { readonly line: number; readonly why: string }[]
}

/** A comment as it stands in a file. */
export interface FoundComment {
  /** 1-based. */
  readonly line: number
  /** From `gatehouse:allow` to the end of the line. */
  readonly text: string
}

const marker = 'gatehouse:allow'
/** A file with more is not one that people maintain by hand. */
const mostComments = 1000
const longestComment = 600
const mostRules = 5
const rulePattern = /^[a-z0-9]+(?:-[a-z0-9]+)+$/

/**
 * Finds comments of the form `gatehouse:allow <rule>[, <rule>…] -- <reason>`, whatever the language's comment sign. One
 * comment answers findings on its own line or, where there is none, on the next. Linear in the length of the text.
 *
 * The text may hold secrets, and a reason is a part of it: hand in text in which every match is masked.
 */
export function readInlineComments(text: string): InlineComments {
  const found: FoundComment[] = []
  let line = 1
  let lineEnd = text.indexOf('\n')
  for (
    let at = text.indexOf(marker);
    at !== -1 && found.length < mostComments;
    at = text.indexOf(marker, at + 1)
  ) {
    while (lineEnd !== -1 && lineEnd < at) {
      line += 1
      lineEnd = text.indexOf('\n', lineEnd + 1)
    }
    const end = Math.min(lineEnd === -1 ? text.length : lineEnd, at + longestComment)
    found.push({ line, text: text.slice(at, end) })
  }
  return parseInlineComments(found)
}

/** As `readInlineComments`, for comments that the scanner has found, masked, and cut out of their file. */
export function parseInlineComments(found: readonly FoundComment[]): InlineComments {
  const comments: Omit<InlineComment, 'path'>[] = []
  const malformed: { line: number; why: string }[] = []
  for (const { line, text } of found) {
    const request = parseRequest(text.slice(marker.length))
    if ('why' in request) malformed.push({ line, why: request.why })
    else for (const rule of request.rules) comments.push({ line, rule, reason: request.reason })
  }
  return { comments, malformed }
}

/** What comments in several files ask for; those that cannot be understood ask for nothing. */
export const requestsIn = (
  placed: readonly (FoundComment & { readonly path: string })[],
): readonly InlineComment[] =>
  placed.flatMap(({ path, ...comment }) =>
    parseInlineComments([comment]).comments.map((request) => ({ ...request, path })),
  )

function parseRequest(
  rest: string,
): { readonly rules: readonly string[]; readonly reason: string } | { readonly why: string } {
  const separator = rest.indexOf(' -- ')
  if (separator === -1) return { why: 'The reason is missing: write `gatehouse:allow <rule> -- <reason>`.' }
  const rules = rest
    .slice(0, separator)
    .split(',', mostRules + 1)
    .map((rule) => rule.trim())
  if (rules.length > mostRules) return { why: `It names more than ${mostRules} rules.` }
  const wrong = rules.find((rule) => !rulePattern.test(rule))
  if (wrong !== undefined) return { why: 'It does not name a rule by its id.' }
  const reason = withoutCommentEnd(rest.slice(separator + 4))
  return reason.length < 5
    ? { why: 'The reason is too short to be checked.' }
    : { rules: [...new Set(rules)], reason }
}

/** Takes off what closes the comment in its language. */
function withoutCommentEnd(reason: string): string {
  const text = reason.trim()
  const end = ['*/', '-->', '--%>', '#}', '}}', '*)', '"""'].find((one) => text.endsWith(one))
  return end === undefined ? text : text.slice(0, -end.length).trim()
}
