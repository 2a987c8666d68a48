import { entropyOf } from './statistics.ts'

/**
 * Whether a text looks generated rather than written: at least one long unbroken piece that mixes letters and digits (or
 * cases) more often than words, identifiers, versions and dates do.
 */
export function looksRandom(text: string): boolean {
  return (
    text.split(/[^A-Za-z0-9]+/).some(isRandomPiece) ||
    (isBase64(text) && isRandomPiece(text.replaceAll(/[+/=]/g, '')))
  )
}

const isBase64 = (text: string): boolean => /^[A-Za-z0-9+/]{16,}={0,2}$/.test(text) && /[+/]/.test(text)

function isRandomPiece(piece: string): boolean {
  if (piece.length < 10 || entropyOf(piece) < 2.9) return false
  const hasDigit = /\d/.test(piece)
  const changes = classChanges(piece) / piece.length
  // Written text without digits changes case at word starts only; random text at every second letter.
  if (!hasDigit) return piece.length >= 16 && changes > 0.35
  if (!/[A-Za-z]/.test(piece)) return false
  return changes >= 0.2 && !isCounted(piece)
}

/** `version2update10`, `sha256sum`, `oauth2callback`: words with short numbers between them. */
const isCounted = (piece: string): boolean =>
  /^(?:[A-Z]?[a-z]{3,}|[A-Z]{2,}|\d{1,4})+$/.test(piece) && /^(?:\D{3,}\d{1,4}){1,3}\D*$/.test(piece)

const classOf = (char: string): number => (/[a-z]/.test(char) ? 0 : /[A-Z]/.test(char) ? 1 : 2)

function classChanges(text: string): number {
  let changes = 0
  for (let index = 1; index < text.length; index += 1) {
    if (classOf(text[index]!) !== classOf(text[index - 1]!)) changes += 1
  }
  return changes
}
