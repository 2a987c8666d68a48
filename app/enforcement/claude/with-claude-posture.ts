import { known } from '../../../policies/facts.ts'
import type { OrganizationReachFacts } from '../inventory/facts.ts'
import type { Posture } from './posture.ts'

/** Puts what Claude's own settings say of sessions in the cloud where else an owner would have to say it. */
export function withClaudePosture(
  facts: OrganizationReachFacts,
  posture: Posture | undefined,
): OrganizationReachFacts {
  const sessions = posture?.webSessions
  if (sessions === undefined || facts.cloudSessions.known) return facts
  return { ...facts, cloudSessions: known(sessions.value !== 'off'), cloudSessionsRead: sessions.since }
}
