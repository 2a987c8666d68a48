/** What work is asked for, by our own ids. The queue knows keys as texts and nothing else. */
export type WorkKey =
  /** Which organizations there are on a GitHub host. */
  | { readonly kind: 'host'; readonly id: string }
  /** An organization as a whole: its repositories, its policy, what concerns all of them. */
  | { readonly kind: 'organization'; readonly id: string }
  /** An organization's policy alone; where it is another one, all of its repositories. */
  | { readonly kind: 'policy'; readonly id: string }
  /** An organization's decisions that rest on another policy than the one in force. */
  | { readonly kind: 'decisions'; readonly id: string }
  /** One repository's paths and its decision. */
  | { readonly kind: 'repository'; readonly id: string }
  /** One repository's content. Apart from the above, because it may take minutes and a decision must not wait. */
  | { readonly kind: 'scan'; readonly id: string }
  /** What is kept of an organization itself, such as rulesets. */
  | { readonly kind: 'organization-plan'; readonly id: string }
  /** What open pull requests would make of an organization's policy. */
  | { readonly kind: 'previews'; readonly id: string }
  /** Which repositories assistants' Apps were given in an organization, between two sweeps. */
  | { readonly kind: 'installations'; readonly id: string }
  /** What is planned for an organization and due now. */
  | { readonly kind: 'changes'; readonly id: string }
  /** What people have written in an organization's policy repository, and approvals whose end is near. */
  | { readonly kind: 'requests'; readonly id: string }
  /** Whether an organization's open sweep has come to its end. */
  | { readonly kind: 'coverage'; readonly id: string }
  /** What Claude tells of the tenant whose key an organization set. */
  | { readonly kind: 'claude'; readonly id: string }

const kinds: readonly WorkKey['kind'][] = [
  'host',
  'organization',
  'policy',
  'decisions',
  'repository',
  'scan',
  'organization-plan',
  'previews',
  'installations',
  'changes',
  'requests',
  'coverage',
  'claude',
]

/** `repository:17` */
export const keyOf = (kind: WorkKey['kind'], id: string): string => `${kind}:${id}`

/** @throws a bug: what is in the queue was put there by `keyOf` */
export function parseKey(key: string): WorkKey {
  const [kind, id] = key.split(':')
  const known = kinds.find((one) => one === kind)
  if (known === undefined || id === undefined || !/^[0-9]+$/.test(id)) throw new Error(`${key} is no work`)
  return { kind: known, id }
}
