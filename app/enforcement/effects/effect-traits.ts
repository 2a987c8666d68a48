import type { ChangeSwitch } from '../../../policies/policy-changes.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { CheckRun } from '../github-writes.ts'
import type { WantedRuleset } from '../rulesets/ruleset-of.ts'
import { credentialTraits } from './credential-actions.ts'
import { digestOfIssue, type IssueText } from '../notices/kept-issue.ts'
import { digestOf } from '../remediation/remediation.ts'
import type {
  Installed,
  InstalledRepository,
  ShownDecision,
  OwnerNotice,
  Say,
  OpenIssue,
  EffectAction,
  EffectKind,
} from './effect-action.ts'

type LettingPolicy = Pick<Policy, 'changes'> & {
  readonly notifications: Pick<Policy['notifications'], 'issues'>
}

export interface EffectTraits {
  /** From which mode on it is made. */
  readonly mode: Mode
  /** By which the policy switches it on; undefined: the mode is enough. */
  readonly policySwitch: ChangeSwitch | undefined
  /** Whether it takes access away: those are what the blast radius counts. */
  readonly removes: boolean
  /** The lowest is made first: what gives access before what takes it. */
  readonly order: number
  /** By which two of them are the same. */
  readonly identity: (action: never) => string
}

const installed = ({ installation, githubId }: InstalledRepository): string => `${installation}:${githubId}`

/** What is to be known of each kind. */
export const effectTraits = {
  ...credentialTraits,
  // What it takes is counted by the effects that take it: each repository has one of its own.
  select: {
    mode: 'enforce',
    policySwitch: 'selection',
    removes: false,
    order: 1,
    identity: ({ installation }: Installed) => `select:${installation}`,
  },
  quarantine: {
    mode: 'enforce',
    policySwitch: 'quarantine',
    removes: false,
    order: 0,
    identity: ({ installation }: Installed) => `quarantine:${installation}`,
  },
  connect: {
    mode: 'enforce',
    policySwitch: 'connections',
    removes: false,
    order: 1,
    identity: (action: InstalledRepository) => `connect:${installed(action)}`,
  },
  disconnect: {
    mode: 'enforce',
    policySwitch: 'connections',
    removes: true,
    order: 2,
    identity: (action: InstalledRepository) => `disconnect:${installed(action)}`,
  },
  'claude-by-hand': {
    mode: 'enforce',
    policySwitch: 'connections',
    removes: false,
    order: 8,
    identity: ({ githubId, source }: { readonly githubId: number; readonly source: string }) =>
      `claude-by-hand:${githubId}:${source}`,
  },
  'check-run': {
    mode: 'notify',
    policySwitch: undefined,
    removes: false,
    order: 3,
    // With what it says: one that waits while something else became true is not to be shown.
    identity: ({ repository, commit, name, ...said }: CheckRun & { readonly repository: string }) =>
      `check-run:${repository}:${commit}:${name}:${digestOf([said.conclusion, said.title, said.summary])}`,
  },
  'pull-comment': {
    mode: 'notify',
    policySwitch: undefined,
    removes: false,
    order: 3,
    identity: ({
      repository,
      number,
      commit,
      body,
    }: {
      readonly repository: string
      readonly number: number
      readonly commit: string
      readonly body: string
    }) => `pull-comment:${repository}:${number}:${commit}:${digestOf([body])}`,
  },
  // A proposal changes nothing by itself, and whoever begins to govern needs it first.
  'policy-proposal': {
    mode: 'notify',
    policySwitch: undefined,
    removes: false,
    order: 3,
    identity: ({ proposal }: { readonly proposal: string }) => `policy-proposal:${proposal}`,
  },
  'open-issue': {
    mode: 'notify',
    policySwitch: undefined,
    removes: false,
    order: 3,
    identity: (action: OpenIssue) => `open-issue:${action.for}:${action.id}`,
  },
  comment: {
    mode: 'notify',
    policySwitch: undefined,
    removes: false,
    order: 4,
    identity: (action: Say) => `comment:${action.about}`,
  },
  'issue-state': {
    mode: 'notify',
    policySwitch: undefined,
    removes: false,
    order: 5,
    identity: ({ issue }: { readonly issue: number }) => `issue-state:${issue}`,
  },
  'owner-notice': {
    mode: 'notify',
    policySwitch: undefined,
    removes: false,
    order: 6,
    // What is told is part of it: something else is another notice.
    identity: (action: OwnerNotice) =>
      `owner-notice:${action.githubId}:${action.place}:${digestOfIssue(action)}`,
  },
  'need-permission': {
    mode: 'notify',
    policySwitch: undefined,
    removes: false,
    order: 6,
    identity: ({ permission }: { readonly permission: string }) => `need-permission:${permission}`,
  },
  'show-decision': {
    mode: 'notify',
    policySwitch: 'status',
    removes: false,
    order: 8,
    identity: ({ githubId, commit, digest }: ShownDecision) =>
      `show-decision:${githubId}:${commit}:${digest}`,
  },
  'keep-ruleset': {
    mode: 'enforce',
    policySwitch: 'ruleset',
    removes: false,
    order: 8,
    identity: ({ template, enforcement, coverage, ownerBypass }: WantedRuleset) =>
      `keep-ruleset:${template}:${enforcement}:${coverage}:${ownerBypass}`,
  },
  'define-property': {
    mode: 'enforce',
    policySwitch: 'property',
    removes: false,
    order: 6,
    identity: () => 'define-property',
  },
  'set-property': {
    mode: 'enforce',
    policySwitch: 'property',
    removes: false,
    order: 7,
    identity: ({ githubId, value }: { readonly githubId: number; readonly value: string }) =>
      `set-property:${githubId}:${value}`,
  },
  'clear-property': {
    mode: 'enforce',
    policySwitch: 'property',
    removes: false,
    order: 7,
    identity: ({ githubId }: { readonly githubId: number }) => `clear-property:${githubId}`,
  },
  'manual-steps': {
    mode: 'notify',
    policySwitch: undefined,
    removes: false,
    order: 5,
    identity: (action: IssueText) => `manual-steps:${digestOfIssue(action)}`,
  },
  undo: {
    mode: 'enforce',
    policySwitch: undefined,
    removes: false,
    order: 9,
    identity: ({ thing, how }: { readonly thing: string; readonly how: string }) => `undo:${thing}:${how}`,
  },
  'remediation-pull-request': {
    mode: 'enforce',
    policySwitch: 'remediation',
    removes: false,
    order: 9,
    identity: ({ githubId }: { readonly githubId: number }) => `remediation-pull-request:${githubId}`,
  },
} as const satisfies Record<EffectKind, EffectTraits>

/** Every kind, in the order of the table. */
// oxlint-disable-next-line no-unsafe-type-assertion -- Object.keys forgets which texts they are
export const effectKinds = Object.keys(effectTraits) as readonly EffectKind[]

/**
 * Whether a policy lets a kind be made. What was planned by an earlier one is withdrawn with the next decisions, which may take a
 * while: until then it is not made either. Pure.
 */
export function isLet(kind: EffectKind, { changes, notifications }: LettingPolicy): boolean {
  if (kind === 'owner-notice' || kind === 'manual-steps') return notifications.issues
  const { policySwitch } = effectTraits[kind]
  return policySwitch === undefined || changes[policySwitch]
}

/** What one of them does and to what: of two that would do the same, one is open at a time. */
export function identityOf(action: EffectAction): string {
  // oxlint-disable-next-line no-unsafe-type-assertion -- a kind's traits take actions of that kind, which this one is
  const { identity } = effectTraits[action.kind] as EffectTraits & {
    readonly identity: (action: EffectAction) => string
  }
  return identity(action)
}
