import type { Fact } from '../../../policies/facts.ts'
import { known, unknown } from '../../../policies/facts.ts'
import type { Attestation } from '../attestations/attestation.ts'
import { isInForce } from '../attestations/attestation.ts'
import type { ClaudeVia } from './connections.ts'
import type { TxtStanding } from './domain-standing.ts'
import type { Posture } from './posture.ts'

/** A key that Claude's settings list. */
export interface ListedKey {
  readonly id: string
  readonly name: string | null
  readonly isActive: boolean
  readonly scopes: readonly string[]
  /** ISO 8601; null: it does not end. */
  readonly expiresAt: string | null
}

/** One of the organizations at Claude that a tenant has. */
export interface ClaudeOrganization {
  /** Claude's own. */
  readonly uuid: string
  readonly name: string | null
  readonly values: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
  readonly keys: readonly ListedKey[]
}

/** What is kept of the tenant's settings. */
export interface ClaudeSettings {
  readonly organizations: readonly ClaudeOrganization[]
  readonly posture: Posture
}

/** What judging an organization takes of its tenant. */
export interface ClaudeTenantState extends ClaudeSettings {
  /** Whether the key was set by this organization; others share it. */
  readonly isOwner: boolean
  readonly keyId: string | null
  readonly readUntil: Date | null
  readonly failingSince: Date | null
  readonly problem: string | null
  readonly domains: readonly WatchedDomain[]
  /** Installations of which an agent was given everything. */
  readonly everythingGiven: readonly { readonly source: string; readonly openedAt: Date | null }[]
  /** Repositories that are connected at Claude and belong to nobody here. */
  readonly foreign: number
  /** Tokens of people that were given to Claude, the newest first. */
  readonly imported: readonly { readonly id: string; readonly at: Date; readonly scopes: string | null }[]
  /** A sync of the directory that failed after the last that did not. */
  readonly failedSync: Date | null
  /** The connection of single sign-on that was switched off last, and not on again. */
  readonly signOnOff: Date | null
}

/** A domain whose record Claude asks for. */
export interface WatchedDomain {
  readonly domain: string
  /** The whole record; null: nobody said it, and it was not seen yet. */
  readonly record: string | null
  /** Opaque person id. */
  readonly setUpBy: string | null
  readonly setUpAt: Date | null
  /** undefined: it was not looked for yet. */
  readonly standing: TxtStanding | undefined
  /** What was found, and what to do, in words. */
  readonly found: string | null
  readonly todo: string | null
}

/** What is open at Claude about one repository. */
export interface ClaudeConnectionFact {
  readonly source: string
  readonly via: ClaudeVia
  readonly openedAt: Date | null
  /** Opaque person id. */
  readonly openedBy: string | null
}

/** What an owner states where no tenant is read, by the names of the policy. */
const attestable: Readonly<Record<string, string>> = {
  webSessions: 'claude-cloud-sessions',
  quickWebSetup: 'claude-quick-web-setup',
  routines: 'claude-routines',
  remoteControl: 'claude-remote-control',
  codeReview: 'claude-code-review',
}

const answers: Readonly<Record<string, string>> = { everybody: 'on' }

/** Settings that nobody has to state, because they are read from Claude itself. */
export const readAtClaude = (posture: Posture | undefined): readonly string[] =>
  Object.entries(attestable).flatMap(([name, setting]) =>
    Object.entries(posture ?? {}).some(([known]) => known === name) ? [setting] : [],
  )

/**
 * What Claude's switches are, as far as anybody knows: what was read counts more than what an owner stated.
 * @param posture undefined: no tenant is connected
 */
export function claudeSwitchFacts(
  posture: Posture | undefined,
  attestations: readonly Attestation[],
  now: Date,
): Fact<Readonly<Record<string, string>>> {
  const values: Record<string, string> = {}
  for (const [name, setting] of Object.entries(attestable)) {
    const stated = attestations.find((one) => one.setting === setting && isInForce(one, now))
    if (stated?.value.kind === 'choice')
      values[name] = answers[stated.value.answer] ?? stated.value.answer.replaceAll('-', '_')
  }
  for (const [name, state] of Object.entries(posture ?? {})) values[name] = state.value
  if (posture === undefined && Object.keys(values).length === 0)
    return unknown("Claude's tenant is not connected to Gatehouse, and no owner has stated it")
  return known(values)
}

const vias: Readonly<Record<ClaudeVia, string>> = {
  project: 'attached to a project at Claude',
  chat: 'attached to a chat at Claude',
  'code-review': "switched on for Claude's Code Review",
  integration: "connected in Claude's GitHub integration",
  agent: 'given to an agent of Claude (access bundle)',
  'agent-default': 'set as a default of an agent of Claude',
}

/** Where a person undoes each, click by click. */
const undoing: Readonly<Record<ClaudeVia, string>> = {
  project: 'claude.ai, Projects: open the project, Project knowledge, GitHub: remove the repository',
  chat: 'claude.ai: open the chat, its attachments, GitHub: remove the repository, or delete the chat',
  'code-review':
    'claude.ai, Organization settings, Claude Code, Code Review: remove the repository from the list',
  integration: 'claude.ai, Organization settings, Connectors, GitHub: disconnect the repository',
  agent: 'claude.ai, Organization settings, Claude Code, GitHub, Access bundles: take the repository out',
  'agent-default':
    'claude.ai, Organization settings, Claude Code, Agents: open the agent and take the repository out of its sources',
}

/** One sentence of evidence, without names of people. */
export const connectionWords = ({ via, openedAt }: ClaudeConnectionFact): string =>
  `It was ${vias[via]}${openedAt === null ? '' : ` on ${openedAt.toISOString().slice(0, 10)}`}, as Claude's own record says.`

/** What a person does to undo it. Completes "…: ". */
export const undoWords = (via: ClaudeVia): string => undoing[via]
