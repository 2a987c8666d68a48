import { escapeTerminal } from '../report/escape/terminal.ts'

/** What to print of an error that nobody expected. */
export const describeBug = (error: unknown): string =>
  `internal error: ${escapeTerminal(frames(error))}\nThis is a bug in Gatehouse; please report it.\n`

/** The stack names our own files only; messages of unexpected errors may quote what was scanned, so they are left out. */
function frames(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown'
  // The stack begins with the message, which may look like frames itself.
  const stack = (error.stack ?? '').replace(error.message, '')
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return [error.name, ...lines.slice(0, 6).map((line) => line.trim())].join(' ')
}
