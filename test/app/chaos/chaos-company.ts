import type { Simulator } from '../../github/server/simulator.ts'
import type {
  App,
  Installation,
  Organization,
  Repository,
  Secret,
  User,
} from '../../github/world/entities.ts'

/** A company that things happen to. */
export interface ChaosCompany {
  readonly organizations: readonly Organization[]
  /** Ours. */
  readonly app: App
  readonly installations: readonly Installation[]
  /** undefined: nothing is changed on it. */
  readonly enforcing?: EnforcingCompany
}

/** What there is beside where the program changes GitHub. */
export interface EnforcingCompany {
  /** Settings by which the program may. */
  readonly settings: Readonly<Record<string, string>>
  /** An assistant's App, on each organization. */
  readonly assistant: readonly Installation[]
  /** A secret of each organization that holds an assistant's credential. */
  readonly secrets: readonly Secret[]
  /** Each organization's repository with its policy. */
  readonly policies: readonly Repository[]
  /** What the policy says at most may be taken within an hour. */
  readonly mostRemovals: number
  readonly people: EnforcingPeople
}

/** Each is a member of every organization. */
export interface EnforcingPeople {
  /** The owner of all organizations. */
  readonly ada: User
  /** Asks for access, may use emergencies, and approves nothing. */
  readonly dev: User
  /** A Gatehouse owner: in the team `gatehouse-owners` of each organization. */
  readonly gus: User
  /** In the team `security` of each organization, which approves. */
  readonly sam: User
}

export type BuildChaosCompany = (github: Simulator) => Promise<ChaosCompany> | ChaosCompany
