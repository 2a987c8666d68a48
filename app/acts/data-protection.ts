import { AppError } from '../../scanner/errors.ts'
import type { PersonalDataApi } from '../api/v1/resources/personal-data.ts'
import type { RetentionApi } from '../api/v1/resources/retention.ts'
import { erasePerson } from '../database/person/erase-person.ts'
import { exportPerson } from '../database/person/export-person.ts'
import { findKnownPerson, type KnownPerson, organizationsOf } from '../database/person/known-person.ts'
import { listHolds, liftHold, placeHold } from '../database/retention/legal-holds.ts'
import { orderRetention, previewRetention, readRetention } from '../database/retention/settings.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import type { Acting } from './acting.ts'

/** For how long what is kept, and legal holds, as owners order it. */
export const createRetentionApi = ({ store, now }: Acting): RetentionApi => ({
  read: async (organization) => ({
    days: await readRetention(store, organization),
    holds: await listHolds(store, organization),
  }),
  preview: (organization, days) => previewRetention(store, organization, days, now()),
  change: (viewer, organization, days, rows) =>
    orderRetention(store, { organization, days, rows, by: personOf(viewer), at: now() }),
  hold: (viewer, organization, about) => {
    if (about.repository !== null && about.person !== null)
      throw new AppError('invalid-request', 'A hold is about a repository or a person, not both.')
    return placeHold(store, { organization, ...about, by: personOf(viewer), at: now() })
  },
  lift: (viewer, organization, hold) =>
    liftHold(store, { organization, hold, by: personOf(viewer), at: now() }),
})

/** What is kept of people, as owners of the organizations that know them order it. */
export function createPersonalDataApi({ store, now }: Acting): PersonalDataApi {
  const knownIn = async (
    organization: string,
    id: string,
  ): Promise<{ readonly person: KnownPerson; readonly organizations: readonly string[] }> => {
    const organizations = await organizationsOf(store, id)
    // Somebody of another organization is answered as what is not there.
    if (!organizations.includes(organization))
      throw new AppError('not-there', 'Nobody of that id is known in this organization.')
    return { person: await findKnownPerson(store, id), organizations }
  }
  return {
    export: async (viewer, organization, id) => {
      const { person } = await knownIn(organization, id)
      return exportPerson(store, { person, organization, by: personOf(viewer), at: now() })
    },
    erase: async (viewer, organization, id, confirm) => {
      const by = personOf(viewer)
      const { person, organizations } = await knownIn(organization, id)
      if (confirm !== (person.login ?? person.id))
        throw new AppError('invalid-request', 'What was typed is not their login.', {
          todo: 'Type it exactly as it is shown.',
        })
      if (by === id)
        throw new AppError('conflict', 'You cannot erase yourself: nobody would answer for it.', {
          todo: 'Let another owner do it, or `gatehouse person erase`.',
        })
      const foreign = organizations.filter((one) => viewer.roles.get(one) !== 'owner').length
      if (foreign > 0)
        throw new AppError(
          'not-allowed',
          `They are known in ${foreign} more organization${foreign === 1 ? '' : 's'} that you do not own.`,
          { todo: 'Ask whoever runs Gatehouse to erase them with `gatehouse person erase`.' },
        )
      return erasePerson(store, { person, by, at: now() })
    },
  }
}

function personOf({ person }: Viewer): string {
  if (person !== null) return person
  throw new AppError('not-allowed', 'Only a person may do this.')
}
