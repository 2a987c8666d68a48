/** A word of a command with quotes removed; `at` is where it starts in the script. */
export interface Word {
  readonly text: string
  readonly at: number
}

/** A simple command: the words between two separators. */
export interface ShellCommand {
  readonly words: readonly Word[]
}

/** Substitutions inside substitutions, and scripts handed to `bash -c`, are followed this far. */
const deepestNesting = 6
const separators = new Set(['\n', ';', '&', '|', '(', ')', '{', '}'])
const blanks = new Set([' ', '\t', '\r'])

/**
 * Splits a shell script into its simple commands: enough to tell a command that runs from the same words in a quoted text, a
 * comment or a here-document. Not a shell: expansions stay as they are written. Linear for each level of nesting.
 * @param offset added to every position
 */
export function shellCommands(script: string, offset = 0, depth = 0): readonly ShellCommand[] {
  const commands: ShellCommand[] = []
  let words: Word[] = []
  let hereDocuments: string[] = []
  let at = 0

  const finish = () => {
    if (words.length > 0) commands.push({ words })
    words = []
  }
  const follow = (inner: string, start: number) => {
    if (depth < deepestNesting) commands.push(...shellCommands(inner, offset + start, depth + 1))
  }

  while (at < script.length) {
    const char = script[at]!
    if (char === '\n' && hereDocuments.length > 0) {
      finish()
      at = afterHereDocuments(script, at + 1, hereDocuments)
      hereDocuments = []
    } else if (isSeparator(script, at)) {
      finish()
      at += 1
    } else if (blanks.has(char)) {
      at += 1
    } else if (char === '#') {
      at = lineEnd(script, at)
    } else if (char === '\\' && script[at + 1] === '\n') {
      at += 2
    } else {
      const word = readWord(script, at, follow)
      const hereDocument = /^\d*<<-?([^<].*)$/s.exec(word.text)
      const delimiter = hereDocument
        ? hereDocument[1]!
        : words.at(-1)?.text.match(/^\d*<<-?$/)
          ? word.text
          : null
      if (delimiter !== null) hereDocuments.push(delimiter)
      else words.push({ text: word.text, at: offset + at })
      at = word.end
    }
  }
  finish()
  return commands
}

/** `&` in `2>&1` joins descriptors; elsewhere it ends a command. */
function isSeparator(script: string, at: number): boolean {
  return separators.has(script[at]!) && !(script[at] === '&' && /[<>]/.test(script[at - 1] ?? ''))
}

type Follow = (inner: string, start: number) => void

function readWord(script: string, start: number, follow: Follow): { text: string; end: number } {
  let text = ''
  let at = start
  while (at < script.length) {
    const char = script[at]!
    if (blanks.has(char) || isSeparator(script, at)) break
    const piece = readPiece(script, at, follow)
    text += piece.text
    // A piece always takes at least one character, so that this ends.
    at = Math.max(piece.end, at + 1)
  }
  return { text, end: at }
}

function readPiece(script: string, at: number, follow: Follow): { text: string; end: number } {
  const char = script[at]!
  if (script.startsWith('${{', at)) return upTo(script, at, '}}')
  if (script.startsWith('${', at)) return upTo(script, at, '}')
  if (script.startsWith('$(', at) || char === '`') return substitution(script, at, follow)
  if (char === "'") {
    const end = endOf(script, "'", at + 1)
    return { text: script.slice(at + 1, end), end: end + 1 }
  }
  if (char === '"') return doubleQuoted(script, at, follow)
  if (char === '\\') return { text: script[at + 1] === '\n' ? '' : (script[at + 1] ?? ''), end: at + 2 }
  return { text: char, end: at + 1 }
}

function doubleQuoted(script: string, start: number, follow: Follow): { text: string; end: number } {
  const parts: string[] = []
  let at = start + 1
  while (at < script.length && script[at] !== '"') {
    const special = script[at] === '\\' || script[at] === '$' || script[at] === '`'
    const piece = special ? readPiece(script, at, follow) : { text: script[at]!, end: at + 1 }
    parts.push(piece.text)
    at = Math.max(piece.end, at + 1)
  }
  return { text: parts.join(''), end: at + 1 }
}

function substitution(script: string, at: number, follow: Follow): { text: string; end: number } {
  const isTick = script[at] === '`'
  const from = at + (isTick ? 1 : 2)
  const end = isTick ? endOf(script, '`', from) : closingParenthesis(script, from)
  follow(script.slice(from, end), from)
  return { text: script.slice(at, end + 1), end: end + 1 }
}

function closingParenthesis(script: string, from: number): number {
  let open = 1
  for (let at = from; at < script.length; at += 1) {
    if (script[at] === "'") at = endOf(script, "'", at + 1)
    else if (script[at] === '(') open += 1
    else if (script[at] === ')') open -= 1
    if (open === 0) return at
  }
  return script.length
}

function afterHereDocuments(script: string, from: number, delimiters: readonly string[]): number {
  let at = from
  for (const delimiter of delimiters) {
    while (at < script.length) {
      const end = lineEnd(script, at)
      const line = script.slice(at, end).trim()
      at = end + 1
      if (line === delimiter) break
    }
  }
  // The line break before the next command is kept as its separator.
  return Math.max(from, Math.min(at, script.length))
}

const lineEnd = (script: string, at: number): number => endOf(script, '\n', at)

function endOf(script: string, what: string, from: number): number {
  const end = script.indexOf(what, from)
  return end === -1 ? script.length : end
}

function upTo(script: string, at: number, close: string): { text: string; end: number } {
  const end = Math.min(endOf(script, close, at) + close.length, script.length)
  return { text: script.slice(at, end), end }
}

/**
 * Splits arguments that are given as one text (`claude_args`) as the action does: quotes group, whole lines that start with `#`
 * are comments, and everything else is literal. (base-action/src/parse-sdk-options.ts, read.)
 */
export function splitArguments(text: string): readonly Word[] {
  const words: Word[] = []
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (char === '#' && /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, at - 200), at))) at = lineEnd(text, at)
    else if (blanks.has(char) || char === '\n') at += 1
    else {
      const word = readArgument(text, at)
      words.push({ text: word.text, at })
      at = word.end
    }
  }
  return words
}

function readArgument(text: string, start: number): { text: string; end: number } {
  const parts: string[] = []
  let at = start
  while (at < text.length && !blanks.has(text[at]!) && text[at] !== '\n') {
    const char = text[at]!
    const quoted = char === '"' || char === "'"
    const piece = quoted ? readPiece(text, at, ignore) : { text: char, end: at + 1 }
    parts.push(piece.text)
    at = Math.max(piece.end, at + 1)
  }
  return { text: parts.join(''), end: at }
}

const ignore: Follow = () => {}
