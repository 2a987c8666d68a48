import type { Installation, Permissions } from '../../github/world/entities.ts'
import type { ChaosProgram } from './chaos-program.ts'
import type { Scene } from './happen.ts'

/** What can be disturbed. */
export interface Disturbed {
  readonly scene: Scene
  readonly installations: readonly Installation[]
  readonly program: Pick<ChaosProgram, 'cutConnections' | 'acting'>
}

/** What is asked of GitHub so that something there changes; tokens are no such thing. */
export const changing = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method !== 'GET' && /^\/(?:enterprises|user\/installations|repos|orgs)\//.test(path)

/** Of writes alone: of the many requests they are few, and what is done and not answered is worst. */
export const writeFaults: readonly Disturbance[] = [
  ({ github, random }) => {
    const status = random.oneOf([500, 502, 503])
    github.faults.add({ when: changing, fault: { kind: 'status', status }, times: 1 + random.below(3) })
    return `writes: ${status}`
  },
  ({ github }) => {
    github.faults.add({ when: changing, fault: { kind: 'truncated' }, times: 2 })
    return 'writes that are done: answers are truncated'
  },
  ({ github }) => {
    github.faults.add({ when: changing, fault: { kind: 'timeout' }, times: 1 })
    return 'a write that is done: timeout'
  },
  ({ github, random }) => {
    const status = random.oneOf([403, 429] as const)
    github.faults.add({
      when: changing,
      fault: { kind: 'secondary-limit', status, retryAfter: 1 },
      times: 1 + random.below(2),
    })
    return 'writes: secondary limit'
  },
]

type Disturbance = (scene: Scene, disturbed: Disturbed) => Promise<string> | string

const disturbances: readonly Disturbance[] = [
  ...(['drop', 'duplicate', 'reorder', 'fail'] as const).map((kind): Disturbance => ({ github, random }) => {
    const times = 1 + random.below(5)
    github.webhooks.faults.add({ fault: { kind }, times })
    return `${times} webhooks: ${kind}`
  }),
  ({ github, random }) => {
    github.webhooks.faults.add({ fault: { kind: 'delay', milliseconds: random.below(2_000) }, times: 3 })
    return '3 webhooks: delay'
  },
  ({ github, random }) => {
    const status = random.oneOf([500, 502, 503])
    const times = 1 + random.below(10)
    github.faults.add({ when: () => true, fault: { kind: 'status', status }, times })
    return `${times} requests: ${status}`
  },
  ({ github }) => {
    github.faults.add({ when: () => true, fault: { kind: 'timeout' }, times: 1 })
    return 'a request: timeout'
  },
  ({ github, random }) => {
    github.faults.add({ when: () => true, fault: { kind: 'truncated' }, times: 1 + random.below(3) })
    return 'requests: truncated'
  },
  ({ github, random }) => {
    const fault = {
      kind: 'secondary-limit',
      status: random.oneOf([403, 429] as const),
      retryAfter: 1,
    } as const
    github.faults.add({ when: () => true, fault, times: 2 })
    return '2 requests: secondary limit'
  },
  ({ random }, { installations }) => {
    const installation = random.oneOf(installations)
    const lost = random.oneOf(Object.keys(installation.permissions).filter((name) => name !== 'metadata'))
    const { [lost]: _, ...left } = installation.permissions
    installation.permissions = left
    return `installation ${installation.id} loses ${lost}`
  },
  async (_, { program }) => {
    await program.cutConnections()
    return 'all connections to the database are cut'
  },
]

export interface Disturber {
  /** Something goes wrong from now on. @returns what, for the log */
  readonly disturb: () => Promise<string>
  /** Nothing does any more, and what was taken is given back. */
  readonly calm: () => void
}

export function createDisturber(disturbed: Disturbed): Disturber {
  const { scene, installations } = disturbed
  const known = disturbed.program.acting === undefined ? disturbances : [...disturbances, ...writeFaults]
  const granted = new Map<Installation, Permissions>(installations.map((one) => [one, one.permissions]))
  return {
    disturb: async () => scene.random.oneOf(known)(scene, disturbed),
    calm() {
      scene.github.faults.clear()
      scene.github.webhooks.faults.clear()
      for (const [installation, permissions] of granted) installation.permissions = permissions
    },
  }
}
