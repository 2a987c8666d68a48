import { inspectCode, isCode, tooLargeToParse } from '../rules/code/inspect-code.ts'
import { type ContentFinding, type SeenFile, toFinding } from './content-findings.ts'
import { withoutKnownSecrets } from './known-secrets.ts'
import type { ContentProblem } from './match-content.ts'

/** Weaknesses in one file, and why it was not looked at. */
export interface CodeFindings {
  readonly findings: readonly ContentFinding[]
  readonly problem?: ContentProblem
}

export const noCode: CodeFindings = { findings: [] }

/**
 * What rules about code say of a content at one path.
 * @param whole the content, where it was read whole
 * @param known what other rules found there already, and whose repository it is
 */
export function codeFindingsOf(
  path: string,
  file: SeenFile,
  whole: Uint8Array | undefined,
  {
    others = [],
    owner,
  }: { readonly others?: readonly ContentFinding[]; readonly owner?: string | undefined } = {},
): CodeFindings {
  if (!isCode(path)) return noCode
  // A file that could not be read has no head, and was said already.
  if (whole === undefined) return file.head.length === 0 ? noCode : { findings: [], problem: tooLargeToParse }
  const { inspections, problem } = inspectCode(path, whole, owner)
  const secrets = others.filter(({ kind }) => kind === 'secret')
  const findings = withoutKnownSecrets(inspections, secrets).map((inspection) =>
    toFinding(inspection, { ...file, path }),
  )
  return { findings, ...(problem && { problem }) }
}
