import type { Attestation } from '../enforcement/attestations/attestation.ts'
import { eventOfAttestation } from '../enforcement/attestations/event-of-attestation.ts'
import { appendAudit } from './audit-log.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Keeps what an owner stated, beside what was stated before, and records that in the audit log. */
export async function recordAttestation(
  unit: Unit,
  organization: string,
  attestation: Attestation,
): Promise<void> {
  const { setting, subject, value, by, at, until, evidence, unverified } = attestation
  await unit.database
    .insertInto('attestations')
    .values({
      organization_id: organization,
      setting,
      subject,
      value: JSON.stringify(value),
      stated_by: by,
      at: new Date(at),
      until: new Date(until),
      evidence,
      unverified: unverified ?? null,
    })
    .execute()
  await appendAudit(unit, organization, new Date(at), [eventOfAttestation(organization, attestation)])
}

/** The last statement about each thing, whether it still counts or not. */
export async function readAttestations(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
): Promise<readonly Attestation[]> {
  const rows = await database
    .selectFrom('attestations')
    .selectAll()
    .distinctOn(['setting', 'subject'])
    .where('organization_id', '=', organization)
    .where(inScope(scope, 'organization_id'))
    .orderBy('setting')
    .orderBy('subject')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ setting, subject, value, stated_by: by, at, until, evidence, unverified }) => ({
    setting,
    subject,
    value,
    by,
    at: at.toISOString(),
    until: until.toISOString(),
    evidence,
    ...(unverified !== null && { unverified }),
  }))
}
