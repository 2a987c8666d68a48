/** What we remember of tickets of one target, by their marks. A ticket that is closed is forgotten: what comes up again is another. */
export interface TicketMemory {
  /** Its name in the other system: `SEC-17`; undefined: none of ours is open. */
  readonly find: (mark: string) => Promise<string | undefined>
  readonly keep: (mark: string, reference: string) => Promise<void>
  readonly forget: (mark: string) => Promise<void>
}
