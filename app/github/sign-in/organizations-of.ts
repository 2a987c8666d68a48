import { z } from 'zod'
import type { MembershipRole, SeenOrganization, SeenOrganizations } from '../../enforcement/sign-in.ts'
import type { Answer, PersonReader } from './person-reader.ts'
import { readPages } from './read-pages.ts'
import { hiddenBySingleSignOn } from './single-sign-on.ts'

const page = z.object({
  installations: z.array(
    z.object({
      id: z.int().positive(),
      target_type: z.string(),
      account: z.object({ id: z.int().positive(), login: z.string().optional() }).nullable(),
    }),
  ),
})
const membership = z.object({
  state: z.string(),
  role: z.string(),
  organization: z.object({ id: z.int().positive() }),
})

export async function organizationsOf(read: PersonReader): Promise<SeenOrganizations> {
  const found: Omit<SeenOrganization, 'role'>[] = []
  const hidden = new Set<number>()
  const end = await readPages(read, '/user/installations', page, ({ installations }, headers) => {
    for (const id of hiddenBySingleSignOn(headers)) hidden.add(id)
    for (const { id, target_type: type, account } of installations)
      if (type === 'Organization' && account?.login !== undefined)
        found.push({ installationId: id, githubId: account.id, login: account.login })
  })
  if (end === 'refused') return { kind: 'refused' }
  if (end !== 'whole') return { kind: 'unknown' }
  const organizations: SeenOrganization[] = []
  // One after the other: few people are in many, and GitHub asks not to be asked all at once.
  for (const one of found) organizations.push({ ...one, role: await roleIn(read, one) })
  return { kind: 'known', organizations, behindSingleSignOn: [...hidden] }
}

async function roleIn(
  read: PersonReader,
  { githubId, login }: Omit<SeenOrganization, 'role'>,
): Promise<MembershipRole> {
  return roleFrom(await read(`/user/memberships/orgs/${encodeURIComponent(login)}`, membership), githubId)
}

/** "If the authenticated user is not affiliated with the organization, a 404 is returned." Source: docs.github.com, "Organization members". */
function roleFrom(answer: Answer<z.output<typeof membership>>, githubId: number): MembershipRole {
  if (answer.kind === 'absent') return 'none'
  if (answer.kind !== 'read') return 'unknown'
  const { state, role, organization } = answer.value
  // The name has changed hands since the list was read.
  if (organization.id !== githubId) return 'unknown'
  if (state !== 'active') return 'none'
  return role === 'admin' || role === 'member' ? role : 'none'
}
