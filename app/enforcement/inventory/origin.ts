import type { Reason } from '../../../policies/readiness.ts'

/** Where a repository comes from, as far as GitHub tells. */
export type RepositoryOrigin =
  | { readonly kind: 'fork' | 'template'; readonly githubId: number }
  /** It came from another organization or person, under the id that it has. */
  | { readonly kind: 'transferred' }
  | { readonly kind: 'imported' }

const words: Readonly<Record<RepositoryOrigin['kind'], string>> = {
  fork: 'it is a fork',
  template: 'it was made from a template',
  transferred: 'it was transferred here',
  imported: 'it was imported',
}

/**
 * The reason that says what a repository's origin means: nothing of another repository's approvals. They are kept by numeric
 * id and organization, so this decides nothing and explains why a fork of an approved repository has to be asked for.
 * @returns undefined for a repository that began here
 */
export function originReason(origin: RepositoryOrigin | null): Reason | undefined {
  if (origin === null) return undefined
  const kept = {
    fork: 'what was approved for the repository it is a fork of does not count for it',
    template: 'what was approved for the template does not count for it',
    transferred: 'what was approved before the transfer does not count any more',
    imported: 'what was approved where it came from does not count for it',
  }
  return {
    check: 'origin',
    state: 'met',
    wanted: 'approvals are its own',
    found: `${words[origin.kind]}: ${kept[origin.kind]}`,
    advisory: true,
  }
}
