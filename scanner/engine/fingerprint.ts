import { createHash, scryptSync } from 'node:crypto'
import { type Match, secretOf } from './match.ts'

/** Bits from which on nobody can guess a secret from its hash. */
const unguessable = 80
const memo = new Map<string, string>()
const memoLimit = 10_000

/**
 * A match's identity: the same wherever the same secret is found by the same rule, in any file, line, commit or fork.
 * `g1:` and 40 hex digits. Secrets that could be guessed are hashed by scrypt (2^14, about 50 ms) with a public salt, so
 * that a list of fingerprints is no list of passwords; the others by SHA-256.
 */
export function fingerprintOf(match: Match): string {
  const { id, randomBits } = match.rule
  const secret = Buffer.from(secretOf(match), 'latin1')
  return randomBits >= unguessable ? quickFingerprint(id, secret) : slowFingerprint(id, secret)
}

/** Makes fingerprints; undefined where it has made too many that take long. */
export type MakeFingerprint = (match: Match) => string | undefined

/**
 * As `fingerprintOf`, for the matches of one file: of secrets that could be guessed, only so many different ones, because
 * each takes some 50 ms and a hostile file may hold a million.
 */
export function createFingerprints(mostSlow: number): MakeFingerprint {
  const slow = new Set<string>()
  return (match) => {
    if (match.rule.randomBits >= unguessable) return fingerprintOf(match)
    const key = `${match.rule.id}\0${secretOf(match)}`
    if (slow.size >= mostSlow && !slow.has(key)) return undefined
    slow.add(key)
    return fingerprintOf(match)
  }
}

/** The fingerprint of what needs no protection against guessing: a long random secret, or a public text. */
export function quickFingerprint(rule: string, content: Uint8Array): string {
  return `g1:${createHash('sha256').update(`gatehouse/g1\0${rule}\0`).update(content).digest('hex').slice(0, 40)}`
}

/** The fingerprint of what could be guessed. */
export function slowFingerprint(rule: string, content: Uint8Array): string {
  const key = createHash('sha256').update(`${rule}\0`).update(content).digest('base64')
  const known = memo.get(key)
  if (known !== undefined) return known
  const hash = scryptSync(content, `gatehouse/v1/${rule}`, 20, { N: 2 ** 14, r: 8, p: 1 })
  const fingerprint = `g1:${hash.toString('hex')}`
  if (memo.size >= memoLimit) memo.clear()
  memo.set(key, fingerprint)
  return fingerprint
}
