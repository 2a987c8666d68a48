import type { Json, NewAuditEvent } from '../audit/event.ts'
import type { Attestation, AttestedValue } from './attestation.ts'

/** What is recorded when an owner states something. @param organization our own id */
export const eventOfAttestation = (
  organization: string,
  { setting, subject, value, by, at, until, evidence, unverified }: Attestation,
): NewAuditEvent => ({
  kind: 'setting.attested',
  actor: by,
  subject: `organization:${organization}`,
  data: {
    setting,
    about: subject,
    stated: jsonOf(value),
    at,
    until,
    evidence,
    unverified: unverified ?? null,
  },
})

function jsonOf(value: AttestedValue): Json {
  if (value.kind === 'choice') return value.answer
  return value.kind === 'repositories' ? value.ids : value.permissions
}
