/** One thing without which this process is of no use. */
export interface Check {
  /** `database` */
  readonly name: string
  /** undefined: it is ready; else why not, in words without anything secret. */
  readonly problem: () => Promise<string | undefined> | string | undefined
  /** It is told of, and this process is of use all the same. */
  readonly isRemark?: true
}

export interface Readiness {
  readonly isReady: boolean
  /** By name: `ready`, or why not. */
  readonly checks: Readonly<Record<string, string>>
}

/** Whoever asks gives up sooner or later, and an answer is better than none. */
const checkLimitMs = 2000

export async function readiness(checks: readonly Check[]): Promise<Readiness> {
  const problems = await Promise.all(
    checks.map(async (check) => [check.name, await problemOf(check), check.isRemark] as const),
  )
  return {
    isReady: problems.every(([, problem, isRemark]) => problem === undefined || isRemark === true),
    checks: Object.fromEntries(problems.map(([name, problem]) => [name, problem ?? 'ready'])),
  }
}

async function problemOf({ problem }: Check): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${checkLimitMs / 1000} s`), checkLimitMs)
  })
  try {
    return await Promise.race([problem(), late])
  } catch {
    // The reason may name addresses or accounts; it is in the log of who met it.
    return 'it does not answer'
  } finally {
    clearTimeout(timer)
  }
}
