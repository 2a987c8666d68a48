/** What a Java keystore holds, as far as it can be told without its password. */
export type KeystoreContent = 'keys' | 'certificates' | 'empty' | 'unknown' | 'not-a-keystore'

const magics = { jks: 0xfeedfeed, jceks: 0xcececece } as const
const tags = { privateKey: 1, certificate: 2, secretKey: 3 } as const

/** Entries walked; the JDK's own `cacerts` has about 150. */
const limit = 1000

/**
 * Reads the entries of a JKS or JCEKS keystore. Their tags are not encrypted: 1 is a private key, 2 a trusted
 * certificate, 3 a secret key. The layout is documented in the JDK's `sun.security.provider.JavaKeyStore`:
 * magic, version, count, then for each entry tag, alias, date and its data, all big-endian.
 * @param head the beginning of the file; entries beyond it are not seen, and the answer is then `unknown`
 */
export function javaKeystoreContent(head: Uint8Array): KeystoreContent {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (head.byteLength < 12) return 'not-a-keystore'
  const magic = view.getUint32(0)
  if (magic !== magics.jks && magic !== magics.jceks) return 'not-a-keystore'
  const version = view.getUint32(4)
  const count = view.getUint32(8)
  if (count === 0) return 'empty'
  try {
    let at = 12
    for (let entry = 0; entry < Math.min(count, limit); entry += 1) {
      const tag = view.getUint32(at)
      if (tag !== tags.certificate)
        return tag === tags.privateKey || tag === tags.secretKey ? 'keys' : 'unknown'
      at += 4
      at += 2 + view.getUint16(at) // alias
      at += 8 // date
      if (version >= 2) at += 2 + view.getUint16(at) // certificate type
      at += 4 + view.getUint32(at) // certificate
    }
    return count > limit ? 'unknown' : 'certificates'
  } catch (error) {
    // Reading past the end: the file goes on beyond its head, or is damaged.
    if (error instanceof RangeError) return 'unknown'
    throw error
  }
}

/** Bouncy Castle: BKS is version 1 or 2, a salt of 20 bytes, an iteration count; UBER the same with its own salt. */
export function isBouncyCastleKeystore(head: Uint8Array): boolean {
  if (head.byteLength < 32) return false
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const version = view.getUint32(0)
  const saltLength = view.getUint32(4)
  return (version === 1 || version === 2) && saltLength >= 8 && saltLength <= 64
}
