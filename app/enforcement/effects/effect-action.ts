import type { Decision } from '../../../policies/decide.ts'
import type { DecisionCheck } from '../decision-check/decision-check.ts'
import type { CheckRun } from '../github-writes.ts'
import type { WantedRuleset } from '../rulesets/ruleset-of.ts'
import type { MadeKind } from '../leaving/made-thing.ts'
import type { ClaudeVia } from '../claude/connections.ts'
import type { CredentialAction } from './credential-actions.ts'
import type { IssueText } from '../notices/kept-issue.ts'
import type { NoticePlace } from '../notices/wanted-notice.ts'

/** An assistant's installation, by GitHub's numeric id. */
export interface Installed {
  readonly assistant: string
  readonly installation: number
}

/** A repository on one, by GitHub's numeric id as well. */
export interface InstalledRepository extends Installed {
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
  /** A policy that somebody wrote in the console, as a pull request. What they wrote is read where it is made. */
  | {
      readonly kind: 'policy-proposal'
      /** Our id. */
      readonly proposal: string
      /** GitHub's numeric id of the repository that holds the policy. */
      readonly githubId: number
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
  /** Takes back what Gatehouse has set, where it still is that. */
  | { readonly kind: 'clear-property'; readonly githubId: number; readonly value: string }
  | CredentialAction
  /** What is connected at Claude, where no program may change it: a person has to. */
  | {
      readonly kind: 'claude-by-hand'
      /** GitHub's numeric id of the repository. */
      readonly githubId: number
      readonly via: ClaudeVia
      /** What Claude knows it by. */
      readonly source: string
    }
  | OwnerNotice
  /** What only a person can do, in one issue of the policy repository that is kept as this says. */
  | ({ readonly kind: 'manual-steps' } & IssueText)
  | Say
  | OpenIssue
  | { readonly kind: 'issue-state'; readonly issue: number }

/** What was decided of a repository, at a commit. */
export interface ShownDecision extends DecisionCheck {
  readonly githubId: number
  /** Its name, without the owner. */
  readonly repository: string
  readonly commit: string
}

/** What a repository's owners are told, by one issue in it that is kept as this says. */
export interface OwnerNotice extends IssueText {
  readonly kind: 'owner-notice'
  readonly githubId: number
  readonly place: NoticePlace
}

/** A comment in the organization's policy repository. */
export interface Say {
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
export interface OpenIssue {
  readonly kind: 'open-issue'
  readonly for: 'request' | 'review' | 'recertification'
  /** Our id of the request, of the approval, or of the recertification's review. What people wrote is read there when it is opened. */
  readonly id: string
  readonly title: string
  readonly text: string
}

export type EffectKind = EffectAction['kind']
