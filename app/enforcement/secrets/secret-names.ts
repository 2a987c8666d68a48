import type { Assistant } from '../../../scanner/assistants/assistant.ts'
import type { FileEvidence } from '../../../scanner/assistants/connection.ts'

/** Names under which nothing lies but a credential of one of these assistants. */
export const provenSecretNames = (assistants: readonly Assistant[]): ReadonlySet<string> =>
  new Set(
    assistants.flatMap(({ variables }) =>
      variables
        .filter(({ weight, kind }) => weight === 'proves' && kind === 'secret')
        .map(({ name }) => name),
    ),
  )

/** Names of secrets that workflows hand to an assistant, whatever they are called. GitHub compares them in any letter case. */
export const handedSecretNames = (evidence: readonly FileEvidence[]): ReadonlySet<string> =>
  new Set(evidence.flatMap(({ secrets }) => secrets.map((name) => name.toUpperCase())))
