import type { SecretByHand } from '../effects/credential-actions.ts'
import type { SecretStore } from '../inventory/facts.ts'

/** Which permission of our App changes who gets what lies in a store. As GitHub names it. */
export const storePermissions: Readonly<Record<SecretStore, string>> = {
  actions: 'organization_secrets',
  dependabot: 'organization_dependabot_secrets',
  codespaces: 'organization_codespaces_secrets',
  agents: 'organization_agent_secrets',
  variables: 'organization_actions_variables',
}

/** Where a store is on the pages of settings. */
const pages: Readonly<Record<SecretStore, string>> = {
  actions: 'Secrets and variables, Actions, Secrets',
  dependabot: 'Secrets and variables, Dependabot',
  codespaces: 'Secrets and variables, Codespaces',
  agents: 'Secrets and variables, Agents',
  variables: 'Secrets and variables, Actions, Variables',
}

/**
 * Exactly what a person has to do about it. A name that proves nothing is a repository's own choice, and is not told to everybody who
 * reads this: `gatehouse plan` has it.
 */
export function secretSteps({ of, store, name, githubId, isProof }: Omit<SecretByHand, 'kind'>): string {
  const page = `settings of the ${of}, ${pages[store]}`
  const first = isProof
    ? ''
    : "a workflow hands a secret to an assistant whose name does not say whose it is: look what it is for; if it is the assistant's credential, "
  const what = isProof ? name : 'it'
  if (of === 'repository') return `${first}delete ${what} in the ${page}`
  if (githubId !== null) return `${first}take the repository from those that get ${what}: ${page}`
  return `${first}set ${what} again for selected repositories, without those that may not have it: ${page}; GitHub cannot narrow it without its value`
}

/** What to do where our App may not. */
export const withoutPermission = (permission: string, otherwise: string): string =>
  `our App lacks the permission ${permission}; grant it, or ${otherwise}`
