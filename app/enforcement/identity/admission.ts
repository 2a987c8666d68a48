import { domainOf } from './email-domain.ts'
import type { Shown } from './settings.ts'
import { SignOnRefused } from './refusal.ts'

/** A domain that an organization has named. */
export interface NamedDomain {
  readonly domain: string
  readonly record: string
  readonly verifiedAt: Date | null
}

/**
 * Refuses whom a provider may not vouch for: somebody without an address, with one that it does not vouch for, or of a domain that the
 * organization has not shown to be its own. Pure.
 * @throws SignOnRefused which names the address's domain, and the record that is to be set
 */
export function demandVouched({ email, isEmailVerified }: Shown, domains: readonly NamedDomain[]): void {
  if (email === undefined || email === '')
    throw new SignOnRefused('sso-no-email', 'The provider sent no e-mail address.')
  const domain = domainOf(email)
  if (domain === undefined)
    throw new SignOnRefused(
      'sso-no-email',
      'What the provider sent as e-mail address is not one plain address.',
    )
  if (!isEmailVerified)
    throw new SignOnRefused(
      'sso-email-unverified',
      `The provider does not say that the address at ${domain} is verified (\`email_verified\`).`,
    )
  const named = domains.find((one) => one.domain === domain)
  if (named?.verifiedAt != null) return
  const verified = domains.filter(({ verifiedAt }) => verifiedAt !== null).map((one) => one.domain)
  throw new SignOnRefused(
    'sso-domain-not-verified',
    named
      ? `${domain} is not verified yet: the TXT record ${named.record} has to stand at ${domain}.`
      : `${domain} is not among the organization’s verified domains (${verified.length === 0 ? 'there are none' : verified.join(', ')}). An owner adds it in Settings, and sets the TXT record that is shown there.`,
  )
}
