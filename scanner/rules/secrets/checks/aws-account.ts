import type { CheckContext, Verdict } from '../../../engine/rule.ts'

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * Says which account an access key id belongs to. Ids made since 2019 (fifth character from Q on, or a digit) carry the
 * account's number in bits 1 to 40 after the prefix; older ones don't.
 * Known from public analyses, not from AWS's own pages.
 */
export function describeAccessKeyId(
  id: string,
  { before }: Pick<CheckContext, 'before'>,
): Verdict | undefined {
  // Genetic sequences, and words in capitals: random text has none of 22 letters and 6 digits once in 30 ids at most.
  if (/^[A-Z]{4}[ACGTN]+$/.test(id)) return { drop: 'a genetic sequence' }
  if (!/[2-7]/.test(id.slice(4)))
    return id.startsWith('AKIA') ? { confidence: 'medium' } : { drop: 'a word in capitals' }
  const account = accountOf(id)
  const owner = account === undefined ? {} : { note: `of AWS account ${account}` }
  // In a signed address stands a signature, never the secret key.
  return /Credential(?:=|%3D|": ?")$/.test(before) ? { severity: 'low', ...owner } : owner
}

function accountOf(id: string): string | undefined {
  if (id[4]! < 'Q' && !/\d/.test(id[4]!)) return undefined
  let bits = 0n
  for (const char of id.slice(4, 14)) bits = (bits << 5n) | BigInt(base32.indexOf(char))
  const account = ((bits >> 2n) & 0x7fffffffff80n) >> 7n
  return account < 1_000_000_000_000n ? account.toString().padStart(12, '0') : undefined
}
