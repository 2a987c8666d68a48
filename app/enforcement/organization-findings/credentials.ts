import { provenSecretNames } from '../secrets/secret-names.ts'
import { brokenLimits, type TokenLimit } from '../tokens/token-limits.ts'
import type { OrganizationCheck, OrganizationState, Sighting } from './check.ts'

/** What is found about tokens and secrets. */
export const credentialChecks: readonly OrganizationCheck[] = [
  {
    id: 'token-lives-too-long',
    severity: 'medium',
    title: 'A fine-grained token is valid for longer than the policy allows',
    why: 'A token opens what it opens for as long as it is valid, whoever has it.',
    todo: 'Ask its owner for one that ends earlier, then revoke it: organization settings, Personal access tokens, Active tokens.',
    find: (state) => ofTokens(state, 'days'),
  },
  {
    id: 'token-on-all-repositories',
    severity: 'high',
    title: 'A fine-grained token reaches all repositories',
    why: 'Whoever has it may use it with any tool, an assistant among them, in repositories that were denied to it.',
    todo: 'Ask its owner for one with selected repositories, then revoke it: organization settings, Personal access tokens, Active tokens.',
    find: (state) => ofTokens(state, 'repositories'),
  },
  {
    id: 'token-may-do-too-much',
    severity: 'medium',
    title: 'A fine-grained token may do more than the policy allows',
    why: 'What a token may do, a tool that is given it may do too.',
    todo: 'Ask its owner for one with less permissions, then revoke it: organization settings, Personal access tokens, Active tokens.',
    find: (state) => ofTokens(state, 'permissions'),
  },
  {
    id: 'token-requests-pending',
    severity: 'low',
    title: 'Requests for fine-grained tokens wait',
    why: 'Who waits for long looks for another way.',
    todo: 'Answer them: organization settings, Personal access tokens, Pending requests.',
    find: ({ pendingTokenRequests }) =>
      pendingTokenRequests.known && pendingTokenRequests.value > 0
        ? [
            {
              subject: '',
              found: `${pendingTokenRequests.value} ${pendingTokenRequests.value === 1 ? 'request waits' : 'requests wait'} for an answer.`,
            },
          ]
        : [],
  },
  {
    id: 'organization-secret-for-all',
    severity: 'high',
    title: "The organization gives an assistant's credential to every repository",
    why: 'Whoever may change a workflow in any of them runs the assistant there, or takes the credential away.',
    todo: 'Set the secret again for selected repositories only: GitHub cannot narrow it without its value.',
    find: findSharedSecrets,
  },
]

/** Only where the policy has limits. A token is named by its id: its name was written by a person. */
function ofTokens(
  { applied: { facts }, policy, now }: OrganizationState,
  broken: TokenLimit,
): readonly Sighting[] {
  const limits = policy.fineGrainedTokens
  if (limits === undefined || !facts.tokens.known) return []
  return facts.tokens.value.flatMap((token) =>
    brokenLimits(token, limits, now)
      .filter(({ limit }) => limit === broken)
      .map(({ found }) => ({ subject: `token:${token.id}`, found: `The token ${token.id} ${found}.` })),
  )
}

function findSharedSecrets({ assistants, applied: { facts } }: OrganizationState): readonly Sighting[] {
  if (!facts.secrets.known) return []
  const names = provenSecretNames(assistants)
  return facts.secrets.value
    .filter(({ name, visibility }) => names.has(name) && visibility !== 'selected')
    .map(({ store, name, visibility }) => ({
      subject: `secret:${store}/${name}`,
      found: `${name} (${store}) is given to every ${visibility === 'all' ? '' : 'private and internal '}repository.`,
    }))
}
