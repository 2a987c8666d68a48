import type { ChangeSwitch } from '../../../policies/policy-changes.ts'
import type { Decision } from '../../../policies/decide.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { DecisionCheck } from '../decision-check/decision-check.ts'
import type { CheckRun } from '../github-writes.ts'
import type { WantedRuleset } from '../rulesets/ruleset-of.ts'
import type { MadeKind } from '../leaving/made-thing.ts'
import { type CredentialAction, credentialTraits } from './credential-actions.ts'
import { digestOf as digestOfIssue, type IssueText } from '../notices/kept-issue.ts'
import type { NoticePlace } from '../notices/wanted-notice.ts'
import { digestOf } from '../remediation/remediation.ts'

/** An assistant's installation, by GitHub's numeric id. */
interface Installed {
  readonly assistant: string
  readonly installation: number
}

/** A repository on one, by GitHub's numeric id as well. */
interface InstalledRepository extends Installed {
  readonly githubId: number
}

/** What one effect does on GitHub. Written to the database as it is: a kind that was released keeps its shape. */
export type EffectAction =
  | ({ readonly kind: 'connect' } & InstalledRepository)
  | ({
      readonly kind: 'disconnect'
      /** It is given back when what stands open in it is fixed. */
      readonly until?: 'fixed'
    } & InstalledRepository)
  | ({ readonly kind: 'select' } & Installed)
  | ({ readonly kind: 'quarantine' } & Installed)
  | ({ readonly kind: 'check-run'; readonly repository: string } & Omit<CheckRun, 'actions'>)
  | {
      readonly kind: 'pull-comment'
      readonly repository: string
      readonly number: number
      /** The commit that it speaks of. */
      readonly commit: string
      readonly body: string
    }
  | {
      readonly kind: 'undo'
      /** Our id of what was made. */
      readonly thing: string
      readonly made: MadeKind
      readonly reference: string
      /** GitHub's numeric id of the repository that it is in; null: it is the organization's. */
      readonly githubId: number | null
      readonly how: 'remove' | 'hand-over'
    }
  | {
      readonly kind: 'remediation-pull-request'
      readonly githubId: number
      /** The commit that was looked at, in hex. */
      readonly commit: string
      /** By what the files that are to be taken out are known again. */
      readonly files: string
    }
  /** Something that an owner of the organization has to let our App do. */
  | {
      readonly kind: 'need-permission'
      /** As GitHub names it: `checks`. */
      readonly permission: string
      readonly level: string
      /** As GitHub's pages call it. */
      readonly title: string
    }
  | ({ readonly kind: 'show-decision' } & ShownDecision)
  /** A ruleset of the organization. */
  | ({ readonly kind: 'keep-ruleset' } & WantedRuleset)
  /** Our own custom property, of an organization. */
  | { readonly kind: 'define-property' }
  | { readonly kind: 'set-property'; readonly githubId: number; readonly value: Decision['outcome'] }
  | CredentialAction
  | OwnerNotice
  /** What only a person can do, in one issue of the policy repository that is kept as this says. */
  | ({ readonly kind: 'manual-steps' } & IssueText)
  | Say
  | OpenIssue
  | { readonly kind: 'issue-state'; readonly issue: number }

/** What was decided of a repository, at a commit. */
interface ShownDecision extends DecisionCheck {
  readonly githubId: number
  /** Its name, without the owner. */
  readonly repository: string
  readonly commit: string
}

/** What a repository's owners are told, by one issue in it that is kept as this says. */
interface OwnerNotice extends IssueText {
  readonly kind: 'owner-notice'
  readonly githubId: number
  readonly place: NoticePlace
}

/** A comment in the organization's policy repository. */
interface Say {
  readonly kind: 'comment'
  readonly issue: number
  /** What it answers: `comment:17`, `notice:3:14`. */
  readonly about: string
  /** Markdown; people are marks (`requests/person-marks.ts`), and nothing of what they wrote is in it. */
  readonly text: string
}

/**
 * An issue in the organization's policy repository: of a request that was made elsewhere, of an emergency to be reviewed, or of
 * approvals to be confirmed.
 */
interface OpenIssue {
  readonly kind: 'open-issue'
  readonly for: 'request' | 'review' | 'recertification'
  /** Our id of the request, of the approval, or of the recertification's review. What people wrote is read there when it is opened. */
  readonly id: string
  readonly title: string
  readonly text: string
}

export type EffectKind = EffectAction['kind']

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

/** What one of them does and to what: of two that would do the same, one is open at a time. */
export function identityOf(action: EffectAction): string {
  // oxlint-disable-next-line no-unsafe-type-assertion -- a kind's traits take actions of that kind, which this one is
  const { identity } = effectTraits[action.kind] as EffectTraits & {
    readonly identity: (action: EffectAction) => string
  }
  return identity(action)
}

/**
 * Whose plan an effect belongs to. Each planner says all that it wants of one subject, and only what it planned itself is withdrawn
 * where it wants it no more. `decision`: what follows from the decision about a repository. `organization`: what concerns an
 * organization as a whole. `selection`: what has to be done with an installation before repositories can be taken from it. It is a
 * planner of its own, because nobody else's plan may withdraw a switch that is under way. `credentials`: the organization's tokens, and
 * the secrets that it gives to all. `kept`: what Gatehouse keeps of an organization itself, such as rulesets. `requests`: answers to people. `previews`: what a change of the policy would do. `steps`: what is
 * left to people. `person`: what somebody ordered, such as undoing a wave.
 */
export type Planner =
  | 'decision'
  | 'organization'
  | 'selection'
  | 'credentials'
  | 'kept'
  | 'requests'
  | 'previews'
  | 'steps'
  | 'person'

/** An effect that somebody wants. */
export interface WantedEffect {
  readonly action: EffectAction
  /** For people: why it is to be made. One sentence, without names of people and without paths. */
  readonly reason: string
  /** Our id of the policy's version; null: the shipped one. */
  readonly policy: string | null
  /** It is not to be made before; undefined: at once. */
  readonly notBefore?: Date
}

/**
 * How an effect stands. `planned`: to be made. `held`: it waits for a Gatehouse owner. `manual`: GitHub does not let us, and a
 * person has to; it is looked at again. The rest is final: `already-so` was found on GitHub before anything was sent, `withdrawn` is
 * not wanted any more.
 */
export type EffectState = 'planned' | 'held' | 'manual' | 'applied' | 'already-so' | 'failed' | 'withdrawn'
export type FinalState = Exclude<EffectState, 'planned' | 'held' | 'manual'>

export interface Effect extends WantedEffect {
  readonly id: string
  readonly organization: string
  /** null: it concerns the organization as a whole. */
  readonly repository: string | null
  readonly mode: Mode
  readonly state: EffectState
  /** Our id of the hold; null: none. */
  readonly hold: string | null
  readonly attempts: number
  readonly plannedAt: Date
  readonly problem: string | null
}

/**
 * Whether somebody waits for effects that are withdrawn: of what was held nothing may be left, and then its hold ends; of what people
 * were asked to do nothing, and then they are told. Pure.
 */
export const isAwaited = (withdrawn: readonly Pick<Effect, 'hold' | 'state'>[]): boolean =>
  withdrawn.some(({ hold, state }) => hold !== null || state === 'manual')
