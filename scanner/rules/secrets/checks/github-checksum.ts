import type { Verdict } from '../../../engine/rule.ts'
import { checksumVerdict } from './checksum.ts'
import { crc32 } from './crc32.ts'

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * GitHub's and npm's tokens end in six base62 characters: the CRC-32 of the characters between the prefix and them.
 * Source: https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
export function githubChecksum(secret: string): Verdict {
  const body = secret.slice(secret.indexOf('_') + 1)
  return checksumVerdict(checksumOf(body.slice(0, -6)) === body.slice(-6))
}

/** The six characters that make `random` a well-formed token. */
export function checksumOf(random: string): string {
  let rest = crc32(random)
  let digits = ''
  for (let index = 0; index < 6; index += 1) {
    digits = base62[rest % 62]! + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}
