import type { Migration } from 'kysely/migration'
import * as work from './migrations/0001-work.ts'
import * as organizations from './migrations/0002-organizations.ts'
import * as audit from './migrations/0003-audit.ts'
import * as deliveries from './migrations/0004-deliveries.ts'
import * as inventory from './migrations/0005-inventory.ts'
import * as governance from './migrations/0006-governance.ts'
import * as answers from './migrations/0007-answers.ts'
import * as findings from './migrations/0008-findings.ts'
import * as record from './migrations/0009-record.ts'
import * as attestations from './migrations/0010-attestations.ts'
import * as workOrganization from './migrations/0012-work-organization.ts'
import * as deliveriesAndOwners from './migrations/0013-deliveries-and-owners.ts'
import * as deliveryStorage from './migrations/0014-delivery-storage.ts'
import * as acts from './migrations/0015-acts.ts'
import * as switches from './migrations/0016-switches.ts'
import * as writePace from './migrations/0018-write-pace.ts'
import * as buttons from './migrations/0019-buttons.ts'
import * as recertification from './migrations/0020-recertification.ts'
import * as decidedAnew from './migrations/0021-decided-anew.ts'
import * as reminders from './migrations/0022-reminders-and-classes.ts'
import * as knownBefore from './migrations/0023-known-before.ts'
import * as leaving from './migrations/0024-leaving.ts'
import * as goneHow from './migrations/0025-gone-how.ts'
import * as summaries from './migrations/0026-repository-summaries.ts'
import * as notifications from './migrations/0027-notifications.ts'
import * as idempotency from './migrations/0028-idempotency.ts'
import * as auditSearch from './migrations/0029-audit-search.ts'
import * as sessions from './migrations/0030-sessions.ts'
import * as visibleRepositories from './migrations/0031-visible-repositories.ts'
import * as apiTokens from './migrations/0032-api-tokens.ts'
import * as reading from './migrations/0033-reading.ts'
import * as verdicts from './migrations/0034-verdicts.ts'
import * as conditions from './migrations/0035-approval-conditions.ts'
import * as figures from './migrations/0039-figures.ts'
import * as noParent from './migrations/0040-no-parent.ts'
import * as policyProposals from './migrations/0041-policy-proposals.ts'
import * as reachChanges from './migrations/0046-reach-changes.ts'
import * as sinks from './migrations/0048-sinks.ts'
import * as erasure from './migrations/0053-erasure.ts'
import * as retention from './migrations/0054-retention.ts'
import * as envelopes from './migrations/0055-envelopes.ts'
import * as findingsOfARule from './migrations/0064-findings-of-a-rule.ts'
import * as identities from './migrations/0047-identities.ts'
import * as claudeTenants from './migrations/0050-claude-tenants.ts'
import * as provisioning from './migrations/0062-provisioning.ts'
import * as singleSignOn from './migrations/0059-single-sign-on.ts'
import * as signInDomains from './migrations/0060-sign-in-domains.ts'
import * as recoveryCodes from './migrations/0061-recovery-codes.ts'

/** Every migration, in order. One that has been released is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-work': work,
  '0002-organizations': organizations,
  '0003-audit': audit,
  '0004-deliveries': deliveries,
  '0005-inventory': inventory,
  '0006-governance': governance,
  '0007-answers': answers,
  '0008-findings': findings,
  '0009-record': record,
  '0010-attestations': attestations,
  '0012-work-organization': workOrganization,
  '0013-deliveries-and-owners': deliveriesAndOwners,
  '0014-delivery-storage': deliveryStorage,
  '0015-acts': acts,
  '0016-switches': switches,
  '0018-write-pace': writePace,
  '0019-buttons': buttons,
  '0020-recertification': recertification,
  '0021-decided-anew': decidedAnew,
  '0022-reminders-and-classes': reminders,
  '0023-known-before': knownBefore,
  '0024-leaving': leaving,
  '0025-gone-how': goneHow,
  '0026-repository-summaries': summaries,
  '0027-notifications': notifications,
  '0028-idempotency': idempotency,
  '0029-audit-search': auditSearch,
  '0030-sessions': sessions,
  '0031-visible-repositories': visibleRepositories,
  '0032-api-tokens': apiTokens,
  '0033-reading': reading,
  '0034-verdicts': verdicts,
  '0035-approval-conditions': conditions,
  '0039-figures': figures,
  '0040-no-parent': noParent,
  '0041-policy-proposals': policyProposals,
  '0046-reach-changes': reachChanges,
  '0047-identities': identities,
  '0048-sinks': sinks,
  '0050-claude-tenants': claudeTenants,
  '0053-erasure': erasure,
  '0054-retention': retention,
  '0055-envelopes': envelopes,
  '0059-single-sign-on': singleSignOn,
  '0060-sign-in-domains': signInDomains,
  '0061-recovery-codes': recoveryCodes,
  '0062-provisioning': provisioning,
  '0064-findings-of-a-rule': findingsOfARule,
}
