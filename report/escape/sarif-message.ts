import { escapeInvisible } from './visible.ts'

/**
 * The text of a SARIF message. `{0}` would be a placeholder and `[text](1)` a link to a related location, so braces are
 * doubled and brackets and backslashes preceded by a backslash (SARIF 2.1.0, 3.11.5 and 3.11.6).
 */
export function escapeSarifMessage(text: string): string {
  return escapeInvisible(text)
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/[{}]/g, '$&$&')
}
