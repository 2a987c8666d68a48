import { type Codeowners, readCodeowners } from '../../policies/codeowners/codeowners.ts'
import { readText } from '../gather/read-text.ts'
import type { Octokit, Place } from '../github.ts'

/** In the order in which GitHub looks for it. Source: GitHub's documentation, "About code owners". */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']

/** Who owns what, as a commit or a branch says. @returns undefined where it has no CODEOWNERS */
export async function readCodeownersOf(
  octokit: Octokit,
  place: Place,
  ref: string,
): Promise<Codeowners | undefined> {
  for (const path of places) {
    const text = await readText(octokit, place, ref, path)
    if (text !== undefined) return readCodeowners(text)
  }
  return undefined
}
