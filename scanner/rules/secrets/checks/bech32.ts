const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

function polymod(values: readonly number[]): number {
  let sum = 1
  for (const value of values) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ value
    for (let bit = 0; bit < 5; bit += 1) if ((top >>> bit) & 1) sum ^= generators[bit]!
  }
  return sum >>> 0
}

const expand = (prefix: string): readonly number[] => {
  const codes = Array.from(prefix, (char) => char.charCodeAt(0))
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)]
}

/**
 * Whether a Bech32 text's checksum fits.
 * Source: BIP 173, https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki
 * @param text in lower case
 */
export function isBech32(text: string): boolean {
  const at = text.lastIndexOf('1')
  const data = Array.from(text.slice(at + 1), (char) => alphabet.indexOf(char))
  return at > 0 && !data.includes(-1) && polymod([...expand(text.slice(0, at)), ...data]) === 1
}

/**
 * A text with its checksum, as Bech32 in lower case; for samples.
 * @param data characters of the Bech32 alphabet
 */
export function bech32(prefix: string, data: string): string {
  const values = Array.from(data, (char) => alphabet.indexOf(char))
  const rest = polymod([...expand(prefix), ...values, 0, 0, 0, 0, 0, 0]) ^ 1
  const checksum = [5, 4, 3, 2, 1, 0].map((place) => alphabet[(rest >>> (5 * place)) & 31]!)
  return `${prefix}1${data}${checksum.join('')}`
}
