import type { ActingScene } from './act.ts'

const nobody = (): never => {
  throw new Error('nobody is there who would do that')
}

/** A scene for tests of one act, which brings what it needs itself. */
export const noScene: Omit<ActingScene, 'github' | 'company' | 'random'> = {
  organizations: [],
  hands: new Proxy(Object.create(null), { get: nobody }),
  watch: { changes: [], byPeople: (task) => task() },
  writes: { writes: [], lastSwitched: new Map(), switchedByHand: () => {} },
  rest: nobody,
}
