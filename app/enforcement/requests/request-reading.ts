import type { Fact } from '../../../policies/facts.ts'

/** Something that somebody wrote in an issue: its own text, or a comment. */
export interface Written {
  readonly kind: 'issue' | 'comment'
  /** GitHub's numeric id; issues and comments each have their own. */
  readonly id: number
  /** GitHub's global id, by which its past is asked for. */
  readonly nodeId: string
  /** The issue's number. */
  readonly issue: number
  readonly body: string
  /** null: their account is gone. */
  readonly author: WrittenBy | null
  /** Which App wrote it, as a bot or in a person's name. */
  readonly byApp: 'none' | 'ours' | 'another'
  readonly createdAt: Date
  /** Of an issue also when somebody comments. */
  readonly updatedAt: Date
}

export interface WrittenBy {
  readonly githubId: number
  readonly login: string
  /** Neither an App nor an organization. */
  readonly isPerson: boolean
}

/** What GitHub's lists do not tell of a text. */
export interface TextPast {
  /** Also within the second in which it was written, of which its times say nothing. */
  readonly isEdited: boolean
  /** Its issue was in another repository before: people wrote there to somebody else. */
  readonly isMoved: boolean
}

/**
 * What is read of GitHub to deal with requests, each at the moment when it is asked for and never remembered: who has left a
 * team must not approve any more. What may not be read is unknown; a failure that may pass by itself is thrown.
 */
export interface RequestReading {
  /**
   * Issues and comments that are new or changed since an instant. Pull requests are none.
   * @param repository without the owner
   */
  readonly written: (repository: string, since: Date) => Promise<Fact<readonly Written[]>>
  /** Comments of one issue since an instant. */
  readonly comments: (repository: string, issue: number, since: Date) => Promise<Fact<readonly Written[]>>
  /** What became of a text since it was written; null: it is gone. @param nodeId GitHub's global id */
  readonly past: (nodeId: string) => Promise<Fact<TextPast | null>>
  /** Whether an issue is in that repository still: neither deleted nor moved to another one. */
  readonly isIssueThere: (repository: string, issue: number) => Promise<Fact<boolean>>
  readonly issueState: (repository: string, issue: number) => Promise<Fact<'open' | 'closed'>>
  /** Whether somebody is in a team, also through one below it. @param team `organization/team` */
  readonly membership: (
    team: string,
    login: string,
  ) => Promise<Fact<{ readonly teamId: number; readonly isMember: boolean }>>
  readonly isOrganizationOwner: (login: string) => Promise<Fact<boolean>>
  /** Who was only invited is none yet. */
  readonly isOrganizationMember: (login: string) => Promise<Fact<boolean>>
  /** What somebody is to a repository. @param githubId of the repository */
  readonly reader: (githubId: number, login: string) => Promise<Fact<Reader>>
}

export interface Reader {
  /** Whether they can at least read it. */
  readonly canRead: boolean
  readonly canWrite: boolean
  /** GitHub's numeric id of the person; null: it did not say. */
  readonly personId: number | null
}
