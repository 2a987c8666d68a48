import type { ChaosState, SettledDecision } from './chaos-program.ts'

/** What is not as it must be after everything: nothing, if nobody's death mattered. */
export function differences(
  settled: ChaosState,
  fresh: ChaosState,
  existing: ReadonlyMap<string, number>,
): readonly string[] {
  return [
    ...settled.brokenChains,
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
    ...own.failed.map((repository) => `${login}: ${repository} failed`),
  ]
}

type Decisions = ChaosState['decisions']

function decisionProblems(settled: Decisions, fresh: Decisions): readonly string[] {
  const ids = [...new Set([...settled.keys(), ...fresh.keys()])].toSorted((a, b) => a - b)
  return ids.flatMap((id) => {
    const [before, after] = [settled.get(id), fresh.get(id)]
    if (before === undefined) return [`${after!.repository} is not decided`]
    if (after === undefined) return [`${before.repository} is decided and should not be`]
    return fieldProblems(before, after)
  })
}

function fieldProblems(settled: SettledDecision, fresh: SettledDecision): readonly string[] {
  const fields = ['repository', 'outcome', 'group', 'reasons', 'reaches', 'findings'] as const
  return fields.flatMap((field) => {
    const [is, should] = [JSON.stringify(settled[field]), JSON.stringify(fresh[field])]
    return is === should ? [] : [`${settled.repository}: ${field} is ${is}, and fresh it is ${should}`]
  })
}
