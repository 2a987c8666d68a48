import type { Node } from 'web-tree-sitter'
import type { Source } from '../../syntax/source.ts'
import { constantNumber, followName } from '../../syntax/values.ts'
import type { CodeVerdict } from './code-rule.ts'
import { raised } from './edits.ts'

/** What OWASP's Password Storage Cheat Sheet asks for. */
export const leastBcryptCost = 10
const advisedBcryptCost = 12
/** N of scrypt that libraries took for long; below it little is left of what makes scrypt good. */
const poorScryptCost = 2 ** 14
/** What N the cheat sheet asks for with blocks of 8 and so much parallelization, the most first. */
const leastScryptCosts: readonly (readonly [number, number])[] = [
  [10, 2 ** 13],
  [5, 2 ** 14],
  [3, 2 ** 15],
  [2, 2 ** 16],
  [1, 2 ** 17],
]

/** Of bcrypt, whose work is one number. undefined: it is not known, or it is enough. */
export const judgeCost = (cost: number | undefined, least: number): CodeVerdict | undefined =>
  // Below nothing is how some libraries are asked for their default.
  cost === undefined || cost >= least || cost < 0
    ? undefined
    : { confidence: 'high', note: `its cost is ${cost}, at least ${least} is needed` }

/** What a call asks of scrypt. */
export interface ScryptOptions {
  /** N. */
  readonly cost: number | undefined
  /** r; 8 where nothing is said. */
  readonly blockSize?: number | undefined
  /** p; 1 where nothing is said. */
  readonly parallelization?: number | undefined
}

/** What is left to the library is not judged. */
export function judgeScrypt({
  cost,
  blockSize = 8,
  parallelization = 1,
}: ScryptOptions): CodeVerdict | undefined {
  if (cost === undefined || cost < 0) return undefined
  const least = leastScryptCosts.find(([threads]) => parallelization >= threads)?.[1] ?? 2 ** 17
  // Smaller blocks take as much less memory.
  const memory = (cost * Math.min(8, blockSize)) / 8
  if (memory >= least) return undefined
  const note =
    blockSize < 8
      ? `its cost is ${cost} with blocks of ${blockSize}, at least ${least} with blocks of 8 is advised`
      : `its cost is ${cost}, at least ${least} is advised`
  return memory < poorScryptCost
    ? { confidence: 'high', note }
    : { severity: 'low', confidence: 'medium', note }
}

/**
 * Of bcrypt. Each hash keeps its cost, so that old ones are still read when it is raised.
 * @param cost what is known of it, where that is not the number that stands there
 */
export function judgeBcrypt(
  source: Source,
  given: Node | null | undefined,
  cost = constantNumber(source, given ?? null),
): CodeVerdict | undefined {
  // Tests may take a small one.
  if (given && /^(?:conditional|ternary)/.test(followName(source, given).type)) return undefined
  const verdict = judgeCost(cost, leastBcryptCost)
  return verdict && { ...verdict, ...raised(source, given, advisedBcryptCost) }
}
