import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { join } from './service-rule.ts'

/** Keys for samples, made when they are asked for: no file holds one, and every run has others. */

const made = new Map<string, KeyObject>()

function keyOf(kind: 'rsa' | 'ec' | 'ed25519'): KeyObject {
  const known = made.get(kind)
  if (known) return known
  const pair = {
    rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ec: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    ed25519: () => generateKeyPairSync('ed25519'),
  }[kind]()
  made.set(kind, pair.privateKey)
  return pair.privateKey
}

export const pkcs1 = (): string => keyOf('rsa').export({ type: 'pkcs1', format: 'pem' }).toString()
export const sec1 = (): string => keyOf('ec').export({ type: 'sec1', format: 'pem' }).toString()
export const pkcs8 = (): string => keyOf('rsa').export({ type: 'pkcs8', format: 'pem' }).toString()
export const pkcs8Short = (): string => keyOf('ed25519').export({ type: 'pkcs8', format: 'pem' }).toString()
export const publicKey = (): string =>
  generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()
export const jwk = (): Record<string, unknown> => ({ ...keyOf('ec').export({ format: 'jwk' }) })

export function encrypted(type: 'pkcs1' | 'pkcs8'): string {
  const cipher = 'aes-128-cbc'
  return keyOf('rsa')
    .export({ type, format: 'pem', cipher, passphrase: randomBytes(8).toString('hex') })
    .toString()
}

/** A marker line around a body that node:crypto does not write. */
export function armored(label: string, body: Buffer | string, dashes = '-----'): string {
  const text = typeof body === 'string' ? body : body.toString('base64').replaceAll(/(.{64})/g, '$1\n')
  return join(dashes, 'BEGIN ', label, dashes, '\n', text, '\n', dashes, 'END ', label, dashes, '\n')
}

/** An OpenSSH key as PROTOCOL.key lays it out. */
export function openSsh(cipher = 'none'): string {
  const publicPart = Buffer.concat([sshString('ssh-ed25519'), sshString(randomBytes(32))])
  const privatePart = Buffer.concat([
    Buffer.alloc(8),
    publicPart,
    sshString(randomBytes(64)),
    sshString('me'),
    Buffer.from([1, 2, 3]),
  ])
  const kdf = cipher === 'none' ? 'none' : 'bcrypt'
  const head = [
    Buffer.from('openssh-key-v1\0'),
    sshString(cipher),
    sshString(kdf),
    sshString(''),
    Buffer.from([0, 0, 0, 1]),
  ]
  return armored(
    'OPENSSH PRIVATE KEY',
    Buffer.concat([...head, sshString(publicPart), sshString(privatePart)]),
  )
}

function sshString(bytes: Buffer | string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, Buffer.from(bytes)])
}

/** An OpenPGP secret key packet: version 4, Ed25519. */
export function pgp(usage: number): string {
  const publicPart = Buffer.concat([Buffer.from([4, 0x60, 0, 0, 0, 27]), randomBytes(32)])
  const packet = Buffer.concat([publicPart, Buffer.from([usage]), randomBytes(34)])
  return armored(
    'PGP PRIVATE KEY BLOCK',
    `\n${Buffer.concat([Buffer.from([0xc5, packet.length]), packet]).toString('base64')}\n=aB3+`,
  )
}

/** The start of a PKCS#12 store with a key in it; the rest is random. */
export function pkcs12(): string {
  const bag = Buffer.from('2a864886f70d010c0a0102', 'hex')
  return Buffer.concat([
    Buffer.from('30820a0902010330820', 'hex'),
    Buffer.from('82', 'hex'),
    randomBytes(40),
    bag,
    randomBytes(900),
  ]).toString('base64')
}

/** A WireGuard key, with the bits set that Curve25519 wants. */
export function wireGuard(): string {
  const bytes = randomBytes(32)
  bytes[0]! &= 248
  bytes[31] = (bytes[31]! & 127) | 64
  return bytes.toString('base64')
}

/** The same RSA key as .NET writes it. */
export function rsaKeyValue(): string {
  const { n, e, p, q, dp, dq, qi, d } = keyOf('rsa').export({ format: 'jwk' })
  const numbers = { Modulus: n, Exponent: e, P: p, Q: q, DP: dp, DQ: dq, InverseQ: qi, D: d }
  const elements = Object.entries(numbers).map(
    ([name, number = '']) => `<${name}>${Buffer.from(number, 'base64url').toString('base64')}</${name}>`,
  )
  return `<RSAKeyValue>${elements.join('')}</RSAKeyValue>`
}
