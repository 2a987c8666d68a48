import { escapeInvisible } from './visible.ts'

/**
 * What makes a spreadsheet take a cell for a formula: the four ASCII signs and their full-width forms, which Excel obeys in
 * some languages, at the start or after white space. Where the list separator is `;`, a cell is split at every one.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /(^\s*|;\s*)([=+\-@＝＋－＠])/g

/**
 * The text of one cell, before quoting: formulas are preceded by an apostrophe and so stay text; control characters, tabs and
 * line ends are shown as `\n`, so that every record is one line. Programs should read JSON Lines, which keeps text exactly.
 */
export const escapeCsvCell = (text: string): string =>
  escapeInvisible(text).replace(formula, "$1'$2").replaceAll('##[', '##\\[')
