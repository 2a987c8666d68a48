/** What somebody asks of Gatehouse in a comment. A repository is `owner/name`; undefined: the one that the issue is about. */
export type Command =
  | {
      readonly kind: 'request'
      readonly repository: string | undefined
      /** undefined: as long as the policy lets. */
      readonly days: number | undefined
      readonly reason: string
    }
  | { readonly kind: 'approve'; readonly days: number | undefined }
  | { readonly kind: 'deny'; readonly reason: string }
  | { readonly kind: 'revoke'; readonly repository: string | undefined; readonly reason: string }
  | {
      readonly kind: 'emergency'
      readonly repository: string | undefined
      readonly reason: string
      readonly ticket: string
    }
  | { readonly kind: 'renew'; readonly days: number | undefined }

export type CommandKind = Command['kind']

/** What a comment asks for: nothing (undefined), one command, or something that is none. */
export type ReadCommand =
  | { readonly ok: true; readonly command: Command }
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
}
