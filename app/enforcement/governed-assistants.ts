import type { Policy } from '../../policies/resolve-policy.ts'
import type { Assistant } from '../../scanner/assistants/assistant.ts'
import { assistants } from '../../scanner/assistants/assistants.ts'

/** The assistants that a policy is about. */
export const governedAssistants = (policy: Pick<Policy, 'assistants'>): readonly Assistant[] =>
  assistants.filter(({ id }) => policy.assistants.some((one) => one === id))
