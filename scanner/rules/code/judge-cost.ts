import type { Node } from 'web-tree-sitter'
import type { Source } from '../../syntax/source.ts'
import { constantNumber, followName } from '../../syntax/values.ts'
import type { CodeVerdict } from './code-rule.ts'
import { raised } from './edits.ts'

/** What OWASP's Password Storage Cheat Sheet asks for. */
export const leastBcryptCost = 10
const advisedBcryptCost = 12
/** N of scrypt. The cheat sheet asks for 2 ** 17, or less with more threads; what libraries took for long is let pass. */
export const leastScryptCost = 2 ** 14

/** Of bcrypt and scrypt, whose work is one number. undefined: it is not known, or it is enough. */
export const judgeCost = (cost: number | undefined, least: number): CodeVerdict | undefined =>
  // Below nothing is how some libraries are asked for their default.
  cost === undefined || cost >= least || cost < 0
    ? undefined
    : { confidence: 'high', note: `its cost is ${cost}, at least ${least} is needed` }

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
