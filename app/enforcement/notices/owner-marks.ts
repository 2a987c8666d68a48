import { markdownCode } from '../../../report/escape/markdown.ts'
import type { Ownership } from '../owners/owner-of.ts'

/** More would be a crowd of whom nobody feels meant. */
const mostMentioned = 10

const mention =
  /^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?(?:_[A-Za-z0-9]{1,20})?(?:\/[A-Za-z0-9_.-]{1,100})?$/

/**
 * Who is to look at an issue. Only whom the repository's own people have written as `@login` or `@organization/team`, in CODEOWNERS
 * or the custom property, is notified: any other text could be the login of a stranger. Pure.
 */
export function ownersInWords(owners: Pick<Ownership, 'kind' | 'owners'> | undefined): string {
  if (!owners || owners.owners.length === 0)
    return 'Nobody is named as owner of this repository: see to it that somebody is.'
  const mayBeNotified = owners.kind === 'property' || owners.kind === 'codeowners'
  const shown = owners.owners
    .slice(0, mostMentioned)
    .map((one) => (mayBeNotified && mention.test(one) ? one.replaceAll('_', '\\_') : markdownCode(one)))
  return `Owners: ${shown.join(', ')}`
}
