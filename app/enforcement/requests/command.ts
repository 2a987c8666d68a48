import type { ExceptionCommand } from '../exceptions/exception-command.ts'
import type { ReviewCommand } from '../recertification/judge-answer.ts'

/** What somebody asks of Gatehouse in a comment about access to a repository. A repository is `owner/name`; undefined: the one that the issue is about. */
export type Command =
  | {
      readonly kind: 'request'
      readonly repository: string | undefined
      /** undefined: as long as the policy lets. */
      readonly days: number | undefined
      readonly reason: string
    }
  | {
      readonly kind: 'approve'
      readonly days: number | undefined
      /** Of another system, in which it was agreed to. */
      readonly ticket?: string
      /** What is asked for besides, in people's own words; Gatehouse does not look whether it holds. */
      readonly condition?: string
    }
  | { readonly kind: 'deny'; readonly reason: string }
  | { readonly kind: 'revoke'; readonly repository: string | undefined; readonly reason: string }
  | {
      readonly kind: 'emergency'
      readonly repository: string | undefined
      readonly reason: string
      readonly ticket: string
    }
  | { readonly kind: 'renew'; readonly days: number | undefined }

/** Everything that can be written. */
export type WrittenCommand =
  | Command
  | ReviewCommand
  | ExceptionCommand
  /** Somebody has looked at what an emergency was used for. */
  | { readonly kind: 'reviewed'; readonly words: string }

export type CommandKind = WrittenCommand['kind']

/** What a comment asks for: nothing (undefined), one command, or something that is none. */
export type ReadCommand =
  | { readonly ok: true; readonly command: WrittenCommand }
  /** `problem`: for people, without anything of what they wrote. */
  | { readonly ok: false; readonly problem: string }

/** How each command is written. */
export const commandForms: Readonly<Record<CommandKind, string>> = {
  request: '/gatehouse request owner/repository for 90d why it is needed',
  approve: '/gatehouse approve 90d',
  deny: '/gatehouse deny why not',
  revoke: '/gatehouse revoke why it ends',
  emergency: '/gatehouse emergency what happened TICKET-123',
  renew: '/gatehouse renew 90d',
  keep: '/gatehouse keep 1-20,25',
  drop: '/gatehouse drop 3,7 why it is not needed',
  except: '/gatehouse except noSecretsInTree 30d owner:@organization/team control: what is done instead',
  'end-exception': '/gatehouse end-exception 12',
  reviewed: '/gatehouse reviewed what was found',
}
