import type { Fact } from '../../../policies/facts.ts'
import { known } from '../../../policies/facts.ts'
import type { FileEvidence } from '../../../scanner/assistants/connection.ts'
import { findConnections } from '../../../scanner/rules/workflows/connections.ts'
import type { ListedFile, RepositorySnapshot } from '../github.ts'

/** What each workflow says, by `workflowKey`; a workflow that says nothing has an empty list, so that it is not read again. */
export type WorkflowEvidence = Readonly<Record<string, readonly FileEvidence[]>>

/** The same text at another place may mean something else. */
export const workflowKey = ({ oid, path }: ListedFile): string => `${oid} ${path}`

type ReadTexts = (files: readonly ListedFile[]) => Promise<Fact<ReadonlyMap<string, string>>>

/**
 * Concludes what the default branch's workflows say of assistants. Only those that were not read before are read; their text is not
 * kept.
 */
export async function readWorkflowEvidence(
  { workflows }: Pick<RepositorySnapshot, 'workflows'>,
  before: WorkflowEvidence,
  readTexts: ReadTexts,
): Promise<Fact<WorkflowEvidence>> {
  if (!workflows.known) return workflows
  const files = workflows.value
  const unread = files.filter((file) => before[workflowKey(file)] === undefined)
  const texts = unread.length > 0 ? await readTexts(unread) : known(new Map<string, string>())
  if (!texts.known) return texts
  const read = (file: ListedFile): readonly FileEvidence[] =>
    before[workflowKey(file)] ?? evidenceIn(file, texts.value.get(file.oid))
  return known(Object.fromEntries(files.map((file) => [workflowKey(file), read(file)])))
}

function evidenceIn(file: ListedFile, text: string | undefined): readonly FileEvidence[] {
  if (text !== undefined) return findConnections(file.path, text).flatMap(({ evidence }) => evidence)
  // What cannot be read may run anything; GitHub itself takes no workflow that is no text.
  return [
    {
      kind: 'file',
      file: file.path,
      place: null,
      form: 'unreadable',
      what: 'could not be read as text',
      triggers: [],
      secrets: [],
    },
  ]
}
