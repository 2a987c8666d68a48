import type { Codeowners } from '../policies/codeowners/codeowners.ts'

/**
 * Which of the files that decide what is let pass nobody has to approve a change of. They are read from the base, so a change of them
 * counts only once it is merged; without owners anybody who may merge decides it. Pure.
 * @param codeowners undefined: there is none
 * @param paths of files that are there
 * @returns a sentence for people; undefined where all are owned
 */
export function unprotectedWords(
  codeowners: Codeowners | undefined,
  paths: readonly string[],
): string | undefined {
  const open = paths.filter((path) => (codeowners?.ownersOfPath(path) ?? []).length === 0)
  if (open.length === 0) return undefined
  return `CODEOWNERS names nobody for ${open.join(' and ')}: whoever may merge can change what is let pass. Name owners, and require their review.`
}
