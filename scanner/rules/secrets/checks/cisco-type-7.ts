import type { Verdict } from '../../../engine/rule.ts'

/** What Cisco's devices mix passwords with; it has been public since 1995, and every device has the same. */
const key = 'dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87'

const mixed = (bytes: Uint8Array, offset: number): Buffer =>
  Buffer.from(bytes.map((byte, index) => byte ^ key.charCodeAt((offset + index) % key.length)))

/** A password as type 7: where in the key it starts, in two decimal digits, then pairs of hex digits. */
export const encodeCisco7 = (password: string, offset: number): string =>
  `${String(offset).padStart(2, '0')}${mixed(Buffer.from(password), offset).toString('hex').toUpperCase()}`

/** Whether it decodes to a password that somebody can type. */
export function checkCisco7(secret: string): Verdict {
  const offset = Number(secret.slice(0, 2))
  const password = mixed(Buffer.from(secret.slice(2), 'hex'), offset).toString('latin1')
  if (offset >= key.length || !/^[\x20-\x7e]+$/.test(password)) return { drop: 'not of type 7' }
  return { note: 'anybody can read the password from it' }
}
