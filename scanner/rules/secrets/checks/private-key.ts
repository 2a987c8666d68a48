import { createPrivateKey } from 'node:crypto'
import type { CheckContext, Verdict } from '../../../engine/rule.ts'
import { armoredKey } from './armored-key-verdicts.ts'
import { isKeySized, type KeyText, keyText } from './key-text.ts'
import { verdictOnPublished } from './published-keys.ts'

/** What the key's text says of it, whatever its kind; undefined where it seems to be one. */
function objection(key: KeyText): Verdict | undefined {
  return isKeySized(key) ? verdictOnPublished(key.base64) : armoredKey.none
}

/** PKCS#1, PKCS#8, SEC 1 and DSA keys in PEM (RFC 7468, RFC 1421). */
export function checkPem(body: string, { text }: CheckContext): Verdict {
  const key = keyText(body)
  const against = objection(key)
  if (against) return against
  const label = /BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY)/.exec(text)?.[1] ?? 'PRIVATE KEY'
  if (/ENCRYPTED/.test(key.headers.get('proc-type') ?? label) || key.headers.has('dek-info'))
    return armoredKey.protected
  // DER: a SEQUENCE. Anything else was never a key.
  if (Buffer.from(key.base64.slice(0, 4), 'base64')[0] !== 0x30) return armoredKey.unlike
  const size = sizeOf(label, key.base64)
  if (size === undefined) return armoredKey.cutShort
  return size < 1024 ? { confidence: 'medium', note: `only ${size} bits long` } : {}
}

/** RSA's and DSA's length in bits, Infinity for other kinds; undefined where it cannot be read. */
function sizeOf(label: string, base64: string): number | undefined {
  try {
    const key = createPrivateKey(`-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`)
    return key.asymmetricKeyDetails?.modulusLength ?? Infinity
  } catch {
    // A broken key throws as one of an unknown algorithm does; neither can be told from the other.
    return undefined
  }
}

/** A key without markers: it must hold together, because nothing else says that it is one. */
export function checkBareKey(secret: string, { before }: CheckContext): Verdict {
  if (/PRIVATE KEY-{4,5}.{0,20}$/s.test(before)) return { drop: 'a part of a key with markers' }
  const key = keyText(secret)
  const against = objection(key)
  if (against) return against
  const labels = ['PRIVATE KEY', 'RSA PRIVATE KEY']
  return labels.some((label) => sizeOf(label, key.base64) !== undefined) ? {} : armoredKey.cutShort
}

const openSshMagic = 'openssh-key-v1\0'

/** OpenSSH's own format, see PROTOCOL.key in its source: strings with their length before them. */
export function checkOpenSsh(body: string): Verdict {
  const key = keyText(body)
  const against = objection(key)
  if (against) return against
  const bytes = Buffer.from(key.base64, 'base64')
  if (bytes.toString('latin1', 0, openSshMagic.length) !== openSshMagic) {
    return armoredKey.unlike
  }
  const cipher = stringAt(bytes, openSshMagic.length)
  const kdf = cipher && stringAt(bytes, cipher.end)
  const kdfOptions = kdf && stringAt(bytes, kdf.end)
  // One key: its count, its public part, its private part.
  const publicPart = kdfOptions && stringAt(bytes, kdfOptions.end + 4)
  const privatePart = publicPart && stringAt(bytes, publicPart.end)
  if (!privatePart) return armoredKey.cutShort
  return cipher.text === 'none' ? {} : armoredKey.protected
}

function stringAt(bytes: Buffer, at: number): { readonly text: string; readonly end: number } | undefined {
  if (at + 4 > bytes.length) return undefined
  const end = at + 4 + bytes.readUInt32BE(at)
  return end > bytes.length ? undefined : { text: bytes.toString('latin1', at + 4, end), end }
}

/** Keys in PEM that only their own tools read: SSH2, cosign, TPM. */
export function checkArmored(body: string, { text }: CheckContext): Verdict {
  const key = keyText(body)
  const against = objection(key)
  return against ?? (text.includes('ENCRYPTED') ? armoredKey.protected : {})
}

/** The body of an armored key, the same in every wrapping. */
export const normalizeKey = (body: string): string => keyText(body).base64
