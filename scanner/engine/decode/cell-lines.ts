import type { OnLine } from './json-strings.ts'
import type { Transcript } from './transcript.ts'

/** `!command`, `%env NAME=value`: what IPython hands to a shell, or sets as one would. */
const shellLine = / {0,16}(?:!{1,2}[ \t]{0,8}|%(?:set_)?env[ \t]{1,8}(?=[A-Za-z_]\w{0,80}=))/y

/** A cell that is no Python: a shell's, or a file's that is not code. */
const shellCell =
  /%%(?:(?:bash|sh|zsh|cmd|script|system|sx)\b|!|(?:writefile|file)[ \t]{1,8}(?:-a[ \t]{1,8})?[^\s"\\]{0,80}(?:\.(?:env|ya?ml|json|toml|ini|cfg|conf|config|properties|txt|sh|tf|tfvars|netrc|npmrc|pypirc)|rc|credentials)\b)/y

/**
 * Reads the lines of one cell: leaves out what IPython puts before a command, so that it reads as in a script, and says what
 * is no Python.
 * @param setConfiguration is told where that begins and ends
 */
export function linesOfCell(
  text: Buffer,
  transcript: Transcript,
  setConfiguration: (isSo: boolean) => void,
): OnLine {
  let isWhole: boolean | undefined
  let isShell = false
  return (at) => {
    isWhole ??= lengthOf(shellCell, text, at) > 0
    if (isWhole) {
      setConfiguration(true)
      return at
    }
    const skipped = lengthOf(shellLine, text, at)
    // A command goes on behind a backslash at the end of its line.
    isShell = skipped > 0 || (isShell && transcript.last(1) === backslash)
    setConfiguration(isShell)
    return at + skipped
  }
}

const backslash = 0x5c

function lengthOf(pattern: RegExp, text: Buffer, at: number): number {
  // Nearly every line begins otherwise, and needs no text made of it.
  let first = at
  while (text[first] === 0x20 && first - at < 16) first += 1
  if (text[first] !== 0x21 && text[first] !== 0x25) return 0
  pattern.lastIndex = 0
  return pattern.exec(text.toString('latin1', at, at + 128))?.[0].length ?? 0
}
