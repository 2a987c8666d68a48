import { undoWords } from '../../claude/claude-tenant.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'

/** Changes nothing: it looks whether a person has disconnected it at Claude, as Claude's own record says, and tells how. */
export const claudeByHand: Handler<'claude-by-hand'> = async (effects, context) => {
  const results = new Map<string, Applied>()
  for (const effect of effects) results.set(effect.id, await lookAt(effect, context))
  return results
}

async function lookAt(
  { action, repository }: EffectOf<'claude-by-hand'>,
  { records }: HandlerContext,
): Promise<Applied> {
  const known = repository === null ? undefined : await records.repository(repository)
  const isOpen = known?.atClaude?.some(({ source }) => source === action.source) ?? false
  return isOpen ? { state: 'manual', problem: undoWords(action.via) } : { state: 'already-so' }
}
