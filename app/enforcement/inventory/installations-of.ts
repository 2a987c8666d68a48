import type { Assistant } from '../../../scanner/assistants/assistant.ts'
import type { InstallationFact, OrganizationReachFacts } from './facts.ts'

/** Those installations of an organization that are of an assistant's Apps, or of one that the policy counts as its, and work now. */
export const installationsOf = (
  assistant: Pick<Assistant, 'id' | 'apps'>,
  installations: readonly InstallationFact[],
  ownApps: OrganizationReachFacts['ownApps'],
): readonly InstallationFact[] =>
  installations.filter(
    ({ appId, slug, isSuspended }) =>
      !isSuspended &&
      (assistant.apps.some((app) => app.slug === slug || app.id === appId) ||
        (ownApps[assistant.id] ?? []).includes(appId)),
  )
