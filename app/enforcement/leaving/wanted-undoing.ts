import type { WantedEffect } from '../effects/effect.ts'
import { type Ending, isRemovable, type MadeThing } from './made-thing.ts'

/** What is to be done about one thing when Gatehouse leaves: nothing, where GitHub keeps it and nobody hands it over. Pure. */
export function wantedUndoing(
  { id, kind, reference, githubId, wasThere }: MadeThing,
  ending: Ending,
): readonly WantedEffect[] {
  if (ending === 'remove' && !isRemovable(kind)) return []
  const how = wasThere ? 'hand-over' : ending
  return [
    {
      action: { kind: 'undo', thing: id, made: kind, reference, githubId, how },
      reason:
        how === 'remove'
          ? 'Gatehouse leaves, and takes away what it made.'
          : 'Gatehouse leaves, and hands over what it made.',
      policy: null,
    },
  ]
}
