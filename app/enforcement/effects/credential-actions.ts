import type { SecretStore } from '../inventory/facts.ts'
import type { EffectTraits } from './effect-traits.ts'

/** A secret of the organization, and a repository that gets it or is to get it. */
export interface GivenSecret {
  readonly store: SecretStore
  readonly name: string
  /** GitHub's numeric id of the repository. */
  readonly githubId: number
}

/** A secret that GitHub lets nobody narrow for us, or whose name does not say for whom it is: a person has to look. */
export interface SecretByHand {
  readonly kind: 'secret-by-hand'
  readonly store: SecretStore
  readonly name: string
  readonly of: 'repository' | 'organization'
  /** GitHub's numeric id of the repository that is not to have it; null: every one that may not. */
  readonly githubId: number | null
  /** Whether its name says that it is an assistant's; else a workflow hands it to one. */
  readonly isProof: boolean
}

/** A workflow on a repository's default branch, by GitHub's numbers. */
interface RepositoryWorkflow {
  readonly githubId: number
  readonly workflow: number
}

/** A request for a fine-grained token. */
interface AskedToken {
  readonly request: number
  /** By which it is seen that it is still what was judged (`judgedToken`). */
  readonly judged: string
}

/** A fine-grained token that was let in. */
interface LetInToken {
  readonly token: number
  readonly judged: string
  /** So long its owner was given when it was planned. */
  readonly graceDays: number
}

/** What credentials and workflows are changed by. Written to the database as it is: a kind that was released keeps its shape. */
export type CredentialAction =
  | ({ readonly kind: 'drop-secret' } & GivenSecret)
  | ({ readonly kind: 'give-secret' } & GivenSecret)
  | SecretByHand
  | ({ readonly kind: 'disable-workflow' } & RepositoryWorkflow)
  | ({ readonly kind: 'enable-workflow' } & RepositoryWorkflow)
  | ({ readonly kind: 'deny-token-request' } & AskedToken)
  | ({ readonly kind: 'revoke-token' } & LetInToken)

const given = ({ store, name, githubId }: GivenSecret): string => `${store}/${name}:${githubId}`

const switched = ({ githubId, workflow }: RepositoryWorkflow): string => `${githubId}:${workflow}`

export const credentialTraits = {
  'give-secret': {
    mode: 'enforce',
    policySwitch: 'secrets',
    removes: false,
    order: 1,
    identity: (action: GivenSecret) => `give-secret:${given(action)}`,
  },
  'drop-secret': {
    mode: 'enforce',
    policySwitch: 'secrets',
    removes: true,
    order: 2,
    identity: (action: GivenSecret) => `drop-secret:${given(action)}`,
  },
  'secret-by-hand': {
    mode: 'enforce',
    policySwitch: 'secrets',
    removes: false,
    order: 8,
    identity: ({ of, store, name, githubId, isProof }: SecretByHand) =>
      `secret-by-hand:${of}:${store}/${name}:${githubId ?? ''}:${isProof ? 'proof' : 'handed'}`,
  },
  'enable-workflow': {
    mode: 'enforce',
    policySwitch: 'workflows',
    removes: false,
    order: 1,
    identity: (action: RepositoryWorkflow) => `enable-workflow:${switched(action)}`,
  },
  'disable-workflow': {
    mode: 'enforce',
    policySwitch: 'workflows',
    removes: true,
    order: 2,
    identity: (action: RepositoryWorkflow) => `disable-workflow:${switched(action)}`,
  },
  'deny-token-request': {
    mode: 'enforce',
    policySwitch: 'tokens',
    removes: true,
    order: 2,
    identity: ({ request, judged }: AskedToken) => `deny-token-request:${request}:${judged}`,
  },
  'revoke-token': {
    mode: 'enforce',
    policySwitch: 'tokens',
    removes: true,
    order: 2,
    identity: ({ token, judged, graceDays }: LetInToken) => `revoke-token:${token}:${judged}:${graceDays}`,
  },
} as const satisfies Record<CredentialAction['kind'], EffectTraits>
