import { createHash } from 'node:crypto'

/** Shorter pieces are in many texts. */
const shortestPart = 8

/**
 * Makes the test whether a text is a secret that another tool wrote down, or a part of it.
 * @returns undefined where the tool did not write it, or not all of it
 */
export function sameSecret(secret: string | undefined): ((text: string) => boolean) | undefined {
  if (secret === undefined || secret.length < shortestPart) return undefined
  if (/^REDACTED?$|\.\.\.$|\*{4}/.test(secret)) return undefined
  return (text) => text === secret || (text.length >= shortestPart && secret.includes(text))
}

/** Makes the test whether a text has a digest. */
export const hasSha1 =
  (hex: string): ((text: string) => boolean) =>
  (text) =>
    createHash('sha1').update(text).digest('hex') === hex
