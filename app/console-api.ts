import type { Acting } from './acts/acting.ts'
import { createApprovalsApi, createRevocationsApi } from './acts/approvals.ts'
import { createChangesApi } from './acts/changes.ts'
import { createPersonalDataApi, createRetentionApi } from './acts/data-protection.ts'
import { createClaudeApi } from './acts/claude.ts'
import { createEmergencyReviewsApi } from './acts/emergency-reviews.ts'
import { createExceptionsApi } from './acts/exceptions.ts'
import { createKnownTeams } from './acts/known-teams.ts'
import { createMembersApi, createTokensApi } from './acts/members.ts'
import { createPolicyProposalsApi } from './acts/policy-proposals.ts'
import { createProvisioningApi } from './acts/provisioning.ts'
import { createProgressApi } from './acts/progress.ts'
import { createRecertificationsApi } from './acts/recertifications.ts'
import { createRequestsApi } from './acts/requests.ts'
import { createEvidenceApi, type EvidenceParts } from './evidence/evidence-api.ts'
import { createVerdictsApi } from './acts/answer-findings.ts'
import type { ResourceParts } from './api/v1/resources.ts'
import { askForWork } from './database/ask-for-work.ts'
import { findRepositoryById } from './database/find-repository.ts'
import { listConnections } from './database/list-connections.ts'
import { listFindings } from './database/list-findings.ts'
import { listAudit } from './database/list-audit.ts'
import { listOrganizationStates } from './database/list-organizations.ts'
import { countRepositories, listRepositories, readListedRepository } from './database/list-repositories.ts'
import { listSweeps, readAdvance, readLastSweeps, readSweep } from './database/list-sweeps.ts'
import { namesOf } from './database/names-of.ts'
import { createGovernanceReader } from './database/policies.ts'
import { readExplanation } from './database/read-explanation.ts'
import { readFindingAccounts, readRuleNoise } from './database/read-findings.ts'
import { listPolicyVersions, readPolicyState } from './database/read-policy.ts'
import { readPreview } from './database/read-preview.ts'
import { readRecord } from './database/read-record.ts'
import { readOverview, readTrend } from './database/read-overview.ts'
import { readRepositoryHistory } from './database/repository-history.ts'
import { endOwnSession, listSessions, readSettings } from './database/read-settings.ts'
import { usualLimits } from './database/sessions.ts'
import type { Store } from './database/store.ts'
import { renderRecord } from './enforcement/audit/render-record.ts'
import { verifyRecord } from './enforcement/audit/verify-record.ts'
import type { Viewer } from './enforcement/members/viewer.ts'
import type { RepositoryAccount } from './enforcement/reading/repository-account.ts'
import { keyOf } from './enforcement/work-keys.ts'
import { createStandings } from './acts/verdict-standings.ts'
import { papersOf } from '../scanner/rules/papers-of.ts'

/** Answers what the API asks, from the records. */
export function createConsoleApi(
  acting: Acting,
  evidence: Pick<EvidenceParts, 'sealer' | 'sweepMinutes' | 'version'>,
): Omit<ResourceParts, 'sinks' | 'identityConnections'> {
  const { store, now } = acting
  const governanceOf = createGovernanceReader(store)
  const teamsOf = createKnownTeams(acting)
  const requests = createRequestsApi(acting, teamsOf)
  return {
    overview: {
      read: async ({ scope }, organization) => {
        const seen = within(scope, organization)
        const [counts, sweeps, trend] = await Promise.all([
          readOverview(store, seen, now()),
          readLastSweeps(store, seen),
          readTrend(store, seen.organizations, now()),
        ])
        return { ...counts, sweeps, trend }
      },
    },
    organizations: { list: ({ scope }) => listOrganizationStates(store, governanceOf, scope) },
    repositories: {
      list: ({ scope }, query) => listRepositories(store, within(scope, query.organization), query),
      count: ({ scope }, filter) => countRepositories(store, within(scope, filter.organization), filter),
      read: ({ scope }, repository) => readAccount(store, scope, repository, now()),
      recheck: ({ scope }, repositories) =>
        store.transact(async (unit) => {
          const seen: string[] = []
          for (const repository of repositories)
            if (await findRepositoryById(unit, scope, repository)) seen.push(repository)
          await askForWork(
            unit,
            seen.map((one) => keyOf('repository', one)),
          )
          return seen
        }),
    },
    repositoryHistory: {
      list: ({ scope }, query) => readRepositoryHistory(store, scope, query),
      names: ({ scope }, events) => namesOf(store, scope, events),
    },
    connections: {
      list: ({ scope }, query) => listConnections(store, within(scope, query.organization), query),
    },
    requests,
    approvals: createApprovalsApi(acting),
    revocations: createRevocationsApi(acting),
    emergencyReviews: createEmergencyReviewsApi(acting, teamsOf),
    exceptions: createExceptionsApi(acting, requests),
    recertifications: createRecertificationsApi(acting, teamsOf),
    changes: createChangesApi(acting),
    progress: createProgressApi(acting, requests),
    findings: {
      list: ({ scope }, query) => listFindings(store, within(scope, query.organization), query),
      everywhere: ({ scope }, rule, fingerprint, page) =>
        readFindingAccounts(store, scope, { rule, fingerprint }, page),
      inRepository: ({ scope }, repository, page) => readFindingAccounts(store, scope, { repository }, page),
      noise: ({ scope }, organization) => readRuleNoise(store, within(scope, organization)),
      papers: (rule) => papersOf([{ rule }]).get(rule),
    },
    verdicts: createVerdictsApi({ store, now, standings: createStandings(acting.open, store) }),
    sweeps: {
      list: ({ scope }, query) => listSweeps(store, scope, query),
      read: ({ scope }, organization, sweep) => readSweep(store, scope, organization, sweep),
      start: (_viewer, organization) =>
        store.transact((unit) => askForWork(unit, [keyOf('organization', organization)])),
    },
    sweepProgress: { advance: (organization) => readAdvance(store, organization) },
    policy: {
      read: (_viewer, organization) => readPolicyState(store, organization),
      versions: (_viewer, query) => listPolicyVersions(store, query),
    },
    auditExport: {
      write: ({ scope }, { organization, format, ...range }) =>
        renderRecord[format](readRecord(store, within(scope, organization), range, now())),
    },
    evidence: createEvidenceApi({ ...evidence, store, now, within }),
    policyPreview: {
      preview: ({ scope }, organization, candidate) =>
        readPreview(store, within(scope, organization), { organization, candidate, now: now() }),
    },
    policyProposals: createPolicyProposalsApi(acting),
    members: createMembersApi(acting),
    personalData: createPersonalDataApi(acting),
    tokens: createTokensApi(acting),
    retention: createRetentionApi(acting),
    claude: createClaudeApi(acting),
    provisioning: createProvisioningApi(acting),
    settings: {
      read: async (_viewer, organization) => ({
        ...(await readSettings(store, organization)),
        commands: commandsOf(acting.config.publicUrl),
      }),
      sessions: (person) => listSessions(store, person, usualLimits, now()),
      endSession: (person, session) => endOwnSession(store, person, session, now()),
    },
    auditRecord: {
      check: ({ scope }, organization) =>
        verifyRecord(readRecord(store, within(scope, organization), {}, now()), trustOfRecord),
    },
    auditEvents: {
      list: ({ scope }, query) => listAudit(store, scope, query),
      names: ({ scope }, events) => namesOf(store, scope, events),
    },
  }
}

/** By a webhook within seconds; else they are looked for every minute, and handled when GitHub has listed them. */
const commandsOf = (publicUrl: string | undefined) =>
  publicUrl === undefined
    ? ({ arrive: 'by-polling', afterSeconds: 90 } as const)
    : ({ arrive: 'by-webhook', afterSeconds: 5 } as const)

/** It names its own keys, which an export that is verified elsewhere need not believe. */
const trustOfRecord = { publicKeys: [], heads: [], isSelection: false } as const

/** What is left of a scope in one organization. @param organization undefined: all of it */
function within(scope: Viewer['scope'], organization: string | undefined): Viewer['scope'] {
  if (organization === undefined) return scope
  const only = (all: readonly string[]): readonly string[] => all.filter((one) => one === organization)
  const { organizations, visibleTo } = scope
  return {
    organizations: only(organizations),
    ...(visibleTo && { visibleTo: { ...visibleTo, organizations: only(visibleTo.organizations) } }),
  }
}

async function readAccount(
  store: Store,
  scope: Viewer['scope'],
  repository: string,
  now: Date,
): Promise<RepositoryAccount | undefined> {
  const [summary, named] = await Promise.all([
    readListedRepository(store, scope, repository),
    findRepositoryById(store, scope, repository),
  ])
  if (!summary || !named) return undefined
  const explanation = (await readExplanation(store, scope, named, now)) ?? null
  return { summary, explanation, page: `https://${named.host}/${named.name}` }
}
