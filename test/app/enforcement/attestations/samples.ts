import type { Attestation } from '../../../../app/enforcement/attestations/attestation.ts'
import type { InstallationFact, OrganizationReachFacts } from '../../../../app/enforcement/inventory/facts.ts'
import { known } from '../../../../policies/facts.ts'

export const now = new Date('2026-11-26T08:00:00Z')

export const quietOrganization: OrganizationReachFacts = {
  installations: known([]),
  ownApps: {},
  secrets: known([]),
  tokens: known([]),
  basePermission: known('none'),
  nativeAgent: known('none'),
  cloudSessions: known(false),
}

export const installation = (over: Partial<InstallationFact> = {}): InstallationFact => ({
  id: 7,
  appId: 1236702,
  slug: 'claude',
  selection: 'selected',
  isSuspended: false,
  permissions: {},
  repositories: known(new Set([17])),
  ...over,
})

/** A statement that sessions in the cloud are off, of a month ago and for two more. */
export const attestation = (over: Partial<Attestation> = {}): Attestation => ({
  setting: 'claude-cloud-sessions',
  subject: '',
  value: { kind: 'choice', answer: 'off' },
  by: '5a4c0f0a-1111-4222-8333-444455556666',
  at: '2026-10-26T08:00:00.000Z',
  until: '2027-01-24T08:00:00.000Z',
  evidence: 'ticket SEC-12',
  ...over,
})
