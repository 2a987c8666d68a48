import type { ChaosState, SettledDecision } from './chaos-program.ts'

/**
 * What is not as it must be after everything: nothing, if nobody's death mattered.
 *
 * Equal to a fresh computation must be, for each organization and repository in it: that it is decided at all, its name, outcome
 * and group, every reason with its state in order, every path with its state, every finding that is not gone with its state, rule,
 * place and fingerprint, and the commit that was scanned. Each organization's last sweep must have seen and read exactly the
 * repositories that exist, and failed at none. Each audit chain must verify, tell of nothing twice, and end with the decision
 * that is recorded.
 *
 * Differ may: all times; ids and counts of our own (of rows, sweeps, policies' versions, people); how often something was
 * asked for, tried or read; findings that are gone, and what is recorded of repositories that are gone; the number of audit
 * events, since the fresh computation never saw what was there in between; and that more was scanned than a fresh computation
 * would scan, because an assistant reached it once.
 *
 * @param existing how many repositories there are, by the organization's login
 */
export function differences(
  settled: ChaosState,
  fresh: ChaosState,
  existing: ReadonlyMap<string, number>,
): readonly string[] {
  return [
    ...settled.brokenRecords,
    ...[...existing].flatMap(([login, number]) => coverageProblems(settled, login, number)),
    ...decisionProblems(settled.decisions, fresh.decisions),
  ]
}

function coverageProblems({ coverage }: ChaosState, login: string, existing: number): readonly string[] {
  const own = coverage.get(login)
  if (own === undefined) return [`${login}: no sweep has come to its end`]
  return [
    ...(own.seen === existing
      ? []
      : [`${login}: ${own.seen} repositories were seen and there are ${existing}`]),
    ...(own.read === own.seen ? [] : [`${login}: ${own.read} of ${own.seen} repositories were read`]),
    ...own.failed.map((repository) => `${login}: ${repository} failed`),
  ]
}

type Decisions = ChaosState['decisions']

function decisionProblems(settled: Decisions, fresh: Decisions): readonly string[] {
  const places = [...new Set([...settled.keys(), ...fresh.keys()])].toSorted()
  return places.flatMap((place) => {
    const [before, after] = [settled.get(place), fresh.get(place)]
    if (before === undefined) return [`${after!.repository} is not decided`]
    if (after === undefined) return [`${before.repository} is decided and should not be`]
    return fieldProblems(before, after)
  })
}

function fieldProblems(settled: SettledDecision, fresh: SettledDecision): readonly string[] {
  const always = ['repository', 'outcome', 'group', 'reasons', 'reaches', 'findings'] as const
  const fields = fresh.scanned === null ? always : ([...always, 'scanned'] as const)
  return fields.flatMap((field) => {
    const [is, should] = [JSON.stringify(settled[field]), JSON.stringify(fresh[field])]
    return is === should ? [] : [`${settled.repository}: ${field} is ${is}, and fresh it is ${should}`]
  })
}
