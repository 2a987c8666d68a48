/** How something that is said near a value has to do with it. */
export type Role =
  /** It goes into it: `createHash('md5').update(password)`. */
  | 'input'
  /** It is kept under this name. */
  | 'target'
  /** It is handed to a call of this name … */
  | 'call'
  /** … together with this. */
  | 'beside'
  /** It is compared with this. */
  | 'compared'
  /** It is what a function of this name returns. */
  | 'returned'
  /** It is computed inside of this function, class or file. */
  | 'inside'
  /** A comment above says so. */
  | 'comment'

/** A name or a text near a value. */
export interface Clue {
  readonly role: Role
  /** In lower case. */
  readonly words: readonly string[]
  /** How many steps away it is: 0 is next to it. */
  readonly distance: number
}
