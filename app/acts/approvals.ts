import { reasonOf } from '../../policies/reason-of.ts'
import { AppError } from '../../scanner/errors.ts'
import type { ApprovalsApi } from '../api/v1/resources/approvals.ts'
import type { RevocationsApi } from '../api/v1/resources/revocations.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { findRepositoryById } from '../database/find-repository.ts'
import { listApprovals, placeOfApproval } from '../database/list-approvals.ts'
import { createRecords } from '../database/records.ts'
import { previewRevocation } from '../enforcement/approvals/preview-revocation.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import type { Command } from '../enforcement/requests/command.ts'
import { type Acting, actorIn, knownOrganization } from './acting.ts'
import { actOn, done } from './requests.ts'

const noRepository = (): AppError =>
  new AppError('not-there', 'There is no such repository that you can see.')

/** Approvals as the API has them; they end, and emergencies begin, by the rules of comments. */
export function createApprovalsApi(acting: Acting): ApprovalsApi {
  const { store, now } = acting
  return {
    list: ({ scope }, query) => listApprovals(store, scope, query, now()),
    end: async (viewer, approval, reason) => {
      const place = await placeOfApproval(store, viewer.scope, approval)
      if (!place) throw new AppError('not-there', 'There is no such approval that you can see.')
      const command = { kind: 'revoke', repository: undefined, reason: reasonOf(reason) } as const
      await order(acting, viewer, place, command)
    },
    emergency: async (viewer, id, { reason, ticket }) => {
      const found = await findRepositoryById(store, viewer.scope, id)
      if (!found) throw noRepository()
      const { organization, name } = found
      const command = { kind: 'emergency', repository: name, reason: reasonOf(reason), ticket } as const
      await order(acting, viewer, { organization, repository: id }, command)
    },
  }
}

/** Access that is taken back from several repositories. */
export function createRevocationsApi(acting: Acting): RevocationsApi {
  const { store, config, now } = acting
  return {
    preview: async ({ scope }, id) => {
      const found = await findRepositoryById(store, scope, id)
      if (!found) throw noRepository()
      const organization = await knownOrganization(store, found.organization)
      const records = createRecords(store, askForWork)
      const deciding = { organization, records, scanScope: 'reachable', ceiling: config.ceiling } as const
      return { name: found.name, ...(await previewRevocation(deciding, id, now())) }
    },
    revoke: async (viewer, id, reason) => {
      const found = await findRepositoryById(store, viewer.scope, id)
      if (!found) throw noRepository()
      const command = { kind: 'revoke', repository: undefined, reason: reasonOf(reason) } as const
      await order(acting, viewer, { organization: found.organization, repository: id }, command)
    },
  }
}

async function order(
  acting: Acting,
  viewer: Viewer,
  place: { readonly organization: string; readonly repository: string },
  command: Command,
): Promise<void> {
  const { store } = acting
  const organization = await knownOrganization(store, place.organization)
  const actor = await actorIn(store, viewer, organization)
  const about = { repository: place.repository, request: undefined }
  await done(await actOn(acting, organization, actor, command, about), createRecords(store, askForWork))
}
