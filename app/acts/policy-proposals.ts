import { AppError } from '../../scanner/errors.ts'
import type { PolicyProposalsApi } from '../api/v1/resources/policy-proposals.ts'
import { enforcedBy } from '../../policies/preview-policy.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { isLeaving } from '../database/leaving.ts'
import { readPolicies } from '../database/policies.ts'
import { listProposals } from '../database/policy-proposals.ts'
import { readPreview } from '../database/read-preview.ts'
import { createRecords } from '../database/records.ts'
import { policyPath } from '../enforcement/policy/refresh-policy.ts'
import { recordProposal } from '../enforcement/policy-proposals/record-proposal.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import { type Acting, actorIn, knownOrganization } from './acting.ts'

/** Proposals of another policy as the API has them: what somebody wrote becomes a pull request, which people review as all others. */
export function createPolicyProposalsApi(acting: Acting): PolicyProposalsApi {
  const { store, config, now } = acting
  return {
    list: (_viewer, query) => listProposals(store, query),
    propose: async (viewer, id, { text, title, note, writtenFrom, enforced }) => {
      const organization = await knownOrganization(store, id)
      const { id: person } = await actorIn(store, viewer, organization)
      if (config.ceiling === 'observe')
        throw new AppError('conflict', 'This Gatehouse changes nothing on GitHub.', {
          todo: 'Put the text into the policy repository by hand, or set MODE to `notify` or `enforce`.',
        })
      if (await isLeaving(store, id))
        throw new AppError('conflict', 'Gatehouse leaves this organization, and proposes nothing more.')
      const { last } = await readPolicies(store, id)
      if ((last?.id ?? null) !== writtenFrom)
        throw new AppError('conflict', 'Another version of the policy was found since this was written.', {
          todo: 'Load the policy again, and write the change into it.',
        })
      if (last?.source?.file.text === text)
        throw new AppError('conflict', 'This is what the policy says already.')
      // Of what they see, as it was shown to them: the pull request says what it is of everything.
      const trial = await readPreview(store, viewer.scope, {
        organization: id,
        candidate: { name: policyPath, text },
        now: now(),
      })
      if (!trial.ok)
        throw new AppError('invalid-request', `The policy is not valid. ${trial.problems.join(' ')}`, {
          todo: 'Correct the lines named; `POST …/policy/preview` tells of them one by one.',
        })
      const wouldEnforce = enforcedBy(trial.preview)
      if (wouldEnforce !== enforced)
        throw new AppError(
          'conflict',
          `${wouldEnforce} repositories would come to be enforced, and not ${enforced}.`,
          { todo: 'Simulate it, and send the number that it tells as `enforced`.' },
        )
      const { repository, githubId } = await policyRepository(acting, organization)
      const records = createRecords(store, askForWork)
      const { inForce } = await records.governance(id)
      const base = last?.source?.file.commit ?? null
      const written = { organization: id, repository, title, note, text, base, proposedBy: person }
      return records.note((recorder) =>
        recordProposal(recorder, { ...written, githubId, inForce: inForce.id, enforced }, now()),
      )
    },
  }
}

/** Where the policy is kept, asked of GitHub now. @throws AppError `conflict` where nothing may be put there, `unavailable` where GitHub does not say */
async function policyRepository(
  acting: Acting,
  { id, login, ...organization }: KnownOrganization,
): Promise<{ readonly repository: string; readonly githubId: number }> {
  const { store, config } = acting
  const name = `${login}/${config.policyRepository}`
  const github = await acting.open({ id, login, ...organization })
  const visibility = await github.readVisibility(config.policyRepository)
  if (!visibility.known) throw new AppError('unavailable', `GitHub did not say what ${name} is.`)
  if (visibility.value === null)
    throw new AppError('conflict', `There is no repository ${name}, which the policy would be kept in.`, {
      todo: 'Make it on GitHub, private and with a first file, and let our App reach it.',
    })
  if (visibility.value === 'public')
    throw new AppError(
      'conflict',
      `${name} is public: whoever reads a policy knows what it does not watch.`,
      {
        todo: 'Make it private on GitHub.',
      },
    )
  const records = createRecords(store, askForWork)
  const repository = await records.requests.repositoryNamed(id, config.policyRepository)
  const known = repository === undefined ? undefined : await records.repository(repository)
  if (!known) throw new AppError('unavailable', `${name} was not looked at yet.`)
  return { repository: known.id, githubId: known.githubId }
}
