/** Everything that is recorded. Kinds are permanent: exports and rules in other systems name them. */
export const auditKinds = [
  'organization.added',
  'organization.suspended',
  'organization.resumed',
  'organization.removed',
  'organization.leaving',
  'organization.staying',
  'sweep.started',
  'sweep.finished',
  'policy.changed',
  'policy.invalid',
  'policy.proposed',
  'decision.made',
  'connection.found',
  'connection.gone',
  'connection.unwatched',
  'repository.gone',
  'finding.opened',
  'finding.changed',
  'setting.attested',
  'organization-finding.opened',
  'organization-finding.changed',
  'organization-finding.closed',
  'effect.planned',
  'effect.attempted',
  'effect.waiting',
  'effect.applied',
  'effect.already-so',
  'effect.failed',
  'effect.withdrawn',
  'switch.intended',
  'switch.ended',
  'connection.corrected',
  'wave.undone',
  'hold.opened',
  'hold.closed',
  'changes.paused',
  'changes.resumed',
  'enforcement.accepted',
  'enforcement.voided',
  'request.opened',
  'request.closed',
  'approval.given',
  'approval.ended',
  'button.pressed',
  'check.imitated',
  'recertification.opened',
  'recertification.asked',
  'recertification.answered',
  'recertification.closed',
  'exception.given',
  'exception.ended',
  'emergency.reviewed',
  'verdict.asked',
  'verdict.given',
  'verdict.ended',
  'role.granted',
  'role.ended',
  'session.opened',
  'session.ended',
  'token.created',
  'token.ended',
  'person.exported',
  'person.erased',
  'legal-hold.placed',
  'legal-hold.lifted',
  'retention.changed',
  'retention.deleted',
  'keys.rotated',
  'claude.connected',
  'claude.disconnected',
  'claude.repository-connected',
  'claude.repository-disconnected',
  'claude.setting-changed',
  'claude.domain-named',
  'claude.domain-forgotten',
  'sink.added',
  'sink.changed',
  'sink.ended',
  'sink.tested',
  'sink.replayed',
  'role.mapped',
  'person.provisioned',
  'person.changed',
  'person.activated',
  'person.deactivated',
  'person.removed',
  'group.provisioned',
  'group.renamed',
  'group.changed',
  'group.removed',
  'provisioning.begun',
  'provisioning.started',
  'provisioning.changed',
  'provisioning.held',
  'provisioning.released',
  'identity-connection.created',
  'identity-connection.changed',
  'identity-connection.mapped',
  'identity-connection.enforced',
  'identity-connection.ended',
  'identity.linked',
  'sign-in-domain.added',
  'sign-in-domain.verified',
  'sign-in-domain.removed',
  'recovery-codes.made',
  'recovery-code.used',
] as const
export type AuditKind = (typeof auditKinds)[number]

/** JSON, which is what an event's data are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** What somebody wants recorded. */
export interface NewAuditEvent {
  readonly kind: AuditKind
  /** An opaque person id; null where Gatehouse acts by itself. */
  readonly actor: string | null
  /** What it is about: `repository:17`, `organization:3`, `policy:5`. */
  readonly subject: string
  /** Never a name of a person and never a secret: neither could be taken back. */
  readonly data: { readonly [name: string]: Json }
}

/** An event in its place. */
export interface AuditEvent extends NewAuditEvent {
  readonly organization: string
  /** 1 for an organization's first. */
  readonly sequence: number
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string
  /** Hash of the event before, in hex; zeros for the first. */
  readonly previous: string
  /** SHA-256 in hex over everything above; see `hashEvent`. */
  readonly hash: string
}
