import { join, random } from '../../scanner/engine/sample.ts'
import { checksumOf } from '../../scanner/rules/secrets/checks/github-checksum.ts'

/** A GitHub token that no human has seen; another one for each seed. */
export function githubToken(seed = 1): string {
  const body = random('base62', 30, 1000 + seed)
  return join('ghp', '_', body, checksumOf(body))
}

/** The rule that finds it. */
export const githubRule = 'github-personal-access-token'
