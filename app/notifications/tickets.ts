/** What is known of a ticket that somebody names: neither yes nor no where it could not be read. */
export type TicketStatus =
  | { readonly known: true; readonly isThere: true; readonly status: string; readonly isOfProject: boolean }
  | { readonly known: true; readonly isThere: false }
  | { readonly known: false; readonly why: string }

/** What we remember of tickets of one target, by their marks. A ticket that is closed is forgotten: what comes up again is another. */
export interface TicketMemory {
  /** Its name in the other system: `SEC-17`; undefined: none of ours is open. */
  readonly find: (mark: string) => Promise<string | undefined>
  readonly keep: (mark: string, reference: string) => Promise<void>
  readonly forget: (mark: string) => Promise<void>
}
