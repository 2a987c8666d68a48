import type { CodeVerdict, Site } from './code-rule.ts'
import { textOf } from '../../syntax/source.ts'
import { isProtocol } from './judge-hash.ts'
import { purposesOf } from './purpose.ts'

/** As strong as a password's name right beside the hash; less is a guess. */
const enough = 2

/**
 * A password that goes into a good hash function, which is a bad one for passwords: graphics cards compute billions of them each
 * second. Who hashes before Argon2 or bcrypt, or does what a protocol prescribes, is right to do it.
 * @param hash the function's name, for people
 */
export function judgePasswordHash(site: Site, hash: string): CodeVerdict | undefined {
  if (isProtocol(site)) return undefined
  // A password may well be the key of an HMAC: protocols that prove that it is known do so.
  const isKey =
    hash.startsWith('HMAC') &&
    site.args.some(({ value }) => /passw|pwd\b|passphrase/i.test(textOf(site.source, value)))
  if (isKey) return undefined
  const isHashed = purposesOf(site.source, site.node, 'hash').some(
    ({ hashedPassword, harmless, isSlowed }) =>
      hashedPassword >= enough && hashedPassword > harmless && !isSlowed,
  )
  return isHashed
    ? { severity: 'medium', confidence: 'medium', note: `a password goes into ${hash}, which is fast` }
    : undefined
}

/** Hash functions without known weakness, as OpenSSL, Java and Python name them. */
export const fastHash =
  /^(?:sha-?(?:224|256|384|512)(?:[-/_]?(?:224|256))?|sha3[-_]?\d{3}|blake2[bs](?:[-_]?\d{3})?|blake3|whirlpool)$/i
