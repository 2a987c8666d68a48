import type { Viewer } from '../enforcement/members/viewer.ts'

/** Organizations of which somebody does not see every repository: only there GitHub is asked for what else is theirs to answer. */
export const partlySeen = ({ roles, scope }: Viewer): readonly string[] =>
  [...roles.keys()].filter((id) => !scope.organizations.includes(id))
