import type { GitHubWriter, WritePermit } from '../../enforcement/github-writes.ts'
import type { Octokit } from '../api-client.ts'
import { createCheckRunWriter } from './check-runs.ts'
import { createCommentWriter } from './comments.ts'
import { createIssueWriter } from './issue-writer.ts'
import { createMadeWriter } from './made-things.ts'
import { createRulesetWriter } from './rulesets.ts'
import { createStatusWriter } from './statuses.ts'
import { createPropertyWriter } from './properties.ts'
import { createProposalWriter } from './proposals.ts'
import { createSecretWriter } from './secrets.ts'
import { createWorkflowWriter } from './workflows.ts'
import { createTokenWriter } from './tokens.ts'
import { createRepositoryWriter } from './repository-writer.ts'
import { checkRoom, type Pacing } from './paced.ts'
import { sentOnce } from './sent-once.ts'
import { createInstallationWriter, type InstallationMeans } from './installation-writer.ts'

/** What a writer is made of: clients whose requests pass the guard of the permit's mode, and ask the permit. */
export interface WriterParts extends InstallationMeans {
  readonly login: string
  /** Our App's installation on the organization. */
  readonly own: Octokit
  /** GitHub's number of our App. */
  readonly appId: number
  /** By which GitHub names our App where it acts. */
  readonly botLogin: () => Promise<string>
  /** Of our App's installation. */
  readonly pacing: Pacing
}

export function openWriter(parts: WriterParts): GitHubWriter {
  const { login, appId } = parts
  const own = sentOnce(parts.own)
  const means = {
    ...(parts.enforcer && { enforcer: { ...parts.enforcer, octokit: sentOnce(parts.enforcer.octokit) } }),
    ...(parts.asPerson && { asPerson: sentOnce(parts.asPerson) }),
  }
  return {
    checkRoom: () => checkRoom(parts.pacing),
    installations: createInstallationWriter(means, login),
    checks: createCheckRunWriter(own, login, appId),
    comments: createCommentWriter(own, login, appId),
    issues: createIssueWriter(own, login, appId),
    made: createMadeWriter(own, login),
    proposals: createProposalWriter(own, login),
    properties: createPropertyWriter(own, login),
    statuses: createStatusWriter(own, login, parts.botLogin),
    rulesets: createRulesetWriter(own, login, appId),
    secrets: createSecretWriter(own, login),
    workflows: createWorkflowWriter(own, login),
    tokens: createTokenWriter(own, login),
    repositories: createRepositoryWriter(own, login),
  }
}

type Fetch = typeof globalThis.fetch

/** Asks the permit before everything that is no read, also where a client tries again by itself. */
export function permitted(fetch: Fetch, { check }: WritePermit): Fetch {
  return async (input, init) => {
    const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase()
    if (method !== 'GET' && method !== 'HEAD') await check()
    return fetch(input, init)
  }
}
