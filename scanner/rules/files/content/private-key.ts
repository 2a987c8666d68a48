/** Whether a text or bytes hold a private key, and whether a passphrase protects it. */
export type PrivateKeyState = 'none' | 'protected' | 'open'

const worse = (one: PrivateKeyState, other: PrivateKeyState): PrivateKeyState =>
  one === 'open' || other === 'open' ? 'open' : one === 'protected' ? one : other

/** Begin markers looked at in one file; a bundle of certificates has a few hundred. */
const limit = 2000

/**
 * Looks for PEM, OpenSSH, SSH2 and armored OpenPGP private keys. A marker without a key's worth of base64 after it, as
 * documents and templates have, is none.
 */
export function privateKeyInText(text: string): PrivateKeyState {
  let state: PrivateKeyState = 'none'
  let at = text.indexOf('BEGIN ')
  for (let count = 0; at >= 0 && count < limit; count += 1) {
    const label = /^BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?) ?-{4,5}/.exec(text.slice(at, at + 80))
    if (label !== null)
      state = worse(state, stateOf(label[1] ?? '', text.slice(at + label[0].length, at + 2000)))
    at = text.indexOf('BEGIN ', at + 6)
  }
  return state
}

function stateOf(label: string, after: string): PrivateKeyState {
  // In a string literal the line breaks are written out.
  const lines = after.replaceAll('\\n', '\n').split(/\r?\n/)
  const end = lines.findIndex((line) => line.includes('END '))
  const body = lines.slice(0, end < 0 ? undefined : end).filter((line) => !line.includes(':'))
  const base64 = body.join('').replace(/[^A-Za-z0-9+/=]/g, '')
  if (base64.length < 40 || new Set(base64).size < 12) return 'none'
  if (label.includes('ENCRYPTED')) return 'protected'
  if (label.startsWith('PGP')) return 'open'
  if (/^(?:Proc-Type:.{0,20}ENCRYPTED|DEK-Info:)/m.test(lines.slice(0, 6).join('\n'))) return 'protected'
  return label.startsWith('OPENSSH') && !openSshCipher(base64).startsWith('none') ? 'protected' : 'open'
}

/** The cipher's name at the start of an OpenSSH key: after a magic of 15 bytes and a length of 4. See PROTOCOL.key. */
function openSshCipher(base64: string): string {
  try {
    return atob(base64.slice(0, 64)).slice(19)
  } catch {
    // Not base64 after all: nothing shows that it is protected.
    return 'none'
  }
}

/** PKCS#5 v2 encryption (PBES2) and PKCS#12's own, as DER object identifiers. */
const encryptionIds = ['2a864886f70d01050d', '2a864886f70d010c01']

/** Looks for a private key in DER: PKCS#1, PKCS#8 (protected or not), SEC 1. */
export function privateKeyInBytes(head: Uint8Array): PrivateKeyState {
  if (head[0] !== 0x30 || head.length < 24) return 'none'
  const inner = contentOffset(head, 0)
  if (isVersion(head, inner, 1) && head[inner + 3] === 0x04) return 'open'
  if (isVersion(head, inner, 0)) return head[inner + 3] === 0x02 || head[inner + 3] === 0x30 ? 'open' : 'none'
  const start = hex(head.subarray(inner, inner + 40))
  return encryptionIds.some((id) => start.includes(id)) ? 'protected' : 'none'
}

const isVersion = (head: Uint8Array, at: number, version: number): boolean =>
  head[at] === 0x02 && head[at + 1] === 1 && head[at + 2] === version

/** Where a DER value's content starts. */
export function contentOffset(head: Uint8Array, at: number): number {
  const length = head[at + 1] ?? 0
  return at + 2 + (length > 0x80 ? length & 0x7f : 0)
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
