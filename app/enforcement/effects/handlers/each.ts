import type { Applied, HandlerContext } from '../handler.ts'

/** Makes effects one after the other. @param make undefined: it stays planned */
export async function each<One extends { readonly id: string }>(
  effects: readonly One[],
  context: HandlerContext,
  make: (effect: One, context: HandlerContext) => Promise<Applied | undefined>,
): Promise<ReadonlyMap<string, Applied>> {
  const results = new Map<string, Applied>()
  for (const effect of effects) {
    const result = await make(effect, context)
    if (result) results.set(effect.id, result)
  }
  return results
}
