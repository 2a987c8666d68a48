import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A certificate that vouches for itself, with its key; both PEM. */
export interface OwnCertificate {
  readonly certificate: string
  readonly key: string
}

const day = 24 * 60 * 60 * 1000

/**
 * Makes a certificate for names, as a receiver with an authority of its own has one: Node has no way to, and no machine of the tests need
 * have a program for it. Source: RFC 5280, 4.1; X.690 for the encoding.
 * @param addresses IPv4
 */
export function makeCertificate({
  names = ['localhost'],
  addresses = ['127.0.0.1'],
  from = new Date(Date.now() - day),
  to = new Date(Date.now() + day),
}: {
  readonly names?: readonly string[]
  readonly addresses?: readonly string[]
  readonly from?: Date
  readonly to?: Date
} = {}): OwnCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid(ecdsaWithSha256))
  const name = sequence(set(sequence(oid(commonName), der(0x0c, Buffer.from(names[0] ?? 'nobody')))))
  const alternative = sequence(
    ...names.map((one) => der(0x82, Buffer.from(one))),
    ...addresses.map((one) => der(0x87, Buffer.from(one.split('.').map(Number)))),
  )
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        sequence(oid(basicConstraints), der(0x04, sequence(der(0x01, Buffer.from([0xff]))))),
        sequence(oid(subjectAlternativeName), der(0x04, alternative)),
      ),
    ),
  )
  const signature = sign('sha256', body, privateKey)
  const whole = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])))
  return {
    certificate: pem('CERTIFICATE', whole),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const ecdsaWithSha256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]
const commonName = [0x55, 0x04, 0x03]
const basicConstraints = [0x55, 0x1d, 0x13]
const subjectAlternativeName = [0x55, 0x1d, 0x11]

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const bytes = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...bytes]), content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts))
const set = (...parts: readonly Buffer[]): Buffer => der(0x31, Buffer.concat(parts))
const oid = (bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes))
/** GeneralizedTime: `20260101000000Z`. */
const time = (at: Date): Buffer =>
  der(0x18, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`))

const pem = (what: string, bytes: Buffer): string =>
  `-----BEGIN ${what}-----\n${bytes.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${what}-----\n`
