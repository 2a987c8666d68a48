interface Spread {
  readonly repositories: number
  readonly reachable: number
}

/** `In 14 repositories, Claude can read 3`: how far a finding has spread, and what of it matters most. Pure. */
export function spreadOf({ repositories, reachable }: Spread): string {
  const where =
    repositories === 1 ? 'In 1 repository' : `In ${repositories.toLocaleString('en')} repositories`
  if (reachable === 0) return `${where}, none that Claude is seen to reach`
  if (repositories === 1) return `${where}, Claude can read it`
  return `${where}, Claude can read ${reachable === repositories ? 'all' : reachable.toLocaleString('en')}`
}
