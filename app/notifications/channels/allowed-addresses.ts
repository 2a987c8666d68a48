import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Range = [Address, number]

/** Which addresses may be connected to. */
export interface AllowedAddresses {
  /**
   * Why an address may not be connected to; undefined: it may. Fail closed: what is no address may not.
   * @param isPlain what is sent is not encrypted: only to an address that the settings name
   */
  readonly problem: (address: string, isPlain: boolean) => string | undefined
}

/**
 * Where clouds tell a machine its own credentials. Nobody is told anything there, whatever the settings allow. That of Azure
 * lies among public addresses. Source: each vendor's page about its instance metadata.
 */
const metadata = new Set(
  [
    '169.254.169.254',
    '169.254.170.2',
    '168.63.129.16',
    '100.100.100.200',
    '192.0.0.192',
    'fd00:ec2::254',
    'fd20:ce::254',
  ].map((one) => ipaddr.parse(one).toNormalizedString()),
)

/** @param ranges `10.1.0.0/16`, `127.0.0.1`: what is private and may be connected to all the same */
export function allowedAddresses(ranges: readonly string[]): AllowedAddresses {
  const named = ranges.map(rangeOf)
  return {
    problem: (text, isPlain) => {
      if (!ipaddr.isValid(text)) return 'it is no address'
      // `::ffff:127.0.0.1` is 127.0.0.1.
      const address = ipaddr.process(text)
      if (metadata.has(address.toNormalizedString())) return 'there a cloud tells machines their credentials'
      if (named.some((range) => isWithin(address, range))) return undefined
      // Only what is known to be public: everything else is of somebody's own network, or of nobody.
      if (address.range() !== 'unicast') return `it is not public (${address.range()})`
      return isPlain ? 'what is sent there would not be encrypted' : undefined
    },
  }
}

/** Whether a text is an address, or a range of addresses in CIDR notation. */
export const isRange = (text: string): boolean => ipaddr.isValid(text) || ipaddr.isValidCIDR(text)

function rangeOf(text: string): Range {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  const address = ipaddr.parse(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

const isWithin = (address: Address, [base, bits]: Range): boolean =>
  address.kind() === base.kind() && address.match(base, bits)
