import type { InlineComment } from '../../policies/inline-comments.ts'
import { otherCommentsAt } from '../../policies/other-comments.ts'
import type { Finding } from '../../scanner/engine/finding.ts'
import type { OpenRange } from '../gather/open-range.ts'

/** A change that has findings in more files has other troubles than comments. */
const mostFiles = 500

/** Comments for other tools at findings, in the files as the change has them. */
export async function readOtherComments(
  { readText }: Pick<OpenRange, 'readText'>,
  findings: readonly Finding[],
): Promise<readonly InlineComment[]> {
  const paths = new Set(
    findings.filter(({ line, commit }) => line !== null && commit === null).map(({ path }) => path),
  )
  const texts = new Map<string, readonly string[]>()
  for (const path of [...paths].slice(0, mostFiles)) {
    const text = await readText(path)
    if (text !== undefined) texts.set(path, text.split('\n'))
  }
  return otherCommentsAt(findings, (path) => texts.get(path))
}
