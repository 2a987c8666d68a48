import { contentOffset } from './private-key.ts'

/** What a PKCS#12 store (RFC 7292) shows without its password. */
export type Pkcs12Content = 'keys' | 'unknown' | 'not-pkcs12'

/** PKCS#12 bag types `keyBag` and `pkcs8ShroudedKeyBag`: 1.2.840.113549.1.12.10.1.1 and .2. */
const keyBag = '2a864886f70d010c0a0101'
const shroudedKeyBag = '2a864886f70d010c0a0102'

/**
 * Tools put certificates into an encrypted part and the key, encrypted by itself, into an open one, so that its bag type
 * can be read. `unknown`: it is one, but the part where a key would be named is encrypted, or lies beyond `head`.
 */
export function pkcs12Content(head: Uint8Array): Pkcs12Content {
  if (head[0] !== 0x30 || head.length < 16) return 'not-pkcs12'
  const inner = contentOffset(head, 0)
  // PFX ::= SEQUENCE { version INTEGER 3, authSafe ContentInfo, … }
  if (head[inner] !== 0x02 || head[inner + 1] !== 1 || head[inner + 2] !== 3 || head[inner + 3] !== 0x30)
    return 'not-pkcs12'
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1')
  return [keyBag, shroudedKeyBag].some((id) => text.includes(latin1(id))) ? 'keys' : 'unknown'
}

const latin1 = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1')
