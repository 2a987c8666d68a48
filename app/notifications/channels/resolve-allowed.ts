import { lookup } from 'node:dns/promises'
import type { AllowedAddresses } from './allowed-addresses.ts'

export interface Resolved {
  readonly address: string
  readonly family: number
}

/** Asks for the addresses of a name. */
export type Resolve = (name: string) => Promise<readonly Resolved[]>

export const resolveByDns: Resolve = (name) => lookup(name, { all: true })

/** It leads where nobody may be told anything. The message names the host and never the rest of the address. */
export class AddressRefused extends Error {
  /** Completes "to an address that is not allowed:". */
  readonly why: string

  constructor(name: string, why: string) {
    super(
      `${name} leads to an address that is not allowed: ${why}. NOTIFY_PRIVATE_ADDRESSES names private ones that are.`,
    )
    this.name = 'AddressRefused'
    this.why = why
  }
}

/**
 * The addresses of a name, each of them checked. Whoever connects takes one of these and asks for no name again, so that an answer which
 * changes meanwhile changes nothing. One that is not allowed refuses all: a name that leads inside as well is no public service.
 * @throws AddressRefused
 */
export async function resolveAllowed(
  name: string,
  {
    addresses,
    resolve,
    isPlain,
  }: { readonly addresses: AllowedAddresses; readonly resolve: Resolve; readonly isPlain: boolean },
): Promise<readonly [Resolved, ...Resolved[]]> {
  const [first, ...others] = await resolve(name)
  if (!first) throw new AddressRefused(name, 'it has none')
  for (const { address } of [first, ...others]) {
    const why = addresses.problem(address, isPlain)
    if (why !== undefined) throw new AddressRefused(name, why)
  }
  return [first, ...others]
}
