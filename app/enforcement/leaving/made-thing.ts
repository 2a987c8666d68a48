/** What of each kind can be done about it when Gatehouse leaves; permanent names, they are in the database. */
export const madeKinds = {
  ruleset: { isRemovable: true, what: 'ruleset', reference: "GitHub's number" },
  property: { isRemovable: true, what: 'custom property', reference: 'its name' },
  workflow: { isRemovable: true, what: 'workflow that was switched off', reference: "GitHub's number" },
  issue: { isRemovable: true, what: 'issue, which is closed', reference: 'its number' },
  'pull-request': { isRemovable: true, what: 'pull request, which is closed', reference: 'its number' },
  label: { isRemovable: true, what: 'label', reference: 'its name' },
  status: { isRemovable: false, what: 'commit status', reference: 'its context' },
  check: { isRemovable: false, what: 'check', reference: 'its name' },
  comment: { isRemovable: false, what: 'comment', reference: "GitHub's number" },
  repository: { isRemovable: false, what: 'empty repository', reference: "GitHub's number" },
  token: { isRemovable: false, what: 'decision about a fine-grained token', reference: "GitHub's number" },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly isRemovable: boolean
      readonly what: string
      /** What it is known by. */ readonly reference: string
    }
  >
>

export type MadeKind = keyof typeof madeKinds
export type RemovableKind = {
  readonly [Kind in MadeKind]: (typeof madeKinds)[Kind]['isRemovable'] extends true ? Kind : never
}[MadeKind]

/** What becomes of what Gatehouse has made in an organization that it leaves. */
export type Ending = 'remove' | 'hand-over'

/** Something that Gatehouse has made on GitHub, and that is there as far as it knows. */
export interface MadeThing {
  readonly id: string
  readonly kind: MadeKind
  readonly reference: string
  /** `acme/web`; null: it is the organization's. */
  readonly repository: string | null
  /** GitHub's numeric id of the repository. */
  readonly githubId: number | null
  readonly madeAt: Date
  /** Somebody else had made it, and Gatehouse only uses it: it is never taken away. */
  readonly wasThere: boolean
}

/** Whether details say that somebody else had made a thing. Pure. */
export const wasThere = (details: unknown): boolean => Object(details)['wasThere'] === true

/** Something that Gatehouse makes on GitHub, recorded so that it can be listed and taken away again. */
export interface NewMadeThing {
  /** Our id. */
  readonly organization: string
  /** Our id; null: it belongs to the organization as a whole. */
  readonly repository: string | null
  readonly kind: MadeKind
  /** By which it is known on GitHub: a number, a name. */
  readonly reference: string
  /** Written as JSON; without secrets and names of people. */
  readonly details?: unknown
}

/** What is recorded of something that was made. */
export interface MadeRecord extends NewMadeThing {
  readonly madeAt: Date
  /** null: it is there. */
  readonly removedAt: Date | null
}

export const isRemovable = (kind: MadeKind): kind is RemovableKind => madeKinds[kind].isRemovable
