import type { TokenFact } from '../inventory/facts.ts'
import { provenSecretNames } from '../secrets/secret-names.ts'
import type { OrganizationCheck, OrganizationState, Sighting } from './check.ts'
import { beyond } from './permission-levels.ts'

const dayLength = 24 * 60 * 60 * 1000

/** What is found about tokens and secrets. */
export const credentialChecks: readonly OrganizationCheck[] = [
  {
    id: 'token-lives-too-long',
    severity: 'medium',
    title: 'A fine-grained token is valid for longer than the policy allows',
    why: 'A token opens what it opens for as long as it is valid, whoever has it.',
    todo: 'Ask its owner for one that ends earlier, then revoke it: organization settings, Personal access tokens, Active tokens.',
    find: (state) => ofTokens(state, tokenTooLong),
  },
  {
    id: 'token-on-all-repositories',
    severity: 'high',
    title: 'A fine-grained token reaches all repositories',
    why: 'Whoever has it may use it with any tool, an assistant among them, in repositories that were denied to it.',
    todo: 'Ask its owner for one with selected repositories, then revoke it: organization settings, Personal access tokens, Active tokens.',
    find: (state) =>
      ofTokens(state, ({ selection }, limits) =>
        selection === 'all' && !limits.allRepositories ? 'reaches all repositories' : undefined,
      ),
  },
  {
    id: 'token-may-do-too-much',
    severity: 'medium',
    title: 'A fine-grained token may do more than the policy allows',
    why: 'What a token may do, a tool that is given it may do too.',
    todo: 'Ask its owner for one with less permissions, then revoke it: organization settings, Personal access tokens, Active tokens.',
    find: (state) =>
      ofTokens(state, ({ permissions }, limits) => {
        const more = beyond(permissions, limits.permissions, 'admin')
        return more.length === 0 ? undefined : `may do more than the policy allows: ${more.join(', ')}`
      }),
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

type Limits = NonNullable<OrganizationState['policy']['fineGrainedTokens']>

/** Only where the policy has limits. A token is named by its id: its name was written by a person. */
function ofTokens(
  { applied: { facts }, policy, now }: OrganizationState,
  problemOf: (token: TokenFact, limits: Limits, now: Date) => string | undefined,
): readonly Sighting[] {
  const limits = policy.fineGrainedTokens
  if (limits === undefined || !facts.tokens.known) return []
  return facts.tokens.value.flatMap((token) => {
    const problem = problemOf(token, limits, now)
    return problem === undefined
      ? []
      : [{ subject: `token:${token.id}`, found: `The token ${token.id} ${problem}.` }]
  })
}

/** GitHub tells when it ends and not when it was made: what is left of it is what can be judged. */
function tokenTooLong({ expiresAt }: TokenFact, { maxDays }: Limits, now: Date): string | undefined {
  if (expiresAt === null) return 'never ends'
  const isTooLong = Date.parse(expiresAt) - now.getTime() > maxDays * dayLength
  // The day and no number of days: that would be another one tomorrow, and so a change.
  return isTooLong
    ? `ends on ${expiresAt.slice(0, 10)}, and the policy allows ${maxDays} ${maxDays === 1 ? 'day' : 'days'}`
    : undefined
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
