/** Something that Gatehouse makes on GitHub, recorded so that it can be listed and taken away again. */
export interface NewMadeThing {
  /** Our id. */
  readonly organization: string
  /** Our id; null: it belongs to the organization as a whole. */
  readonly repository: string | null
  /** `remediation-pull-request` */
  readonly kind: string
  /** By which it is known on GitHub: a number, a name. */
  readonly reference: string
  /** Written as JSON; without secrets and names of people. */
  readonly details: unknown
}

export interface MadeThing extends NewMadeThing {
  readonly madeAt: Date
  /** null: it is there. */
  readonly removedAt: Date | null
}
