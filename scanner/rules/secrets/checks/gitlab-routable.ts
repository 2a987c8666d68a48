import type { Verdict } from '../../../engine/rule.ts'
import { checksumVerdict } from './checksum.ts'
import { crc32 } from './crc32.ts'

/**
 * Routable tokens end in the CRC-32, in base 36 and 7 places, of everything before it; between two dots stands the version,
 * and before the checksum the payload's length. Tokens made before the version was added have no checksum to check.
 * Source: https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/authn/token_field/generator/routable_token.rb (read)
 */
export function checkRoutable(token: string): Verdict | undefined {
  if (!/\.[0-9a-z]{2}\.[0-9a-z]{9}$/.test(token)) return undefined
  return checksumVerdict(routableChecksum(token.slice(0, -7)) === token.slice(-7))
}

/** The seven characters that make a token well formed. */
export const routableChecksum = (before: string): string => crc32(before).toString(36).padStart(7, '0')
