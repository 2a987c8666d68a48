import { WritesSpent } from '../writes-spent.ts'
import type { HandlerContext } from './handler.ts'

/** Makes one after the other, until as much was written as may be: what is left is put off, and what was made is told. */
export async function whileRoom<One>(
  all: readonly One[],
  { putOff }: Pick<HandlerContext, 'putOff'>,
  make: (one: One) => Promise<void>,
): Promise<void> {
  try {
    for (const one of all) await make(one)
  } catch (error) {
    if (!(error instanceof WritesSpent)) throw error
    putOff(error)
  }
}
