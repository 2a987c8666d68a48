import { escapeInvisible } from './visible.ts'

/**
 * Text for a terminal: nothing in it moves the cursor, changes colours, starts a new line, reorders or hides what is shown.
 * Colours are put around the result, never inside. `##[`, which the Actions runner obeys anywhere in a line, is
 * broken up here and not by `escapeLogLine`, so that columns can be measured.
 */
export const escapeTerminal = (text: string): string => escapeInvisible(text).replaceAll('##[', '##\\[')

/** A line of a file for a terminal: indentation goes, a tab between words becomes a space, the rest as `escapeTerminal`. */
export const escapeTerminalLine = (line: string): string => escapeTerminal(line.trim().replaceAll('\t', ' '))
