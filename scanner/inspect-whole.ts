import type { Finding } from './engine/finding.ts'
import { type ContentFinding, toFinding } from './pool/content-findings.ts'
import { inspectRepository } from './rules/assistants/inspect-repository.ts'

/** The files of one state of a repository. */
export interface WholeTree {
  readonly paths: readonly string[]
  /** The text of a file that may concern assistants; undefined where it can't be read. */
  readonly read: (path: string) => string | undefined
}

/**
 * What only the files together show: workflows that call each other, risky files that no deny rule covers.
 * @param findings those in these files
 */
export async function inspectWhole(
  tree: WholeTree,
  findings: readonly Finding[],
): Promise<readonly ContentFinding[]> {
  const riskyPaths = findings
    .filter(({ kind, confidence }) => kind === 'file' && confidence !== 'low')
    .map(({ path }) => path)
  const { inspections } = await inspectRepository({
    ...tree,
    riskyPaths: [...new Set(riskyPaths)].toSorted(),
  })
  return inspections.map(({ path, inspection }) => {
    const text = Buffer.from(tree.read(path) ?? '')
    return toFinding(inspection, { path, head: text, size: text.length })
  })
}
