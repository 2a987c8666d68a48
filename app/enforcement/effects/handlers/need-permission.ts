import type { Applied, Handler } from '../handler.ts'

/** Nothing that we could do: an owner of the organization gives the permission, and it is looked at again until then. */
export const needPermission: Handler<'need-permission'> = async (effects, { organization }) => {
  const { permissions } = organization.installation
  const results = new Map<string, Applied>()
  for (const { id, action } of effects) {
    const { permission, level, title } = action
    const problem = `Give our App the permission "${title}: ${level}" on its page, and accept that in the organization’s settings, GitHub Apps.`
    const isGiven = permissions[permission] === level
    results.set(id, isGiven ? { state: 'already-so' } : { state: 'manual', problem })
  }
  return results
}
