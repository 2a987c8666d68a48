/**
 * A reason as it is kept: on one line, without controls, of which PostgreSQL refuses one, and without half characters. What else
 * is written stays, and is escaped where it is shown. Pure.
 */
export const reasonOf = (text: string): string =>
  text
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
