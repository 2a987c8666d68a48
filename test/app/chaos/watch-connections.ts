/** By which a repository is reached: an App's installation, or a secret of the organization. */
export type WatchedWay = 'app' | 'secret'

/** A repository that an App or a secret was given or lost. */
export interface ConnectionChange {
  readonly way: WatchedWay
  /** Milliseconds since 1970, by the program's clock. */
  readonly at: number
  readonly organization: string
  /** GitHub's id. */
  readonly repository: number
  readonly change: 'added' | 'removed'
  readonly by: 'people' | 'program'
  /** Whether there was nothing in it, and it is there to stay so. */
  readonly isQuarantine?: boolean
}

export interface ConnectionWatch {
  /** Every change so far, oldest first. */
  readonly changes: readonly ConnectionChange[]
  /** Whatever changes while this runs is people's doing. */
  readonly byPeople: <Result>(task: () => Result) => Result
}

export interface Watched {
  readonly way: WatchedWay
  /** Of the organization. */
  readonly login: string
  readonly holder: { repositoryIds: Set<number> }
}

/**
 * Sees every change of what installations and secrets reach, when it happens. One call of GitHub's changes all of it at once: what is taken and given
 * back within the same call was never away.
 */
export function watchConnections(
  all: readonly Watched[],
  now: () => number = Date.now,
  isQuarantine: (repository: number) => boolean = () => false,
): ConnectionWatch {
  const changes: ConnectionChange[] = []
  let isPeople = false
  for (const { way, login, holder } of all) {
    let before: ReadonlySet<number> | undefined
    const told = (): void => {
      if (before !== undefined) return
      before = new Set(watched)
      const at = now()
      const by = isPeople ? 'people' : 'program'
      const tell = (repository: number, change: ConnectionChange['change']): void =>
        void changes.push({
          way,
          at,
          organization: login,
          repository,
          change,
          by,
          ...(isQuarantine(repository) && { isQuarantine: true }),
        })
      queueMicrotask(() => {
        for (const id of before!) if (!watched.has(id)) tell(id, 'removed')
        for (const id of watched) if (!before!.has(id)) tell(id, 'added')
        before = undefined
      })
    }
    const watched = new WatchedSet(holder.repositoryIds)
    watched.changing = told
    holder.repositoryIds = watched
  }
  return {
    changes,
    byPeople: (task) => {
      isPeople = true
      try {
        return task()
      } finally {
        isPeople = false
      }
    },
  }
}

/** Tells before each change of it. */
class WatchedSet extends Set<number> {
  changing: (() => void) | undefined

  override add(value: number): this {
    if (!this.has(value)) this.changing?.()
    return super.add(value)
  }

  override delete(value: number): boolean {
    if (this.has(value)) this.changing?.()
    return super.delete(value)
  }

  override clear(): void {
    if (this.size > 0) this.changing?.()
    super.clear()
  }
}
